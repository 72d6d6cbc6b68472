import type { ExplanationStep, LineExplanation } from './explanation.ts';

/** A line that has accrued, also where finance has rejected it since. `accruedAt`: ISO 8601. */
export type AccruedLine = { accrualKey: string; accruedAt: string; explanation: Pick<LineExplanation, 'steps'> };

/**
 * What a payment has earned by its line, in minor units of the deal's currency: of both parts of a split, and with what shared caps have cut
 * off, which stays cut off. The payment is the one before which so much was paid.
 */
export type EarnedPart = { paidBefore: bigint; earned: bigint; accruedAt: string };

export const isOfPayment = ({ explanation: { steps } }: Pick<AccruedLine, 'explanation'>): boolean =>
  steps[0]?.step === 'base' && steps[0].base === 'payments_received_net';

/** What comes after what the rule earns of the payment. */
const AFTER_RULE: readonly ExplanationStep['step'][] = ['cap_per_partner', 'budget', 'share', 'convert'];

/** Of lines that payments have earned; each part of a split says the same. */
export const earnedPartsIn = (lines: readonly AccruedLine[]): EarnedPart[] =>
  lines.filter(isOfPayment).flatMap(({ accruedAt, explanation: { steps } }) => {
    const after = steps.findIndex(({ step }) => AFTER_RULE.includes(step));
    const last = (after === -1 ? steps : steps.slice(0, after)).at(-1);
    return last === undefined
      ? []
      : [{ paidBefore: paidBeforeIn(steps), earned: BigInt(last.amount.amount), accruedAt }];
  });

function paidBeforeIn(steps: readonly ExplanationStep[]): bigint {
  const received = steps.find(({ step }) => step === 'received');
  return received?.step === 'received' ? BigInt((received.paidBefore ?? received.before).amount) : 0n;
}
