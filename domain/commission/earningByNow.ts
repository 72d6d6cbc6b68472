import {
  correctedEarning,
  type AwaitsRate,
  type Correctable,
  type CorrectedEarning,
  type Correcting,
} from './correction.ts';
import type { DealFigures, LineExplanation } from './explanation.ts';
import { rulesFor, type NumberedRule, type WonDeal } from './plan.ts';
import { isTriggered, type DealProgress } from './triggers.ts';

/** `earnedMinor`: what its rule earns of the deal as it was known until now. */
type Line = Correctable & { earnedMinor: bigint };

type Known = Correcting & {
  progress: DealProgress;
  /** What the deal was known as since it was won: at the win, and by each correction. */
  figures: readonly DealFigures[];
};

/** Caps are those of the period in which a line has accrued; a bonus is of the year whose volume it counts. */
export function countedAt(line: { accruedAt: string; explanation: Pick<LineExplanation, 'steps'> }): string {
  const volume = line.explanation.steps.find(({ step }) => step === 'volume');
  return volume?.step === 'volume' ? volume.from : line.accruedAt;
}

/**
 * What a line earns of its corrected deal so far. What is more than before waits for its trigger as well: for the invoice, or the payment,
 * of the deal as it is known by now. Until then it earns the most that the same rule earns of a figure whose trigger has come, so a figure
 * that was too low takes nothing away for longer than it stands. Null: it stays as it is.
 */
export function earningByNow(line: Line, known: Known): CorrectedEarning | AwaitsRate | null {
  const all = correctedEarning(line, known);
  if ('awaitsRate' in all || all.earned.amountMinor <= line.earnedMinor) return all;
  const rule = triggeringRule(line, known.deal, known);
  if (rule === undefined || isTriggered(rule.rule, known.deal, known.progress)) return all;
  const [most] = known.figures
    .map((figures): WonDeal => ({ ...known.deal, ...figures }))
    .filter((deal) => isMetBy(deal, rule, line, known))
    .map((deal) => correctedEarning(line, { ...known, deal }))
    .filter((met): met is CorrectedEarning => !('awaitsRate' in met))
    .filter(({ earned: { amountMinor } }) => amountMinor > line.earnedMinor && amountMinor <= all.earned.amountMinor)
    .sort((one, other) => Number(other.earned.amountMinor - one.earned.amountMinor));
  return most === undefined ? null : { ...most, explanation: { ...most.explanation, moreWaits: true } };
}

/** A bonus by volume accrues with the percentage that it counts. */
const triggeringRule = (
  { kind }: Pick<Line, 'kind'>,
  deal: WonDeal,
  { plan, facts }: Pick<Known, 'plan' | 'facts'>,
): NumberedRule | undefined =>
  rulesFor(plan.rules, deal, facts).find(({ rule }) => rule.kind === (kind === 'tier_bonus' ? 'deal_percent' : kind));

/** By the same rule: what it shares with others is held for that one alone. */
function isMetBy(deal: WonDeal, { ruleIndex }: NumberedRule, line: Line, known: Known): boolean {
  const rule = triggeringRule(line, deal, known);
  return rule?.ruleIndex === ruleIndex && isTriggered(rule.rule, deal, known.progress);
}
