export { referral } from './referral/story.ts';
