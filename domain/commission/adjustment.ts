import { mayAdjust, type Exclusion, type FinancePerson } from '../approval/separation.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import { formatMoney, money, moneyFromJson, moneyToJson, type Money, type MoneyJson } from '../money.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { deductFromLine } from './clawback.ts';
import type { LineExplanation } from './explanation.ts';
import type { Adjustment, DecidableLine, LineStep } from './lineStep.ts';
import { lineFacts, moneyEvent, type MoneyEvent } from './moneyEvent.ts';

/** Ten million in a currency with two decimals: what is above is no adjustment any more. */
export const ADJUSTMENT_MINOR_MAX = 1_000_000_000n;

export type AdjustCommand = {
  name: 'adjust';
  commandId: string;
  actor: Actor;
  source: CommandSource;
  /** Below zero: so much is taken from the line. */
  payload: { commissionId: string; amount: MoneyJson; reasonCode: string };
};

type Refused = { refused: { code: ErrorCode; facts: ErrorFacts } };

/** An adjustment as it is written: `amount` is above zero, whichever way it goes. */
export type Proposal = Adjustment & {
  id: string;
  amount: Money;
  explanation: LineExplanation;
  exclusions: Exclusion[];
  journals: Journal[];
  event: MoneyEvent;
};

/** What of a line is neither taken back nor about to be. */
export const leftOf = ({ earned, clawed, deducted, state }: DecidableLine): bigint =>
  state === 'rejected' ? 0n : earned.amountMinor - clawed.before - clawed.after - deducted.proposed;

/** Whether so much may be added to a line, or taken from it; null: it may. */
export function refuseAmount(line: DecidableLine, { amountMinor, currency }: Money): Refused['refused'] | null {
  if (currency !== line.earned.currency) return { code: 'currency_differs', facts: { currency: line.earned.currency } };
  const left = leftOf(line);
  if (amountMinor !== 0n && amountMinor >= -left && amountMinor <= ADJUSTMENT_MINOR_MAX) return null;
  const inLine = (minor: bigint): MoneyJson => moneyToJson(money(minor, currency));
  return { code: 'adjustment_out_of_range', facts: { from: inLine(-left), until: inLine(ADJUSTMENT_MINOR_MAX) } };
}

/**
 * Somebody who prepares payments proposes to add to a line or to take from it. What is added is owed from now on, like a line whose hold
 * is over; of what would be taken nothing happens before it is approved. `id`: of the new line.
 */
export function proposeAdjustment(
  line: DecidableLine & { planVersionId: string; ruleIndex: number },
  person: FinancePerson,
  command: AdjustCommand,
  { id, at }: { id: string; at: string },
): Refused | { proposal: Proposal } {
  const permission = mayAdjust(person, line);
  if (!permission.allowed) {
    const { code, who, why } = permission;
    return { refused: { code, facts: code === 'not_allowed_in_state' ? { state: line.state } : { who, why } } };
  }
  const { actor, source, payload } = command;
  const change = moneyFromJson(payload.amount);
  const refused = refuseAmount(line, change);
  if (refused !== null) return { refused };
  const reduces = change.amountMinor < 0n;
  const amount = reduces ? money(-change.amountMinor, change.currency) : change;
  const adjusts = line.commissionId;
  const post = (kind: 'accrued' | 'hold_over'): Journal =>
    journalFor({ kind, source: id, partnerId: line.partnerId, amount });
  return {
    proposal: {
      ...{ id, adjusts, reduces, amount },
      explanation: {
        sentence: `${formatMoney(amount)} ${reduces ? 'taken off' : 'added'} by an adjustment`,
        planVersionId: line.planVersionId,
        ruleIndex: line.ruleIndex,
        kind: 'adjustment',
        steps: [{ step: 'adjustment', adjusts, reasonCode: payload.reasonCode, amount: payload.amount }],
      },
      exclusions: [{ userId: actor.id, reason: 'proposed_adjustment' }],
      journals: reduces ? [] : [post('accrued'), post('hold_over')],
      event: moneyEvent({
        at,
        type: 'commission.adjustment_proposed',
        actor,
        source,
        reasonCode: payload.reasonCode,
        public: { ...lineFacts(id, change), adjusts },
      }),
    },
  };
}

/**
 * With its last approval a deduction takes effect on its line, in the same step; refused where less is left of the line by then, for
 * what was approved is taken whole or not at all.
 */
export function takeEffect(
  deduction: DecidableLine,
  line: DecidableLine,
  { actor, source, at }: { actor: Actor; source: CommandSource; at: string },
): Refused | { step: LineStep } {
  const { amount, commissionId } = deduction;
  const left = leftOf(line) + amount.amountMinor;
  if (amount.amountMinor > left) {
    const from = moneyToJson(money(-left, amount.currency));
    return { refused: { code: 'adjustment_out_of_range', facts: { from } } };
  }
  return {
    step: deductFromLine(line, { amount, occasion: commissionId, at, by: { actor, source, what: 'adjusted' } }),
  };
}
