export { delivery } from './delivery.ts';
export { referral } from './referral/story.ts';
