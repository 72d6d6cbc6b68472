export { contestedCase as case } from './case.ts';
export { dealSweep } from './dealSweep.ts';
export { digest } from './digest.ts';
export { delivery } from './delivery.ts';
export { payoutDrafts } from './payoutDrafts.ts';
export { payoutRun } from './payoutRun.ts';
export { reconciliation } from './reconciliation.ts';
export { referral } from './referral/story.ts';
export { tierChecks } from './tierChecks.ts';
