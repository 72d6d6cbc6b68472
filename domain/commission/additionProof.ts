import { beyond, formatMoney, money, moneyFromJson, moneyToJson, sum, type Money } from '../money.ts';
import { clawbackOf, countingRefunds, earnedBefore, refundedIn, type Refunded } from './clawback.ts';
import type { ExplanationStep, LineExplanation } from './explanation.ts';
import type { DecidableLine } from './lineStep.ts';
import type { RuleKind } from './plan.ts';
import { shareIn, sharedProof } from './split.ts';

type Proof = { amount: Money; explanation: LineExplanation };

/** With one step more, which takes something off. */
const less = ({ explanation }: Proof, amount: Money, step: ExplanationStep): Proof => ({
  amount,
  explanation: { ...explanation, steps: [...explanation.steps, step] },
});

function lessOwed(proof: Proof, minor: bigint): Proof {
  if (minor <= 0n) return proof;
  const without = money(minor, proof.amount.currency);
  const amount = beyond(proof.amount, without);
  return less(proof, amount, { step: 'less', earned: moneyToJson(without), of: 'owed', amount: moneyToJson(amount) });
}

function lessRefunds(proof: Proof, head: DecidableLine, { deal, refunds, window }: Refunded): Proof {
  const counting = countingRefunds(refunds, head, window).map((refund) => refund.amount);
  const [first] = counting;
  if (first === undefined) return proof;
  const kind = head.kind as RuleKind;
  const refunded = sum(counting, first.currency);
  const { amountMinor: earned, currency } = proof.amount;
  const taken = clawbackOf({ kind, earned, refunded: refunded.amountMinor, deal });
  const amount = beyond(proof.amount, money(taken, currency));
  const of = { refunded: moneyToJson(refunded), deal: moneyToJson(money(deal, first.currency)) };
  return less(proof, amount, { step: 'refunded', kind, ...of, amount: moneyToJson(amount) });
}

/** A refund takes its share of what was earned, of a part out of what is left of the whole; then comes off what people took. */
function lessTakenBack(earned: Proof, head: DecidableLine, refunded: Refunded): Proof {
  const share = shareIn(earned.explanation);
  const left =
    share === undefined || head.share === undefined
      ? lessRefunds(earned, head, refunded)
      : sharedProof(lessRefunds(wholeOf(earned, share), head, refunded), share);
  return lessOwed(left, head.deducted.done);
}

/** What was shared, with the steps that lead to it. */
function wholeOf({ explanation }: Proof, share: NonNullable<ReturnType<typeof shareIn>>): Proof {
  const steps = explanation.steps.slice(0, explanation.steps.indexOf(share));
  return { amount: moneyFromJson(share.of), explanation: { ...explanation, steps } };
}

/** From what the rule earns by now to what is added: less the share of refunds, less what people took off, less what is owed already. */
export function explainAddition(
  head: DecidableLine,
  earned: Proof,
  { owed, ...known }: Refunded & { owed: bigint },
): Proof {
  const { amount, explanation } = lessOwed(lessTakenBack(earned, head, known), owed);
  const sentence = `${earned.explanation.sentence}, less what is owed already: ${formatMoney(amount)}`;
  const refunded = refundedIn(countingRefunds(known.refunds, head, known.window));
  const gross = earnedBefore({ kind: head.kind, left: amount.amountMinor, refunded, deal: known.deal });
  return {
    amount,
    explanation: {
      ...{ ...explanation, sentence, kind: 'adjustment' },
      ...(gross === amount.amountMinor ? {} : { gross: moneyToJson(money(gross, amount.currency)) }),
    },
  };
}
