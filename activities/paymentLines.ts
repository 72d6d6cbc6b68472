import type { AccrualFacts } from '../adapters/database/moneyPort.ts';
import { sumOf, type Counted, type Counter, type Spending } from '../domain/commission/caps.ts';
import { accrualKey, countedIn, isPartOf, linesFor, type DueLine } from '../domain/commission/lines.ts';
import { isByPayment, rulesFor, type ReceivedPart, type RuleKind } from '../domain/commission/plan.ts';
import { partsUnder, receivedBefore } from '../domain/commission/received.ts';
import type { Accruable } from './accruable.ts';

/** A rule of which each payment earns its own part: what of the payments no line was made of yet, and what is still to come. */
export type PaidRule = { kind: RuleKind; parts: readonly NewPart[]; toCome: ReceivedPart | undefined };

type NewPart = { part: ReceivedPart; accrualKey: string };

export const keyIn = (
  { referralId, deal, winsReopened = 0 }: Accruable,
  of: { kind: RuleKind; paymentId?: string },
): string => accrualKey({ referralId, dealId: deal.dealId, winsReopened, ...of });

export const isWaiting = ({ waiting }: AccrualFacts, key: string): boolean =>
  waiting.some((line) => line.waitsFor === 'trigger' && line.accrualKey === key);

/**
 * A payment that a line was made of is known by what had come before it, whatever the deal is worth by now; one that was looked at
 * and earned nothing, by what the line that waits has left behind. What finance has rejected earns no more.
 */
export function paidRulesIn(args: Accruable, facts: AccrualFacts): PaidRule[] {
  const { deal, at, closedOn = at.slice(0, 10) } = args;
  const rules = facts.plan === null ? [] : rulesFor(facts.plan.rules, deal, facts.ruleFacts);
  return rules.flatMap(({ rule }): PaidRule[] => {
    if (!isByPayment(rule) || !('amount' in deal)) return [];
    const { kind } = rule;
    const whole = keyIn(args, { kind });
    if (facts.rejected.includes(whole)) return [{ kind, parts: [], toCome: undefined }];
    const all = partsUnder(rule, { ...deal, closedOn }, { payments: facts.payments, at });
    const made = facts.parts.filter((part) => isPartOf(whole, part.accrualKey)).map(({ before }) => before);
    const waiting = facts.waiting.find((line) => line.accrualKey === whole);
    const lookedAt = waiting === undefined ? 0 : receivedBefore(waiting.explanation);
    const parts = all.flatMap(({ paymentId, part }): NewPart[] =>
      paymentId === null || part.before.amount < lookedAt || made.includes(part.before.amount)
        ? []
        : [{ part, accrualKey: keyIn(args, { kind, paymentId }) }],
    );
    return [{ kind, parts, toCome: all.find(({ paymentId }) => paymentId === null)?.part }];
  });
}

type Making = { plan: NonNullable<AccrualFacts['plan']>; spentOf: Spending['spentOf'] };
type Made = Readonly<Record<'awaited' | 'due', DueLine[]>>;

/** What each new payment earns, in their order, and what is still to come; what they share they use up one after the other. */
export function linesOfPayments(args: Accruable, facts: AccrualFacts, making: Making & { paid: PaidRule }): Made {
  const { plan, spentOf, paid } = making;
  const { deal, at } = args;
  if (!('amount' in deal)) return { awaited: [], due: [] };
  const { ruleFacts, partnerId } = facts;
  const counted: Counted[] = [];
  const make = (part: ReceivedPart, spending: Spending): DueLine[] =>
    linesFor(plan, { ...deal, part }, ruleFacts, spending, (rule) => isByPayment(rule) && rule.kind === paid.kind);
  const due = paid.parts.flatMap(({ part, accrualKey: key }) => {
    const lines = make(part, {
      at,
      spentOf: (counter: Counter) => spentOf(counter) + sumOf(counted, counter, partnerId),
    });
    counted.push(...lines.flatMap((line) => countedIn(line, { partnerId, at })));
    return lines.map((line) => ({ ...line, accrualKey: key }));
  });
  const awaited = paid.toCome === undefined ? [] : make(paid.toCome, { at, spentOf: () => 0n });
  return { awaited, due: awaited.length > 0 ? due : endWaiting(due, args, { facts, kind: paid.kind }) };
}

/** Where nothing more is to come, what the last payment earns is the line that waited for it. */
function endWaiting(
  lines: DueLine[],
  args: Accruable,
  { facts, kind }: { facts: AccrualFacts; kind: RuleKind },
): DueLine[] {
  const whole = keyIn(args, { kind });
  if (facts.known.includes(whole) && !isWaiting(facts, whole)) return lines;
  return lines.map((line, place) => (place === lines.length - 1 ? { ...line, accrualKey: whole } : line));
}
