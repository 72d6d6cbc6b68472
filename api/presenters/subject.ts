import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import { interestedInRivals } from '../../domain/approval/interest.ts';
import type { CommandSubject } from '../../domain/approval/rights.ts';

/** What of a referral decides who may do what with it. */
export const subjectOf = (record: ReferralRecord): CommandSubject => ({
  stage: record.stage,
  leftStage: record.outcome?.from ?? null,
  partnerId: record.partnerId,
  ownerId: record.owner?.id ?? null,
  deputyIds: record.deputyIds,
  managerId: record.managerId,
  unassigned: record.unassigned,
  submittedByUserId: record.submittedBy.id,
  onBehalfOfUserId: record.submittedBy.onBehalfOf,
  interestedIds: [
    ...(record.verdict?.vendor?.interested ?? []),
    ...interestedInRivals(record.rivals, record.managerId).map(({ userId }) => userId),
  ],
});
