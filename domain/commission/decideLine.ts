import {
  BY_FINANCE,
  mayApprove,
  mayFreeze,
  mayReject,
  mayUnfreeze,
  type ApprovableLine,
  type FinancePerson,
  type FreezableLine,
  type Permission,
} from '../approval/separation.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor } from '../ledger/postings.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { freezeLine, unfreezeLine } from './freeze.ts';
import { isDeduction, type DecidableLine, type LineStep } from './lineStep.ts';
import { amountFacts, lineFacts, moneyEvent, type MoneyMail } from './moneyEvent.ts';
import { hasApprovals, isRejectable, stateBeforeRun } from './states.ts';
import { unowedBecause } from './unowed.ts';

type Given = { commandId: string; actor: Actor; source: CommandSource };
type Verdict = Given & {
  name: 'approveCommission' | 'rejectCommission';
  payload: { commissionId: string; contentHash: string; reasonCode?: string };
};
type Stop = Given & { name: 'freeze' | 'unfreeze'; payload: { commissionId: string; reasonCode: string } };

export type LineCommand = Verdict | Stop;

const NOT_FROZEN = { frozenFor: [], freezeReason: null };

type Decision = { refused: { code: ErrorCode; facts: ErrorFacts } } | { step: LineStep };

const approvedMail = (line: DecidableLine): MoneyMail => ({
  text: 'commission_approved',
  receiver: { kind: 'submitter' },
  facts: { ...amountFacts(line.amount), payableFrom: line.payableFrom },
});

/** An approval is counted; with the last one that is needed, and the hold over, the line is approved. */
function approve(line: DecidableLine, { actor, source, commandId }: Given, at: string): LineStep {
  const approvals = new Set([...line.approvedBy, actor.id]).size;
  const { holdOver, approvalsRequired } = line;
  const isTaken = isDeduction(line) && hasApprovals({ approvals, approvalsRequired });
  const state = isTaken ? 'clawed_back' : stateBeforeRun({ holdOver, approvals, approvalsRequired });
  const becomesApproved = state === 'approved' && line.state !== 'approved';
  return {
    ...NOT_FROZEN,
    state,
    holdOver,
    rejectReason: null,
    approval: { userId: actor.id, contentHash: line.contentHash, commandId },
    ...(isTaken ? { clawed: { before: line.amount.amountMinor, after: 0n, leavesRun: false } } : {}),
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
    ...NOT_FROZEN,
    state: 'rejected',
    holdOver: line.holdOver,
    rejectReason: reasonCode,
    approval: null,
    journals:
      line.state === 'waiting_trigger' || isDeduction(line)
        ? []
        : [journalFor({ kind, source: line.commissionId, partnerId: line.partnerId, amount: line.amount })],
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
    mails: isDeduction(line)
      ? []
      : [
          {
            text: 'commission_rejected',
            receiver: { kind: 'submitter' },
            facts: { ...amountFacts(line.amount), reasonCode },
          },
        ],
  };
}

const rejectionOf = ({ actor, source, payload }: Verdict): Rejection => ({
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
  const standing = lines.filter(
    ({ state, clawed }) => state !== 'rejected' && (state !== 'clawed_back' || clawed.after > 0n),
  );
  if (!standing.every((line) => !hasMovedMoney(line) && (isRejectable(line.state) || isFrozenOutsideRun(line))))
    return null;
  return standing.map((line) => ({ line, step: reject(line, { actor, source, reasonCode: 'reopened' }, at) }));
}

/**
 * Netting has moved money of it, or the partner owes some of it: no rejection takes that back. What is owed of a payment that came back
 * is owed no more once its story has looked, and the line can be rejected then.
 */
const hasMovedMoney = ({ netted, clawed }: DecidableLine): boolean =>
  netted.settled + netted.repaid + clawed.after > 0n;

const isFrozenOutsideRun = ({ state, run }: DecidableLine): boolean => state === 'frozen' && run === null;

export function decideOnLine(line: DecidableLine, person: FinancePerson, command: LineCommand, at: string): Decision {
  const permission = mayDecide(line, person, command);
  if (!permission.allowed) {
    const { code, who, why } = permission;
    return { refused: { code, facts: code === 'not_allowed_in_state' ? { state: line.state } : { who, why } } };
  }
  if (command.name === 'approveCommission') return { step: approve(line, command, at) };
  const { actor, source, name } = command;
  const { reasonCode } = command.payload;
  if (reasonCode === undefined) return { refused: { code: 'reason_required', facts: {} } };
  if (unowedBecause(reasonCode) !== undefined)
    return {
      refused: {
        code: 'invalid_request',
        facts: { errors: [{ pointer: '/reasonCode', code: 'invalid', message: 'Only the plan ends a line so.' }] },
      },
    };
  if (command.name === 'rejectCommission' && hasMovedMoney(line))
    return { refused: { code: 'not_allowed_in_state', facts: { state: line.state } } };
  if (command.name === 'rejectCommission') return { step: reject(line, rejectionOf(command), at) };
  const stop = { cause: BY_FINANCE, actor, source, reasonCode, at };
  const step = name === 'freeze' ? freezeLine(line, stop) : unfreezeLine(line, stop);
  return step === null ? { refused: { code: 'not_allowed_in_state', facts: { state: line.state } } } : { step };
}

/** The rule of the command, asked by the API, by the story and by the database. */
export function mayDecide(
  line: ApprovableLine & FreezableLine,
  person: FinancePerson,
  { name, payload }: Pick<Verdict, 'name' | 'payload'> | Pick<Stop, 'name' | 'payload'>,
): Permission {
  switch (name) {
    case 'approveCommission':
      return mayApprove(person, line, payload.contentHash);
    case 'rejectCommission':
      return mayReject(person, line, payload.contentHash);
    case 'freeze':
      return mayFreeze(person, line);
    case 'unfreeze':
      return mayUnfreeze(person, line);
    default:
      return name satisfies never;
  }
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
    ...NOT_FROZEN,
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
