import type { createAttributionActivities } from './attribution.ts';
import type { CaseActivities } from './cases.ts';
import type { createCommissionActivities } from './commissions.ts';
import type { createCrmActivities } from './crm.ts';
import type { createDealSweepActivities } from './dealSweep.ts';
import type { createDigestActivities } from './digest.ts';
import type { createMailActivities } from './mail.ts';
import type { createMatchingActivities } from './matching.ts';
import type { createPayoutRunActivities } from './payoutRuns.ts';
import type { createReconciliationActivities } from './reconciliation.ts';
import type { PayoutDraftActivities } from './payoutDrafts.ts';
import type { createRoutingActivities } from './routing.ts';
import type { createStoryActivities } from './story.ts';
import type { TierCheckActivities } from './tierChecks.ts';
import type { createWorkingTimeActivities } from './workingTime.ts';

/** Everything a workflow may ask of the outside world. */
export type Activities = ReturnType<typeof createStoryActivities> &
  ReturnType<typeof createMatchingActivities> &
  ReturnType<typeof createRoutingActivities> &
  ReturnType<typeof createWorkingTimeActivities> &
  ReturnType<typeof createCrmActivities> &
  ReturnType<typeof createAttributionActivities> &
  ReturnType<typeof createMailActivities> &
  ReturnType<typeof createDigestActivities> &
  ReturnType<typeof createDealSweepActivities> &
  ReturnType<typeof createReconciliationActivities> &
  PayoutDraftActivities &
  TierCheckActivities &
  ReturnType<typeof createCommissionActivities> &
  ReturnType<typeof createPayoutRunActivities> &
  CaseActivities;
