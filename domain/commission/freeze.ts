import { BY_FINANCE, isFreezable } from '../approval/separation.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { isDeduction, type DecidableLine, type LineStep } from './lineStep.ts';
import { amountFacts, lineFacts, moneyEvent } from './moneyEvent.ts';
import { stateBeforeRun, type CommissionState } from './states.ts';

type Stop = {
  /** Finance, or a case by its id. */
  cause: string;
  actor: Actor;
  source: CommandSource | 'case';
  reasonCode: string | null;
  at: string;
};

const UNCHANGED = { rejectReason: null, approval: null };

/**
 * The line stands still: it is not approved, it leaves a run that is released, and nothing of it becomes due. Null where it
 * cannot be stopped (any more), or stands still for this cause already.
 */
export function freezeLine(line: DecidableLine, { cause, actor, source, reasonCode, at }: Stop): LineStep | null {
  if (!isFreezable(line) || line.frozenFor.includes(cause)) return null;
  return {
    ...UNCHANGED,
    journals: [],
    state: 'frozen',
    holdOver: line.holdOver,
    frozenFor: [...line.frozenFor, cause],
    freezeReason: cause === BY_FINANCE ? reasonCode : line.freezeReason,
    events: [
      moneyEvent({
        at,
        type: 'commission.frozen',
        actor,
        source,
        reasonCode,
        public: lineFacts(line.commissionId, line.amount),
      }),
    ],
    // Who contests an amount knows that it stands still.
    mails:
      cause === BY_FINANCE && line.state !== 'frozen' && !isDeduction(line)
        ? [{ text: 'commission_frozen', receiver: { kind: 'submitter' }, facts: amountFacts(line.amount) }]
        : [],
  };
}

/**
 * One cause is gone. With the last of them the line goes on where it stands by then: in the run that still waits for it, or
 * where hold and approvals put it. A hold that has ended meanwhile is ended by the story. Null where this was no cause.
 */
export function unfreezeLine(line: DecidableLine, { cause, actor, source, reasonCode, at }: Stop): LineStep | null {
  if (!line.frozenFor.includes(cause)) return null;
  const frozenFor = line.frozenFor.filter((one) => one !== cause);
  const state = frozenFor.length > 0 ? 'frozen' : stateAfter(line);
  return {
    ...UNCHANGED,
    journals: [],
    state,
    holdOver: line.holdOver,
    frozenFor,
    freezeReason: frozenFor.includes(BY_FINANCE) ? line.freezeReason : null,
    events: [
      moneyEvent({
        at,
        type: 'commission.unfrozen',
        actor,
        source,
        reasonCode,
        public: { ...lineFacts(line.commissionId, line.amount), state },
      }),
    ],
    mails:
      state === 'frozen' || isDeduction(line)
        ? []
        : [
            {
              text: 'commission_unfrozen',
              receiver: { kind: 'submitter' },
              facts: { ...amountFacts(line.amount), payableFrom: line.payableFrom },
            },
          ],
  };
}

const stateAfter = (line: DecidableLine): CommissionState =>
  line.run === 'prepared' ? 'in_run' : stateBeforeRun({ ...line, approvals: line.approvedBy.length });
