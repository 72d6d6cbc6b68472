import { money, moneyToJson, type Money } from '../money.ts';
import { explainAddition } from './additionProof.ts';
import {
  CORRECTION,
  REFUND,
  clawBackLine,
  countingRefunds,
  refundedIn,
  takeBack,
  takenBackOf,
  type Refunded,
} from './clawback.ts';
import type { Spending } from './caps.ts';
import type { RuleFacts } from './conditions.ts';
import { conversionOf, convertedAt, usableRate, type ConfirmedRate } from './conversion.ts';
import { explain } from './explain.ts';
import type { DealCorrection, ExplanationStep, LineExplanation } from './explanation.ts';
import { earnedBy, roomIn, type Keeping } from './keptOfCaps.ts';
import type { DecidableLine, LineStep } from './lineStep.ts';
import { explanationBy } from './lines.ts';
import { rulesFor, type PinnedPlan, type RuleKind, type WonDeal } from './plan.ts';
import { shareIn, sharedProof } from './split.ts';

/** What a rule earns of a deal as it was corrected, in the currency in which the line is paid, with its proof. */
export type CorrectedEarning = { earned: Money; explanation: LineExplanation };

export type Correcting = {
  plan: PinnedPlan;
  deal: WonDeal;
  facts: RuleFacts;
  /** At the time at which the line accrued. */
  spending: Spending;
  correction: DealCorrection;
  /** ISO 8601; by this a rate is chosen where one is needed that the line has not. */
  at: string;
};

/** `rates`: into the currency in which the line is paid; `other`: the other part of a split, of the same whole. */
export type Correctable = Keeping & { kind: RuleKind; rates: readonly ConfirmedRate[]; other?: Keeping | undefined };

/** As at the win: without a confirmed rate from this currency nobody knows yet what is owed. */
export type AwaitsRate = { awaitsRate: string };

/**
 * What a line that has accrued would have earned, had its deal been known as it is now: by the rules of the pinned plan, at the rate of
 * the line, and out of what its caps have left beside the other lines. Where another rule of its kind applies by now, by that.
 */
export function correctedEarning(line: Correctable, correcting: Correcting): CorrectedEarning | AwaitsRate {
  const { kind, explanation: first } = line;
  const { plan, deal, facts, spending, correction } = correcting;
  const rules = rulesFor(plan.rules, deal, facts);
  const whole = { ...spending, spentOf: () => 0n };
  const percentBase = rules
    .flatMap(({ rule }) => explain(rule, { earning: deal, spending: whole, percentBase: undefined })?.steps[0] ?? [])
    .find((step) => step.step === 'base');
  const numbered = rules.find(({ rule }) => rule.kind === kind);
  if (numbered === undefined) return nothingEarned(first, correction);
  const known = { ...spending, roomIn: (left: Money) => roomIn(line, line.other, left) };
  const made = explain(numbered.rule, { earning: deal, spending: known, percentBase });
  if (made === undefined) return nothingEarned(first, correction);
  const explanation = { ...explanationBy(plan, numbered, { earning: deal, facts, made }), correction };
  const own = sharedProof({ amount: made.amount, explanation }, shareIn(first) ?? null);
  return inCurrencyOf(line, { earned: own.amount, explanation: own.explanation }, correcting.at);
}

function nothingEarned(first: LineExplanation, correction: DealCorrection): CorrectedEarning {
  const { planVersionId, ruleIndex, kind } = first;
  const nothing = money(0n, earnedBy(first).currency);
  const steps: ExplanationStep[] = [{ step: 'no_rule', amount: moneyToJson(nothing) }];
  const sentence = 'no rule of the plan applies to the deal as it was corrected';
  const explanation = { sentence, planVersionId, ruleIndex, kind, correction, steps };
  const { amount: earned, explanation: own } = sharedProof({ amount: nothing, explanation }, shareIn(first) ?? null);
  return { earned, explanation: own };
}

/** Converted once: at the rate of the line, or of the correction before; where neither has one from this currency, at that of the day. */
function inCurrencyOf(
  { explanation: first, corrected, rates }: Correctable,
  { earned, explanation }: CorrectedEarning,
  at: string,
): CorrectedEarning | AwaitsRate {
  const { currency } = earnedBy(first);
  const { currency: from } = earned;
  if (from === currency) return { earned, explanation };
  const known = [first, corrected]
    .map((proof) => proof && conversionOf(proof))
    .find((one) => one?.from.currency === from);
  const used = known ?? usableRate(rates, { from, to: currency, at });
  const converted = used && convertedAt(used, earned, currency);
  if (converted === undefined) return { awaitsRate: from };
  const { amount, step } = converted;
  return { earned: amount, explanation: { ...explanation, steps: [...explanation.steps, step] } };
}

/** What one rule has earned of a deal: its line, and what corrections have added to that, in their order. */
type Earning<Line> = { head: Line; added: Line[] };

const correctionOf = ({ adjustment }: DecidableLine): string | undefined => adjustment?.correctionId;

const earningsIn = <Line extends DecidableLine>(lines: readonly Line[]): Earning<Line>[] =>
  lines
    .filter((line) => correctionOf(line) === undefined)
    .map((head) => ({
      head,
      added: lines.filter((line) => correctionOf(line) !== undefined && line.adjustment?.adjusts === head.commissionId),
    }));

/** More is added once its trigger has come, unless finance has rejected what was added before. */
const isForNow = ({ adjustment, state }: DecidableLine): boolean =>
  adjustment?.moreWaits === true && state !== 'rejected';

const isLive = ({ state }: DecidableLine): boolean => state !== 'rejected' && state !== 'waiting_trigger';

/** What of a line is not taken back. */
const standing = ({ earned, clawed }: DecidableLine): bigint => earned.amountMinor - clawed.before - clawed.after;

const sumOf = (lines: readonly DecidableLine[], of: (line: DecidableLine) => bigint): bigint =>
  lines.reduce((total, line) => total + of(line), 0n);

/**
 * What is owed of an earning before refunds and deductions: what its rule earns of the deal as it is known now, without what finance has
 * rejected of the last correction. Where finance has rejected the line itself, what was added to it stands alone.
 */
function owedOf<Line extends DecidableLine>(earning: Earning<Line>): bigint {
  const { head, added } = earning;
  if (head.state === 'rejected') return sumOf(added.filter(isLive), grossOf);
  const { corrected, earned } = head;
  return without((corrected?.earned ?? earned).amountMinor, sumOf(deniedIn(earning), deniedOf));
}

/** What finance has rejected of the last correction. */
const deniedIn = <Line extends DecidableLine>({ head, added }: Earning<Line>): Line[] =>
  added.filter((line) => line.state === 'rejected' && correctionOf(line) === head.corrected?.correctionId);

/** What of an addition was earned before refunds. */
const grossOf = ({ adjustment, earned }: DecidableLine): bigint => adjustment?.grossMinor ?? earned.amountMinor;

/** What rounding may be apart between a whole and its parts is not taken from the partner. */
const deniedOf = (line: DecidableLine): bigint =>
  line.adjustment?.grossMinor === undefined ? grossOf(line) : grossOf(line) - 1n;

const without = (amount: bigint, off: bigint): bigint => (amount > off ? amount - off : 0n);

/** What refunds of the deal take of so much; by the day on which the line itself accrued, also of what was added later. */
function refundedOf(head: DecidableLine, owed: bigint, { deal, refunds, window }: Refunded): bigint {
  const refunded = refundedIn(countingRefunds(refunds, head, window));
  return takenBackOf(head, { earned: owed, refunded, deal });
}

/** A refund takes its share of what was earned, whatever people took off; then that comes off. */
function leftToOwe<Line extends DecidableLine>(earning: Earning<Line>, refunded: Refunded): bigint {
  const { head } = earning;
  const owed = owedOf(earning);
  const left = owed - refundedOf(head, owed, refunded);
  return head.state === 'rejected' ? left : without(left, head.deducted.done);
}

type Step<Line> = { line: Line; step: LineStep };

/** While what a correction adds waits, refunds have their share of what the line was earned by. */
const measuredBy = <Known extends Refunded>({ earnedByWorth }: DecidableLine, refunded: Known): Known =>
  earnedByWorth === undefined ? refunded : { ...refunded, deal: earnedByWorth };

/**
 * What refunds and corrections of its deal ask of lines beyond what was taken back already. It depends on the deal as it is known now and
 * on the sum of its refunds alone, so their order and their number change nothing.
 */
export function settleLines<Line extends DecidableLine>(
  lines: readonly Line[],
  refunded: Refunded & { correctionId?: string },
): Step<Line>[] {
  return earningsIn(lines).flatMap((earning) => {
    const { head, added } = earning;
    const measured = measuredBy(head, refunded);
    if (head.corrected !== undefined || added.length > 0) return settleEarning(earning, measured);
    const step = clawBackLine(head, measured);
    return step === null ? [] : [{ line: head, step }];
  });
}

/** What was added last goes first. */
function settleEarning<Line extends DecidableLine>(
  earning: Earning<Line>,
  refunded: Refunded & { correctionId?: string },
): Step<Line>[] {
  const { head, added } = earning;
  const lines = [head, ...added].filter((line) => isLive(line) && line.state !== 'clawed_back').reverse();
  const wanted = leftToOwe(earning, refunded);
  let due = sumOf(lines, standing) - wanted;
  const { correctionId, at } = refunded;
  const counting = countingRefunds(refunded.refunds, head, refunded.window);
  const occasion = [counting.at(-1)?.id, head.corrected?.correctionId].filter((id) => id !== undefined).join(':');
  const told = { occasion, at, by: correctionId === undefined ? REFUND : CORRECTION };
  return lines.flatMap((line) => {
    const part = due < standing(line) ? due : standing(line);
    due -= part > 0n ? part : 0n;
    const step = takeBack(line, part, told);
    return step === null ? [] : [{ line, step }];
  });
}

/** What a correction adds to an earning, once; its proof ends with what is owed already. */
export type Addition<Line> = CorrectedEarning & { of: Line };

export function additionsTo<Line extends DecidableLine>(
  lines: readonly Line[],
  refunded: Refunded & { correctionId: string },
): Addition<Line>[] {
  return earningsIn(lines).flatMap((earning): Addition<Line>[] => {
    const { head, added } = earning;
    const { corrected } = head;
    if (!isLive(head) || corrected?.correctionId !== refunded.correctionId) return [];
    if (added.some((line) => correctionOf(line) === refunded.correctionId && !isForNow(line))) return [];
    const owed = sumOf([head, ...added].filter(isLive), standing);
    const measured = measuredBy(head, refunded);
    if (leftToOwe(earning, measured) <= owed) return [];
    const proof = { amount: corrected.earned, explanation: corrected.explanation };
    const { amount, explanation } = explainAddition(head, proof, { ...measured, owed });
    return [{ of: head, earned: amount, explanation }];
  });
}
