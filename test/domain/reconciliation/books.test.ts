import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareBooks, type Books, type LineSum } from '../../../domain/reconciliation/books.ts';
import { balanceKey, bytesOf } from '../../support/ledgerStories.ts';
import { moneyHistory } from '../../support/moneyHistories.ts';
import { runAround, type MoneyHistory } from '../../support/moneyStates.ts';
import { runs } from '../../support/runs.ts';

/** What the database would say of a history, each line on its own. */
function booksOf(history: MoneyHistory): Books {
  const lines = history.lines.map((line): LineSum => ({
    partnerId: line.partnerId,
    currency: line.amount.currency,
    state: line.state,
    holdOver: line.holdOver,
    underWay: runAround(history, line) === 'under_way',
    owedAfter: line.clawed.after > 0n,
    amount: line.amount.amountMinor - line.netted.settled,
    owedBack: line.clawed.after - line.netted.repaid,
  }));
  const items = history.runs.flatMap(({ items: own, currency }) =>
    own.map(({ state, amount }) => ({ state, currency, amount: amount.amountMinor })),
  );
  const balances = history.journals
    .flatMap(({ entries }) => entries)
    .map(({ account, partnerId, side, amount }) => ({
      account,
      partnerId,
      currency: amount.currency,
      amount: side === 'credit' ? amount.amountMinor : -amount.amountMinor,
    }));
  return { lines, items, balances };
}

it('whatever was decided in whatever order, lines, payments and ledger agree: 20,000 histories', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, events) => {
      const { findings } = compareBooks(booksOf(moneyHistory(bytesOf(seed, 2 * events))));
      if (findings.length > 0) expect(findings).toEqual([]);
    }),
    { numRuns: runs(20_000) },
  );
}, 120_000);

const PAID: Books = {
  lines: [
    {
      partnerId: 'prt_1',
      currency: 'EUR',
      state: 'paid',
      holdOver: true,
      underWay: false,
      owedAfter: false,
      amount: 480_000n,
      owedBack: 0n,
    },
  ],
  items: [{ state: 'paid', currency: 'EUR', amount: 480_000n }],
  balances: [
    { account: 'commission_expense', partnerId: null, currency: 'EUR', amount: -480_000n },
    { account: 'payable_due', partnerId: 'prt_1', currency: 'EUR', amount: 0n },
    { account: 'bank', partnerId: null, currency: 'EUR', amount: 480_000n },
  ],
};

it('a cent that the ledger has too much is found where it is, with both sums', () => {
  expect(compareBooks(PAID).findings).toEqual([]);
  const balances = PAID.balances.map((one) => (one.account === 'payable_due' ? { ...one, amount: 1n } : one));
  expect(compareBooks({ ...PAID, balances }).findings).toEqual([
    {
      kind: 'books_differ',
      subject: `lines ${balanceKey('payable_due', 'prt_1', 'EUR')}`,
      number: null,
      referralId: null,
      runId: null,
      partnerId: 'prt_1',
      account: 'payable_due',
      ownerId: null,
      ours: { says: 'lines', amount: { amount: 0, currency: 'EUR' }, on: null },
      theirs: { says: 'books', amount: { amount: 1, currency: 'EUR' }, on: null },
    },
  ]);
});

it('a payment that the ledger does not know is found by lines and by payments, whatever the order', () => {
  const balances = PAID.balances.filter(({ account }) => account !== 'bank');
  const books = { ...PAID, balances };
  const subjects = compareBooks(books).findings.map(({ subject }) => subject);
  expect(subjects).toEqual(['items bank EUR', 'lines bank EUR']);
  expect(compareBooks({ ...books, balances: balances.toReversed() })).toEqual(compareBooks(books));
});
