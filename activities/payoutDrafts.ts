import { crashPoint } from '../adapters/crashPoint.ts';
import type { PayoutDrafts } from '../adapters/database/payoutDraftsPort.ts';
import { asActivity } from './asActivity.ts';

export const createPayoutDraftActivities = ({ drafts }: { drafts: PayoutDrafts }) => ({
  /**
   * Closes the first period that is over by then with its draft runs, in one transaction: how many runs it made, or null when
   * every period is closed. Safe to repeat: a period is closed once.
   */
  draftNextPeriod: asActivity(async ({ at }: { at: string }): Promise<number | null> => {
    const [period] = await drafts.openPeriods(at);
    if (period === undefined) return null;
    crashPoint('draft.before');
    const runs = await drafts.close(period, at);
    crashPoint('draft.after');
    return runs;
  }),
});

export type PayoutDraftActivities = ReturnType<typeof createPayoutDraftActivities>;
