/**
 * The states of a line that a partner reads, and the way between them. A line goes back from `in_run` when its run is
 * cancelled or leaves it out, and from `approved` when what was approved has changed: it would be paid to another account, or the sum needs a second person.
 * One whose money the bank sent back waits for the next run. A frozen one goes on where it would stand by then. No decision leaves
 * `rejected`; what nobody has refused and only the plan has ended (`unowed.ts`) waits or accrues again where a correction of its deal says so.
 */
const TRANSITIONS = {
  waiting_trigger: ['holding', 'rejected'],
  holding: ['awaiting_approval', 'approved', 'frozen', 'rejected', 'clawed_back'],
  awaiting_approval: ['approved', 'frozen', 'rejected', 'clawed_back'],
  approved: ['in_run', 'awaiting_approval', 'frozen', 'rejected', 'clawed_back'],
  in_run: ['paid', 'returned', 'approved', 'awaiting_approval', 'frozen', 'clawed_back'],
  frozen: ['holding', 'awaiting_approval', 'approved', 'in_run', 'rejected', 'clawed_back'],
  paid: ['returned', 'clawed_back'],
  returned: ['in_run', 'approved', 'awaiting_approval', 'frozen', 'rejected', 'clawed_back'],
  rejected: [],
  clawed_back: ['returned'],
} as const;

export type CommissionState = keyof typeof TRANSITIONS;

export const COMMISSION_STATES = Object.keys(TRANSITIONS) as readonly CommissionState[];

export const COMMISSION_TRANSITIONS: Readonly<Record<CommissionState, readonly CommissionState[]>> = TRANSITIONS;

/** Where a person may approve or reject: while the line is in no run, and not while it stands still. */
export const isDecidable = (state: CommissionState): boolean =>
  state === 'holding' || state === 'awaiting_approval' || state === 'approved' || state === 'returned';

/** A rejection takes back what was booked; while a line waits, nothing was. */
export const isRejectable = (state: CommissionState): boolean => isDecidable(state) || state === 'waiting_trigger';

/** Nothing more happens to the line by itself or by approval; what is paid may still be taken back by a refund. */
export const isFinal = (state: CommissionState): boolean =>
  state === 'paid' || state === 'rejected' || state === 'clawed_back';

type Conditions = { holdOver: boolean; approvals: number; approvalsRequired: number | null };

/** Approval may be given while holding: a line is approved when trigger, hold and approvals are all met. */
export function stateBeforeRun({ holdOver, approvals, approvalsRequired }: Conditions): CommissionState {
  if (!holdOver) return 'holding';
  return hasApprovals({ approvals, approvalsRequired }) ? 'approved' : 'awaiting_approval';
}

export const hasApprovals = ({ approvals, approvalsRequired }: Omit<Conditions, 'holdOver'>): boolean =>
  approvalsRequired !== null && approvals >= approvalsRequired;
