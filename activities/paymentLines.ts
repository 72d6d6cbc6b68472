import type { AccrualFacts } from '../adapters/database/moneyPort.ts';
import { accrualKey } from '../domain/commission/lines.ts';
import { paidRuleOf, type PaidRule } from '../domain/commission/paidRules.ts';
import { isByPayment, rulesFor, type RuleKind } from '../domain/commission/plan.ts';
import { partsUnder } from '../domain/commission/received.ts';
import type { Accruable } from './accruable.ts';

export const keyIn = (
  { referralId, deal, winsReopened = 0 }: Accruable,
  { share }: Pick<AccrualFacts, 'share'>,
  of: { kind: RuleKind; paymentId?: string },
): string => accrualKey({ referralId, dealId: deal.dealId, winsReopened, share, ...of });

export const isWaiting = ({ waiting }: AccrualFacts, key: string): boolean =>
  waiting.some((line) => line.waitsFor === 'trigger' && line.accrualKey === key);

/** The rules of the deal that payments earn; what finance has rejected earns no more. */
export function paidRulesIn(args: Accruable, facts: AccrualFacts): PaidRule[] {
  const { deal, at, closedOn = at.slice(0, 10) } = args;
  const { plan, payments, refunded } = facts;
  const rules = plan === null ? [] : rulesFor(plan.rules, deal, facts.ruleFacts);
  return rules.flatMap(({ rule }): PaidRule[] => {
    if (!isByPayment(rule) || !('amount' in deal)) return [];
    const { kind } = rule;
    const whole = keyIn(args, facts, { kind });
    const known = {
      ...{ kind, whole, isWaitedFor: !facts.known.includes(whole) || isWaiting(facts, whole) },
      ...{ from: facts.seen[whole] ?? 0, keyOf: (paymentId: string) => keyIn(args, facts, { kind, paymentId }) },
    };
    if (facts.rejected.includes(whole))
      return [{ ...known, parts: [], toCome: undefined, seen: { from: known.from, to: known.from } }];
    return [paidRuleOf(partsUnder(rule, { ...deal, closedOn }, { payments, refunded, at }), payments, known)];
  });
}
