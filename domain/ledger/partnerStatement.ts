import type { Period } from './periods.ts';
import { POSTING_KINDS, type PostingKind } from './postings.ts';

/** Under which figure a partner reads what happened; `within`: between accounts of the same partner, so it changes no sum. */
const FIGURE_OF = {
  accrued: 'earned',
  hold_over: 'within',
  released: 'paid',
  netted: 'within',
  // Between the vendor's own accounts: the partner's changed with the release.
  settled: 'within',
  returned: 'paid',
  returned_unsettled: 'paid',
  rejected_pending: 'corrected',
  rejected_due: 'corrected',
  clawback_pending: 'corrected',
  clawback_due: 'corrected',
  clawback_paid: 'corrected',
  clawback_returned: 'within',
} as const satisfies Record<PostingKind, StatementFigure | 'within'>;

/** What a month is made of, besides what it opens and closes with. */
export const STATEMENT_FIGURES = ['earned', 'corrected', 'paid'] as const;
export type StatementFigure = (typeof STATEMENT_FIGURES)[number];

/** Under which figure a journal of this kind stands; undefined: it changes no figure. */
export function statementFigure(kind: PostingKind): StatementFigure | undefined {
  const figure = FIGURE_OF[kind];
  return figure === 'within' ? undefined : figure;
}

/** The kinds of journals that statements are made of. */
export const STATED_KINDS = POSTING_KINDS.filter((kind) => statementFigure(kind) !== undefined);

/** What journals of one kind changed in a month: credits less debits of all accounts of the partner, in minor units. */
export type StatementSum = { period: Period; currency: string; kind: PostingKind; amountMinor: bigint };

/** Signed as the partner sees them, in minor units: `closing` = `opening` + `earned` + `corrected` + `paid`. */
export type StatementMonth = {
  period: Period;
  currency: string;
  opening: bigint;
  earned: bigint;
  corrected: bigint;
  paid: bigint;
  closing: bigint;
};

/** The months in which something was earned, corrected or paid, oldest first, one row per currency. Below zero: the partner owes. */
export function statementMonths(sums: readonly StatementSum[]): StatementMonth[] {
  const months: StatementMonth[] = [];
  const latest = new Map<string, StatementMonth>();
  for (const { period, currency, kind, amountMinor } of sums.toSorted(byMonth)) {
    const figure = statementFigure(kind);
    if (figure === undefined) continue;
    const before = latest.get(currency);
    const month = before?.period === period ? before : emptyMonth(period, currency, before?.closing ?? 0n);
    if (month !== before) {
      months.push(month);
      latest.set(currency, month);
    }
    month[figure] += amountMinor;
    month.closing += amountMinor;
  }
  return months;
}

const emptyMonth = (period: Period, currency: string, opening: bigint): StatementMonth => ({
  period,
  currency,
  opening,
  earned: 0n,
  corrected: 0n,
  paid: 0n,
  closing: opening,
});

const placeOf = ({ period, currency }: StatementSum): string => `${period} ${currency}`;

const byMonth = (a: StatementSum, b: StatementSum): number =>
  placeOf(a) < placeOf(b) ? -1 : Number(placeOf(a) > placeOf(b));
