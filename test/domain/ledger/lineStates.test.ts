import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { imbalances, POSTING_KINDS, type AccountKind } from '../../../domain/ledger/postings.ts';
import { COMMISSION_STATES } from '../../../domain/commission/states.ts';
import { balanceKey, bytesOf } from '../../support/ledgerStories.ts';
import { moneyHistory } from '../../support/moneyHistories.ts';
import { placeOf, type MoneyHistory } from '../../support/moneyStates.ts';
import { often, runs } from '../../support/runs.ts';

const HISTORIES = 100_000;
const EVENTS_MAX = 60;

/** Credits less debits of every account but the expense, without those at zero. */
function creditsOf({ journals }: MoneyHistory): Map<string, bigint> {
  const credits = new Map<string, bigint>();
  for (const { account, partnerId, side, amount } of journals.flatMap(({ entries }) => entries)) {
    if (account === 'commission_expense') continue;
    const key = balanceKey(account, partnerId, amount.currency);
    credits.set(key, (credits.get(key) ?? 0n) + (side === 'credit' ? amount.amountMinor : -amount.amountMinor));
  }
  return new Map([...credits].filter(([, amount]) => amount !== 0n));
}

/** The same, said by the states of the lines. */
function heldBy(history: MoneyHistory): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const line of history.lines) {
    const { currency } = line.amount;
    const hold = (account: AccountKind, partnerId: string | null, amount: bigint): void => {
      const key = balanceKey(account, partnerId, currency);
      held.set(key, (held.get(key) ?? 0n) + amount);
    };
    hold('partner_receivable', line.partnerId, line.netted.repaid - line.clawed.after);
    const account = placeOf(history, line);
    if (account === null) continue;
    const partnerId = account === 'payable_pending' || account === 'payable_due' ? line.partnerId : null;
    hold(account, partnerId, line.amount.amountMinor - line.netted.settled);
  }
  return new Map([...held].filter(([, amount]) => amount !== 0n));
}

const sorted = (balances: Map<string, bigint>) => [...balances].sort(([one], [other]) => (one < other ? -1 : 1));

function wrongIn(history: MoneyHistory): string[] {
  const keys = history.journals.map(({ key }) => key);
  const reversed = history.journals.flatMap(({ reverses }) => (reverses === null ? [] : [reverses]));
  return [
    ...history.wrongWays,
    ...history.journals
      .filter(({ entries }) => [...imbalances(entries).values()].some((difference) => difference !== 0n))
      .map(({ key }) => `${key} does not balance`),
    ...history.lines
      .filter(({ state, clawed }) => state === 'rejected' && clawed.after > 0n)
      .map(({ commissionId }) => `${commissionId} is rejected, and its partner owes some of it`),
    ...(new Set(keys).size === keys.length ? [] : ['a journal was written twice']),
    ...(new Set(reversed).size === reversed.length ? [] : ['a journal was taken back twice']),
    ...reversed.filter((key) => !keys.includes(key)).map((key) => `${key} was taken back and never written`),
  ];
}

it('whatever is decided in whatever order, the states of the lines and the balances of the books say the same: 100,000 histories', () => {
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: EVENTS_MAX }), (seed, events) => {
      const history = moneyHistory(bytesOf(seed, 2 * events));
      for (const { kind } of history.journals) count(kind);
      for (const { state } of history.lines) count(state);
      if (wrongIn(history).length > 0) expect(wrongIn(history)).toEqual([]);
      const [credits, held] = [sorted(creditsOf(history)), sorted(heldBy(history))];
      if (String(credits) !== String(held)) expect(credits).toEqual(held);
    }),
    { numRuns: runs(HISTORIES) },
  );
  // Netting needs many deals of one partner: netting.test.ts.
  const wanted = [...POSTING_KINDS, ...COMMISSION_STATES].filter((one) => one !== 'netted');
  expect(wanted.filter((one) => (reached.get(one) ?? 0) <= often(0))).toEqual([]);
}, 600_000);
