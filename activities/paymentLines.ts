import type { AccrualFacts } from '../adapters/database/moneyPort.ts';
import { earnedPartsIn, isOfPayment, type AccruedLine } from '../domain/commission/earnedPart.ts';
import { accrualKey } from '../domain/commission/lines.ts';
import { paidRuleOf, type PaidRule } from '../domain/commission/paidRules.ts';
import { isByPayment, rulesFor, type PlanRule, type RuleKind } from '../domain/commission/plan.ts';
import { partsUnder } from '../domain/commission/received.ts';
import { sharesOf } from '../domain/commission/split.ts';
import type { Accruable } from './accruable.ts';

export const keyIn = (
  { referralId, deal, winsReopened = 0 }: Accruable,
  { share }: Pick<AccrualFacts, 'share'>,
  of: { kind: RuleKind; paymentId?: string },
): string => accrualKey({ referralId, dealId: deal.dealId, winsReopened, share, ...of });

export const isWaiting = ({ waiting }: AccrualFacts, key: string): boolean =>
  waiting.some((line) => line.waitsFor === 'trigger' && line.accrualKey === key);

/** What has accrued of one kind since the deal was won: of both partners of a split, for their lines are of one whole. */
function accruedOf(args: Accruable, { accrued }: Pick<AccrualFacts, 'accrued'>, kind: RuleKind): AccruedLine[] {
  const keys = [null, sharesOf(0).partner].map((share) => keyIn(args, { share }, { kind }));
  return accrued.filter(({ accrualKey: own }) => keys.some((key) => own === key || own.startsWith(`${key}:part:`)));
}

/**
 * Of one kind a deal earns by payment or on the whole, never both: what has accrued in one way stays as it is where a rule of the other
 * applies to the deal as it was corrected.
 */
export const isOfOtherWay = (args: Accruable, facts: AccrualFacts, rule: PlanRule): boolean =>
  accruedOf(args, facts, rule.kind).some((line) => isOfPayment(line) !== isByPayment(rule));

/** The rules of the deal that payments earn; where finance has rejected what was to come, they earn no more. */
export function paidRulesIn(args: Accruable, facts: AccrualFacts): PaidRule[] {
  const { deal, at, closedOn = at.slice(0, 10) } = args;
  const { plan, payments, refunds, policy } = facts;
  const rules = plan === null ? [] : rulesFor(plan.rules, deal, facts.ruleFacts);
  return rules.flatMap(({ rule }): PaidRule[] => {
    if (!isByPayment(rule) || !('amount' in deal) || isOfOtherWay(args, facts, rule)) return [];
    const { kind } = rule;
    const whole = keyIn(args, facts, { kind });
    const from = facts.seen[whole] ?? 0;
    const known = { kind, whole, isWaitedFor: !facts.known.includes(whole) || isWaiting(facts, whole) };
    if (facts.rejected.includes(whole)) return [{ ...known, parts: [], toCome: undefined, seen: { from, to: from } }];
    const receipts = { payments, refunds, seen: from, earned: earnedPartsIn(accruedOf(args, facts, kind)) };
    const parts = partsUnder(rule, { ...deal, closedOn }, { ...receipts, window: policy.clawback, at });
    const keyOf = (paymentId: string): string => keyIn(args, facts, { kind, paymentId });
    return [paidRuleOf(parts, { ...known, seen: { from, to: payments.length }, keyOf })];
  });
}
