import { crashPoint } from '../adapters/crashPoint.ts';
import type { OpenPeriod, PayoutDrafts } from '../adapters/database/payoutDraftsPort.ts';
import { asActivity } from './asActivity.ts';

export const createPayoutDraftActivities = ({ drafts }: { drafts: PayoutDrafts }) => ({
  /** Periods that are over by then and not closed, without those that are passed by; the first two hundred. */
  openPeriods: asActivity((args: { at: string; passedBy: readonly OpenPeriod[] }): Promise<OpenPeriod[]> =>
    drafts.openPeriods(args),
  ),

  /** Closes a period with its draft runs, in one transaction: how many runs it made. Safe to repeat: a period is closed once. */
  closePeriod: asActivity(async ({ period, at }: { period: OpenPeriod; at: string }): Promise<number> => {
    crashPoint('draft.before');
    const runs = await drafts.close(period, at);
    crashPoint('draft.after');
    return runs;
  }),

  /** Finance is told once of each run that was not settled by its pay day; how many that were. Safe to repeat. */
  tellLateRuns: asActivity(({ at }: { at: string }): Promise<number> => drafts.tellLate(at)),

  /** People are shown that a period could not be closed, until it is. */
  notePeriodFailure: asActivity((args: { period: OpenPeriod; cause: string; at: string }): Promise<void> =>
    drafts.noteFailure(args.period, args),
  ),
});

export type PayoutDraftActivities = ReturnType<typeof createPayoutDraftActivities>;
