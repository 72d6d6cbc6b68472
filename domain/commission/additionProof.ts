import { beyond, formatMoney, money, moneyFromJson, moneyToJson, sum, type Money } from '../money.ts';
import { clawbackOf, countingRefunds, type Refunded } from './clawback.ts';
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

/** Of a part that nobody has taken anything off, what is left of the whole is shared; else the part has a share of refunds of its own. */
function lessTakenBack(earned: Proof, head: DecidableLine, refunded: Refunded): Proof {
  const share = shareIn(earned.explanation);
  if (share === undefined || head.share === undefined || head.deducted.done > 0n)
    return lessRefunds(lessOwed(earned, head.deducted.done), head, refunded);
  const steps = earned.explanation.steps.slice(0, earned.explanation.steps.indexOf(share));
  const whole = { amount: moneyFromJson(share.of), explanation: { ...earned.explanation, steps } };
  return sharedProof(lessRefunds(whole, head, refunded), share);
}

/** From what the rule earns by now to what is added: less what people took off, less refunds, less what is owed already. */
export function explainAddition(
  head: DecidableLine,
  earned: Proof,
  { owed, ...refunded }: Refunded & { owed: bigint },
): Proof {
  const { amount, explanation } = lessOwed(lessTakenBack(earned, head, refunded), owed);
  const sentence = `${earned.explanation.sentence}, less what is owed already: ${formatMoney(amount)}`;
  return { amount, explanation: { ...explanation, sentence, kind: 'adjustment' } };
}
