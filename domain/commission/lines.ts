import { type Money } from '../money.ts';
import { explain, type LineExplanation } from './explanation.ts';
import { rulesInForce, type PinnedPlan, type RuleKind, type WonDeal } from './plan.ts';

/** One amount owed for one reason, with its proof. */
export type DueLine = { kind: RuleKind; ruleIndex: number; amount: Money; explanation: LineExplanation };

/**
 * What a won deal earns under the pinned plan: the first matching rule of each kind. A rule that comes to nothing gives
 * no line, for nothing is owed.
 */
export const linesFor = (plan: PinnedPlan, deal: WonDeal): DueLine[] =>
  rulesInForce(plan.rules)
    .map(({ rule, ruleIndex }) => {
      const { amount, sentence, steps } = explain(rule, deal);
      const explanation: LineExplanation = {
        sentence,
        planVersionId: plan.versionId,
        ruleIndex,
        kind: rule.kind,
        steps,
      };
      return { kind: rule.kind, ruleIndex, amount, explanation };
    })
    .filter(({ amount }) => amount.amountMinor > 0n);

/** One line per deal and kind, however often the accrual is tried; once more for each time that its win was reopened. */
export const accrualKey = (args: {
  referralId: string;
  dealId: string;
  kind: RuleKind;
  winsReopened?: number;
}): string =>
  [args.referralId, args.dealId, args.kind, ...(args.winsReopened ? [`again${String(args.winsReopened)}`] : [])].join(
    ':',
  );
