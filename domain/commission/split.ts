import { AppError } from '../errors.ts';
import { allocate, BASIS_POINTS_WHOLE, formatBasisPoints, money, moneyToJson, type Money } from '../money.ts';
import type { ExplanationStep, LineExplanation } from './explanation.ts';
import { amountInWords } from './percentage.ts';

/** The part of one of two partners who share what a deal earns: of who referred the company, or of the other one. */
export type Share = { side: 'referrer' | 'partner'; basisPoints: number };

export type ShareStep = Extract<ExplanationStep, { step: 'share' }>;

/** The parts of both that a split gives them; `basisPoints`: of the other partner. */
export const sharesOf = (basisPoints: number): { referrer: Share; partner: Share } => ({
  referrer: { side: 'referrer', basisPoints: Number(BASIS_POINTS_WHOLE) - basisPoints },
  partner: { side: 'partner', basisPoints },
});

/**
 * One partner's part of a whole; both parts come to exactly the whole. Between two, neither part ever shrinks when the whole grows,
 * so what was taken back of one only grows with what is taken back of the whole; between three that would not hold.
 */
export function shareOf(whole: Money, { side, basisPoints }: Share): Money {
  const own = BigInt(basisPoints);
  const others = BASIS_POINTS_WHOLE - own;
  const [referrer, partner] = allocate(whole, side === 'referrer' ? [own, others] : [others, own]);
  const part = side === 'referrer' ? referrer : partner;
  if (part === undefined) throw new AppError({ code: 'internal_error', cause: 'a split between two has two parts' });
  return part;
}

/** The most that a whole may be for this part of it to be no more than so much. */
export function mostWholeOf({ amountMinor, currency }: Money, { side, basisPoints }: Share): Money {
  const roundedFrom = (2n * amountMinor + 1n) * BASIS_POINTS_WHOLE - (side === 'referrer' ? 1n : 0n); // one half goes to who referred
  return money(roundedFrom / (2n * BigInt(basisPoints)), currency);
}

type Proven = { amount: Money; explanation: LineExplanation };

/** Something that the rules earn, as one of the two partners is owed it. */
export function sharedProof({ amount: whole, explanation }: Proven, share: Share | null): Proven {
  if (share === null) return { amount: whole, explanation };
  const amount = shareOf(whole, share);
  const { side, basisPoints } = share;
  const step: ShareStep = { step: 'share', side, basisPoints, of: moneyToJson(whole), amount: moneyToJson(amount) };
  const sentence = `${explanation.sentence}, and of that ${formatBasisPoints(basisPoints)}`;
  return { amount, explanation: { ...explanation, sentence, steps: [...explanation.steps, step] } };
}

/** A line as one of the two partners is owed it; nothing where the part is less than half of the smallest unit. */
export function sharedLine<Line extends Proven>(line: Line, share: Share | null): Line[] {
  const own = { ...line, ...sharedProof(line, share) };
  return own.amount.amountMinor === 0n ? [] : [own];
}

export const shareIn = ({ steps }: Pick<LineExplanation, 'steps'>): ShareStep | undefined =>
  steps.find((step) => step.step === 'share');

/**
 * What a partner reads of how a line came about. The other partner of a split reads the own part of the whole, and neither the rule
 * nor the deal from which the whole came: those are between the vendor and who referred the company.
 */
export function ownExplanation(explanation: LineExplanation): LineExplanation {
  const share = shareIn(explanation);
  if (share?.side !== 'partner') return explanation;
  const { because: _because, wonInTime: _wonInTime, correction: _correction, steps, ...known } = explanation;
  const sentence = `${formatBasisPoints(share.basisPoints)} of ${amountInWords(share.of)}, as agreed for this referral`;
  return { ...known, sentence, steps: steps.slice(steps.indexOf(share)).map(withoutDeal) };
}

/** What a refund takes of a part that stands by itself, without what the customer got back and of what. */
function withoutDeal(step: ExplanationStep, place: number, steps: readonly ExplanationStep[]): ExplanationStep {
  const before = steps[place - 1];
  if (step.step !== 'refunded' || before === undefined) return step;
  const { amount } = step;
  const earned = { amount: before.amount.amount - amount.amount, currency: amount.currency };
  return { step: 'less', earned, of: 'refunds', amount };
}

/** Of what a deal is estimated to earn, as a sentence says it, what who referred it would get; lines are each partner's own already. */
export function ownEstimate<Facts extends Readonly<Record<string, unknown>>>(
  facts: Facts,
  basisPoints: number | null,
): Facts {
  if (basisPoints === null || typeof facts['estimateMinor'] !== 'number') return facts;
  const { referrer } = sharesOf(basisPoints);
  const ownOf = (name: 'estimateMinor' | 'alsoMinor', currency: unknown): Readonly<Record<string, number>> => {
    const amount = facts[name];
    if (typeof amount !== 'number' || typeof currency !== 'string') return {};
    return { [name]: Number(shareOf(money(BigInt(amount), currency), referrer).amountMinor) };
  };
  return { ...facts, ...ownOf('estimateMinor', facts['currency']), ...ownOf('alsoMinor', facts['alsoCurrency']) };
}
