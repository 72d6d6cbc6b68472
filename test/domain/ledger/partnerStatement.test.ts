import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statementMonths, type StatementSum } from '../../../domain/ledger/partnerStatement.ts';
import { journalFor, POSTING_KINDS, type PostingKind } from '../../../domain/ledger/postings.ts';
import { money } from '../../../domain/money.ts';

/** What one journal does to the accounts of its partner: credits less debits. */
function changeBy(kind: PostingKind, amountMinor: bigint, currency: string): bigint {
  const { entries } = journalFor({ kind, source: 'com_1', partnerId: 'prt_1', amount: money(amountMinor, currency) });
  return entries
    .filter(({ partnerId }) => partnerId !== null)
    .reduce((sum, { side, amount }) => sum + (side === 'credit' ? amount.amountMinor : -amount.amountMinor), 0n);
}

const sums: fc.Arbitrary<StatementSum[]> = fc.array(
  fc
    .record({
      period: fc.constantFrom('2026-11', '2026-12', '2027-01', '2027-03'),
      currency: fc.constantFrom('EUR', 'USD'),
      kind: fc.constantFrom(...POSTING_KINDS),
      amountMinor: fc.bigInt({ min: 1n, max: 10_000_000n }),
    })
    .map((sum) => ({ ...sum, amountMinor: changeBy(sum.kind, sum.amountMinor, sum.currency) })),
);

it('every month opens with the closing of the one before it, and the last closes with the balance of the books', () => {
  fc.assert(
    fc.property(sums, (happened) => {
      for (const currency of ['EUR', 'USD']) {
        const months = statementMonths(happened).filter((month) => month.currency === currency);
        let balance = 0n;
        for (const { opening, earned, corrected, paid, closing } of months) {
          expect(opening).toBe(balance);
          expect(closing).toBe(opening + earned + corrected + paid);
          balance = closing;
        }
        const booked = happened.filter((sum) => sum.currency === currency);
        expect(balance).toBe(booked.reduce((total, { amountMinor }) => total + amountMinor, 0n));
      }
    }),
  );
});

it('the order in which the books are read changes nothing', () => {
  fc.assert(
    fc.property(
      sums.chain((happened) =>
        fc.tuple(fc.constant(happened), fc.shuffledSubarray(happened, { minLength: happened.length })),
      ),
      ([happened, shuffled]) => {
        expect(statementMonths(shuffled)).toEqual(statementMonths(happened));
      },
    ),
  );
});

it.each<{ kinds: PostingKind[]; figures: object; why: string }>([
  {
    kinds: ['accrued', 'hold_over'],
    figures: { earned: 100n, paid: 0n, closing: 100n },
    why: 'held or due, it is owed',
  },
  {
    kinds: ['accrued', 'rejected_due'],
    figures: { earned: 100n, corrected: -100n, closing: 0n },
    why: 'both are said',
  },
  { kinds: ['accrued', 'released', 'settled'], figures: { paid: -100n, closing: 0n }, why: 'the bank has it' },
  { kinds: ['accrued', 'released', 'settled', 'returned'], figures: { paid: 0n, closing: 100n }, why: 'it came back' },
  { kinds: ['accrued', 'released', 'clawback_paid'], figures: { corrected: -100n, closing: -100n }, why: 'owed back' },
])('$kinds: $why', ({ kinds, figures }) => {
  const booked = kinds.map((kind) => ({
    period: '2026-12',
    currency: 'EUR',
    kind,
    amountMinor: changeBy(kind, 100n, 'EUR'),
  }));
  expect(statementMonths(booked)).toMatchObject([{ opening: 0n, ...figures }]);
});

it('months come oldest first, of one month a row per currency, and without one in which nothing changed', () => {
  const sum = (period: string, currency: string, kind: PostingKind = 'accrued') => ({
    period,
    currency,
    kind,
    amountMinor: 1n,
  });
  const happened = [
    sum('2027-01', 'EUR'),
    sum('2026-12', 'USD'),
    sum('2027-02', 'EUR', 'hold_over'),
    sum('2026-12', 'EUR'),
    sum('2026-11', 'EUR'),
    sum('2026-12', 'EUR'),
  ];
  expect(statementMonths(happened).map(({ period, currency, closing }) => [period, currency, closing])).toEqual([
    ['2026-11', 'EUR', 1n],
    ['2026-12', 'EUR', 3n],
    ['2026-12', 'USD', 1n],
    ['2027-01', 'EUR', 4n],
  ]);
});
