import type { Journal } from '../../domain/ledger/postings.ts';

/** The entries of a journal as SQL takes them: amounts as text, since jsonb numbers are not bound to integers. */
export const journalParameters = ({ entries, ...journal }: Journal): Record<string, unknown> => ({
  ...journal,
  entries: entries.map(({ amount, ...entry }) => ({
    ...entry,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
  })),
});
