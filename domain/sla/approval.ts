import { hasApprovals } from '../commission/states.ts';
import { durationMs } from '../duration.ts';
import { nextRung } from './ladder.ts';
import type { LadderStep } from './ladder.ts';
import type { ClockResult } from './results.ts';

/**
 * A line is decided within the policy's `approve`, from its accrual on. It stands still while the line is frozen; a gate holds the
 * payment back and not the approval, so it stops nothing here. Nobody owns a line, so its ladder ends with the breach: there is
 * nobody to hand it over from. Times are ISO 8601.
 */
type PromisedLine = { approveFrom?: string; approveBy?: string };

/** How far one promise is climbed; of another one, `from` differs. */
type Climbed = { from: string; done: number };

const climbedOf = ({ approveFrom }: PromisedLine, climbed: Climbed | undefined): number =>
  climbed !== undefined && climbed.from === approveFrom ? climbed.done : 0;

/** At half of the time the approvers are reminded, at its end the breach is recorded; a pause moves both by its length. */
export function nextApprovalStep(
  line: PromisedLine,
  { climbed, length }: { climbed: Climbed | undefined; length: string },
): { step: LadderStep; at: number } | undefined {
  if (line.approveBy === undefined) return undefined;
  const dueAt = Date.parse(line.approveBy);
  return nextRung({ rungs: [dueAt - durationMs(length) / 2, dueAt], stepsDone: climbedOf(line, climbed) });
}

export const climbApproval = (line: PromisedLine & { approveFrom: string }, climbed: Climbed | undefined): Climbed => ({
  from: line.approveFrom,
  done: climbedOf(line, climbed) + 1,
});

type Owed = { commissionId: string; approveFrom: string; approveBy: string };

/** Nobody has decided by then. */
export const missedApproval = ({ commissionId, approveFrom, approveBy }: Owed): ClockResult => ({
  kind: 'approve',
  subject: commissionId,
  startedAt: approveFrom,
  dueAt: approveBy,
  decidedAt: approveBy,
  kept: false,
  keptWithoutPauses: false,
});

/** `firstBy`: by when it was promised at first, without what the line stood still. */
export type PromisedApproval = { from: string; by: string; firstBy: string };

type DecidedLine = {
  commissionId: string;
  promise: PromisedApproval | null;
  approvedBy: readonly string[];
  approvalsRequired: number | null;
};

type Given = { name: string; by: string; givenAt: string };

/** A rejection decides a line, and so does the last approval that it needs; it counts from when it was given. */
export function approvalResult(line: DecidedLine, { name, by, givenAt }: Given): ClockResult | undefined {
  const { promise, commissionId, approvedBy, approvalsRequired } = line;
  const approvals = new Set([...approvedBy, by]).size;
  const isLast = name === 'approveCommission' && hasApprovals({ approvals, approvalsRequired });
  if (promise === null || !(isLast || name === 'rejectCommission')) return undefined;
  const { from, by: dueAt, firstBy } = promise;
  const decidedAt = Date.parse(givenAt);
  const kept = decidedAt <= Date.parse(dueAt);
  return {
    kind: 'approve',
    subject: commissionId,
    startedAt: from,
    dueAt,
    decidedAt: kept ? givenAt : dueAt,
    kept,
    keptWithoutPauses: kept && decidedAt <= Date.parse(firstBy),
  };
}
