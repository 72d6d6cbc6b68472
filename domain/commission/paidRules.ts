import { sumOf, type Counted, type Spending } from './caps.ts';
import type { RuleFacts } from './conditions.ts';
import type { ExplanationStep } from './explanation.ts';
import { countedIn, linesFor, type DueLine } from './lines.ts';
import { isByPayment, type PinnedPlan, type ReceivedPart, type RuleKind, type WonDeal } from './plan.ts';
import type { DealPart } from './received.ts';
import type { Unowed } from './unowed.ts';

/**
 * A rule of which each payment earns its own part: those that nobody has looked at yet, and what is still to come. `whole`: the key of the
 * line that waits for that; `isWaitedFor`: it waits, or there was none yet. `seen`: how many payments were looked at, and will be.
 */
export type PaidRule = {
  kind: RuleKind;
  whole: string;
  isWaitedFor: boolean;
  parts: readonly NewPart[];
  toCome: ReceivedPart | undefined;
  seen: { from: number; to: number };
};

type NewPart = { part: ReceivedPart; accrualKey: string };

type Known = Omit<PaidRule, 'parts' | 'toCome'> & { keyOf: (paymentId: string) => string };

/**
 * Each payment is looked at once, at its turn: what it earns is out of what its caps have left then. What they cut stays cut, however much
 * room comes back later.
 */
export const paidRuleOf = (parts: readonly DealPart[], { seen, keyOf, ...rule }: Known): PaidRule => ({
  ...rule,
  parts: parts.flatMap(({ paymentId, part }) => (paymentId === null ? [] : [{ part, accrualKey: keyOf(paymentId) }])),
  toCome: parts.find(({ paymentId }) => paymentId === null)?.part,
  seen,
});

type Making = { plan: PinnedPlan; deal: WonDeal; facts: RuleFacts; partnerId: string; spending: Spending };

/** What each new payment earns, in their order, and what is still to come; what they share they use up one after the other. */
export function linesOfPayments(
  { kind, whole, isWaitedFor, parts, toCome }: PaidRule,
  { plan, deal, facts, partnerId, spending }: Making,
): Readonly<Record<'awaited' | 'due', DueLine[]>> {
  const { at } = spending;
  const counted: Counted[] = [];
  const make = (part: ReceivedPart, spentOf: Spending['spentOf']): DueLine[] =>
    linesFor(plan, { ...deal, part }, facts, { at, spentOf }, (rule) => isByPayment(rule) && rule.kind === kind);
  const due = parts.flatMap(({ part, accrualKey }) => {
    const lines = make(part, (counter) => spending.spentOf(counter) + sumOf(counted, counter, partnerId));
    counted.push(...lines.flatMap((line) => countedIn(line, { partnerId, at })));
    return lines.map((line) => ({ ...line, accrualKey }));
  });
  const awaited = toCome === undefined ? [] : make(toCome, () => 0n);
  const isLast = awaited.length === 0 && isWaitedFor;
  return { awaited, due: isLast ? endingWith(due, whole) : due };
}

/** Where nothing more is to come, what the last payment earns is the line that waited for it. */
const endingWith = (lines: readonly DueLine[], whole: string): DueLine[] =>
  lines.map((line, place) => (place === lines.length - 1 ? { ...line, accrualKey: whole } : line));

/** No payment comes any more that would earn it. */
export const isOver = ({ parts, toCome }: PaidRule): boolean => parts.length === 0 && toCome === undefined;

type Waiting = {
  waitsFor: 'rate' | 'trigger';
  kind: string;
  explanation: { steps: readonly Pick<ExplanationStep, 'step'>[] };
};

/** Why a line ends that waited, and of which nothing is left when its turn has come. */
export function whyUnowed(
  { waitsFor, kind, explanation: { steps } }: Waiting,
  known: { paidRules: readonly PaidRule[]; isCorrected: boolean; wonByAnother: boolean },
): Unowed {
  const { paidRules, isCorrected, wonByAnother } = known;
  if (wonByAnother) return 'credited_elsewhere';
  if (waitsFor === 'trigger' && paidRules.some((paid) => paid.kind === kind && isOver(paid))) return 'payments_over';
  const isCut = steps.some(({ step }) => step === 'cap_per_partner' || step === 'budget');
  return isCorrected && !isCut ? 'earns_nothing' : 'nothing_left';
}
