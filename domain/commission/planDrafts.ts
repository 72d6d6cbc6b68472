import type { PayeeMethod } from '../payees/account.ts';
import type { Debt } from './netting.ts';
import { railOfPayee } from './payeeRail.ts';
import { sum } from '../money.ts';
import { planRun, type PlannedItem, type PlannedRun, type RunCandidate } from './planRun.ts';
import type { RailName } from './rails.ts';

export type DraftCandidate = RunCandidate & {
  /** How its partner is paid; null without an account. */
  method: PayeeMethod | null;
  /** When its last approval was given, or its money came back; null before that. */
  readySince: Date | null;
};

/** `part`: from 1, of the drafts of the same rail and currency. */
export type PlannedDraft = PlannedRun & { rail: RailName; currency: string; part: number };

/** A period pays so many lines of one rail and currency at once, and what is beyond them with the next period. */
export const PERIOD_LINES_MAX = 50_000;

type Circumstances = {
  cutOff: Date;
  /** The rails by which this installation pays. */
  rails: readonly RailName[];
  debtsOf: (partnerId: string, currency: string) => readonly Debt[];
  /** Lines of one run. */
  linesMax: number;
};

/**
 * What a period pays: one draft for each rail and currency in which something is payable, or several where that is more than a run
 * may have. The period is over, so what was approved or came back after its cut-off belongs to the next one, whenever this is asked.
 */
export function planDrafts(candidates: readonly DraftCandidate[], circumstances: Circumstances): PlannedDraft[] {
  const { cutOff, rails, debtsOf, linesMax } = circumstances;
  const groups = new Map<string, { rail: RailName; currency: string; lines: DraftCandidate[] }>();
  for (const line of candidates) {
    const { currency } = line.amount;
    const rail = railOfPayee({ method: line.method, currency }, rails);
    const key = `${rail} ${currency}`;
    const group = groups.get(key) ?? { rail, currency, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()].flatMap(({ rail, currency, lines }) => {
    const isAfterCutOff = ({ readySince }: DraftCandidate): boolean => readySince !== null && readySince > cutOff;
    const planned = planRun(
      lines.filter((line) => !isAfterCutOff(line)),
      { cutOff, currency, debtsOf: (partnerId) => debtsOf(partnerId, currency), linesMax: PERIOD_LINES_MAX },
    );
    const afterCutOff = lines
      .filter(isAfterCutOff)
      .map(({ commissionId }) => ({ commissionId, reason: 'after_cut_off' as const }));
    const excluded = [...planned.excluded, ...afterCutOff];
    return divide(planned.items, linesMax).map((items, place) => {
      const isFirst = place === 0;
      return { items, excluded: isFirst ? excluded : [], rail, currency, part: place + 1 };
    });
  });
}

/** Payees as a whole, one run after the other; only who has more lines than a run may hold is paid in several items. */
function divide(items: readonly PlannedItem[], linesMax: number): PlannedItem[][] {
  const runs: PlannedItem[][] = [];
  let free = 0;
  for (const item of items.flatMap((whole) => pieces(whole, linesMax))) {
    const last = runs.at(-1);
    if (last === undefined || item.lines.length > free) {
      runs.push([item]);
      free = linesMax;
    } else last.push(item);
    free -= item.lines.length;
  }
  return runs;
}

/** How many parts of a size hold the whole. */
const partsOf = (whole: number, size: number): number => {
  const filled = whole + size - 1;
  return (filled - (filled % size)) / size;
};

/** As even as can be, so that no rest of an item falls below the minimum payout. */
function pieces(item: PlannedItem, linesMax: number): PlannedItem[] {
  const count = partsOf(item.lines.length, linesMax);
  if (count <= 1) return [item];
  const size = partsOf(item.lines.length, count);
  return Array.from({ length: count }, (_, place) => {
    const lines = item.lines.slice(place * size, (place + 1) * size);
    const { currency } = item.amount;
    return {
      partnerId: item.partnerId,
      lines,
      amount: sum(
        lines.map(({ amount }) => amount),
        currency,
      ),
    };
  });
}
