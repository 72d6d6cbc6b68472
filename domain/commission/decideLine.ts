import { mayApprove, mayReject, type ApprovableLine, type FinancePerson } from '../approval/separation.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import type { Money } from '../money.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { amountFacts, lineFacts, moneyEvent, type MoneyEvent, type MoneyMail } from './moneyEvent.ts';
import { isDecidable, stateBeforeRun, type CommissionState } from './states.ts';

/** A line with everything a decision about it needs. */
export type DecidableLine = ApprovableLine & {
  commissionId: string;
  partnerId: string;
  amount: Money;
  payableFrom: string;
  holdOver: boolean;
};

export type LineCommand = {
  commandId: string;
  name: 'approveCommission' | 'rejectCommission';
  actor: Actor;
  source: CommandSource;
  payload: { commissionId: string; contentHash: string; reasonCode?: string };
};

/** What one step changes of a line: written together or not at all. */
export type LineStep = {
  state: CommissionState;
  holdOver: boolean;
  rejectReason: string | null;
  approval: { userId: string; contentHash: string; commandId: string } | null;
  journals: Journal[];
  events: MoneyEvent[];
  mails: MoneyMail[];
};

type Decision = { refused: { code: ErrorCode; facts: ErrorFacts } } | { step: LineStep };

const approvedMail = (line: DecidableLine): MoneyMail => ({
  text: 'commission_approved',
  receiver: { kind: 'submitter' },
  facts: { ...amountFacts(line.amount), payableFrom: line.payableFrom },
});

/** An approval is counted; with the last one that is needed, and the hold over, the line is approved. */
function approve(line: DecidableLine, { actor, source, commandId }: LineCommand, at: string): LineStep {
  const approvals = new Set([...line.approvedBy, actor.id]).size;
  const { holdOver, approvalsRequired } = line;
  const state = stateBeforeRun({ holdOver, approvals, approvalsRequired });
  const becomesApproved = state === 'approved' && line.state !== 'approved';
  return {
    state,
    holdOver,
    rejectReason: null,
    approval: { userId: actor.id, contentHash: line.contentHash, commandId },
    journals: [],
    events: [
      moneyEvent({
        at,
        type: becomesApproved ? 'commission.approved' : 'commission.approval_given',
        actor,
        source,
        public: { ...lineFacts(line.commissionId, line.amount), approvals, approvalsRequired },
      }),
    ],
    mails: becomesApproved ? [approvedMail(line)] : [],
  };
}

type Rejection = { actor: Actor; source: CommandSource; reasonCode: string | null };

/** Nothing is owed any more: what was accrued is taken back from where it stands. */
function reject(line: DecidableLine, { actor, source, reasonCode }: Rejection, at: string): LineStep {
  const kind = line.holdOver ? 'rejected_due' : 'rejected_pending';
  return {
    state: 'rejected',
    holdOver: line.holdOver,
    rejectReason: reasonCode,
    approval: null,
    journals: [journalFor({ kind, source: line.commissionId, partnerId: line.partnerId, amount: line.amount })],
    events: [
      moneyEvent({
        at,
        type: 'commission.rejected',
        actor,
        source,
        reasonCode,
        public: lineFacts(line.commissionId, line.amount),
      }),
    ],
    mails: [
      {
        text: 'commission_rejected',
        receiver: { kind: 'submitter' },
        facts: { ...amountFacts(line.amount), reasonCode },
      },
    ],
  };
}

const rejectionOf = ({ actor, source, payload }: LineCommand): Rejection => ({
  actor,
  source,
  reasonCode: payload.reasonCode ?? null,
});

/**
 * The deal is taken up again, so that nothing is owed for it: a step for each line that stands, or null when money of it
 * is in a run or paid.
 */
export function takeBackLines<Line extends DecidableLine>(
  lines: readonly Line[],
  { actor, source, at }: { actor: Actor; source: CommandSource; at: string },
): { line: Line; step: LineStep }[] | null {
  const standing = lines.filter(({ state }) => state !== 'rejected');
  if (!standing.every(({ state }) => isDecidable(state))) return null;
  return standing.map((line) => ({ line, step: reject(line, { actor, source, reasonCode: 'reopened' }, at) }));
}

export function decideOnLine(line: DecidableLine, person: FinancePerson, command: LineCommand, at: string): Decision {
  const { name, payload } = command;
  const ask = name === 'approveCommission' ? mayApprove : mayReject;
  const permission = ask(person, line, payload.contentHash);
  if (!permission.allowed) {
    const { code, who, why } = permission;
    return { refused: { code, facts: code === 'not_allowed_in_state' ? { state: line.state } : { who, why } } };
  }
  if (name === 'rejectCommission' && payload.reasonCode === undefined) {
    return { refused: { code: 'reason_required', facts: {} } };
  }
  return { step: name === 'approveCommission' ? approve(line, command, at) : reject(line, rejectionOf(command), at) };
}

/** What was pending is due; null when the hold is over already or still runs. */
export function decideEndOfHold(line: DecidableLine, at: string): LineStep | null {
  if (line.state !== 'holding' || Date.parse(at) < Date.parse(line.payableFrom)) return null;
  const state = stateBeforeRun({
    holdOver: true,
    approvals: line.approvedBy.length,
    approvalsRequired: line.approvalsRequired,
  });
  return {
    state,
    holdOver: true,
    rejectReason: null,
    approval: null,
    journals: [
      journalFor({ kind: 'hold_over', source: line.commissionId, partnerId: line.partnerId, amount: line.amount }),
    ],
    events: [
      moneyEvent({
        at,
        type: `commission.${state}`,
        actor: { kind: 'timer', id: 'holding' },
        source: 'timer',
        public: lineFacts(line.commissionId, line.amount),
      }),
    ],
    mails: state === 'approved' ? [approvedMail(line)] : [],
  };
}
