export { delivery } from './delivery.ts';
export { payoutRun } from './payoutRun.ts';
export { referral } from './referral/story.ts';
