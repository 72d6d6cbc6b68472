import { mayAdjust, type Exclusion, type FinancePerson } from '../approval/separation.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import { formatMoney, money, moneyFromJson, moneyToJson, type Money, type MoneyJson } from '../money.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { deductFromLine } from './clawback.ts';
import type { CorrectedEarning } from './correction.ts';
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

type AdjustableLine = DecidableLine & { planVersionId: string; ruleIndex: number };

/**
 * Somebody who prepares payments proposes to add to a line or to take from it. What is added is owed from now on, like a line whose hold
 * is over; of what would be taken nothing happens before it is approved. `id`: of the new line.
 */
export function proposeAdjustment(
  line: AdjustableLine,
  person: FinancePerson,
  { actor, source, payload }: AdjustCommand,
  { id, at }: { id: string; at: string },
): Refused | { proposal: Proposal } {
  const permission = mayAdjust(person, line);
  if (!permission.allowed) {
    const { code, who, why } = permission;
    return { refused: { code, facts: code === 'not_allowed_in_state' ? { state: line.state } : { who, why } } };
  }
  const exclusion = { userId: actor.id, reason: 'proposed_adjustment' } as const;
  return proposalOf(line, { ...payload, id, at, actor, source, exclusion, facts: {} });
}

/** A case about an amount was decided in favour of the partner: who decided it does not approve what follows. */
export function proposeByCase(
  line: AdjustableLine,
  { caseId, amount, decidedBy }: { caseId: string; amount: MoneyJson; decidedBy: string },
  { id, at }: { id: string; at: string },
): Refused | { proposal: Proposal } {
  if (!line.adjustable) return { refused: { code: 'not_allowed_in_state', facts: { state: line.state } } };
  const actor = { kind: 'user', id: decidedBy } as const;
  const exclusion = { userId: decidedBy, reason: 'decided_case' } as const;
  const why = { reasonCode: 'case_upheld', facts: { caseId } };
  return proposalOf(line, { ...why, id, at, amount, actor, source: 'case', exclusion });
}

/** What a correction of the deal adds to a line. Who recorded it, or what it is due by, is kept from it by the database, with all that is touched. */
export function proposeAddition(
  line: AdjustableLine,
  added: CorrectedEarning & { id: string; at: string; correctionId: string },
): Proposal {
  const { id, at, earned: amount, explanation, correctionId } = added;
  const { commissionId: adjusts, partnerId } = line;
  const post = (kind: 'accrued' | 'hold_over'): Journal => journalFor({ kind, source: id, partnerId, amount });
  return {
    ...{ id, adjusts, reduces: false, amount, explanation },
    exclusions: [],
    journals: [post('accrued'), post('hold_over')],
    event: moneyEvent({
      at,
      type: 'commission.adjustment_proposed',
      actor: { kind: 'system', id: 'correction' },
      source: 'story',
      reasonCode: 'deal_corrected',
      public: { ...lineFacts(id, amount), adjusts, correctionId },
    }),
  };
}

type Wanted = {
  id: string;
  at: string;
  amount: MoneyJson;
  reasonCode: string;
  actor: Actor;
  source: CommandSource | 'case';
  exclusion: Exclusion;
  /** What the entry of the timeline says besides. */
  facts: Record<string, string>;
};

function proposalOf(line: AdjustableLine, wanted: Wanted): Refused | { proposal: Proposal } {
  const { id, at, reasonCode, actor, source, exclusion, facts } = wanted;
  const change = moneyFromJson(wanted.amount);
  const refused = refuseAmount(line, change);
  if (refused !== null) return { refused };
  const reduces = change.amountMinor < 0n;
  const amount = reduces ? money(-change.amountMinor, change.currency) : change;
  const { commissionId: adjusts, partnerId, planVersionId, ruleIndex } = line;
  const post = (kind: 'accrued' | 'hold_over'): Journal => journalFor({ kind, source: id, partnerId, amount });
  return {
    proposal: {
      ...{ id, adjusts, reduces, amount },
      explanation: {
        sentence: `${formatMoney(amount)} ${reduces ? 'taken off' : 'added'} by an adjustment`,
        ...{ planVersionId, ruleIndex, kind: 'adjustment' },
        steps: [{ step: 'adjustment', adjusts, reasonCode, amount: wanted.amount }],
      },
      exclusions: [exclusion],
      journals: reduces ? [] : [post('accrued'), post('hold_over')],
      event: moneyEvent({
        at,
        type: 'commission.adjustment_proposed',
        actor,
        source,
        reasonCode,
        public: { ...lineFacts(id, change), adjusts, ...facts },
      }),
    },
  };
}

/**
 * With its last approval a deduction takes effect on its line, in the same step; refused where less is left of the line by then, for
 * what was approved is taken whole or not at all, and where the line was rejected meanwhile.
 */
export function takeEffect(
  deduction: DecidableLine,
  line: DecidableLine,
  { actor, source, at }: { actor: Actor; source: CommandSource; at: string },
): Refused | { step: LineStep } {
  const { amount, commissionId } = deduction;
  if (line.state === 'rejected') return { refused: { code: 'not_allowed_in_state', facts: { state: line.state } } };
  const left = leftOf(line) + amount.amountMinor;
  if (amount.amountMinor > left) {
    const from = moneyToJson(money(-left, amount.currency));
    return { refused: { code: 'adjustment_out_of_range', facts: { from } } };
  }
  return {
    step: deductFromLine(line, { amount, occasion: commissionId, at, by: { actor, source, what: 'adjusted' } }),
  };
}
