import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import { imbalances, type AccountKind } from '../../../domain/ledger/postings.ts';
import { bytesOf } from '../../support/ledgerStories.ts';
import { DEAL } from '../../support/moneyHistories.ts';
import type { Line, MoneyHistory } from '../../support/moneyStates.ts';
import { nettingHistory } from '../../support/nettingHistories.ts';
import { often, runs } from '../../support/runs.ts';

const HISTORIES = 100_000;
const EVENTS_MAX = 40;
const ACCOUNTS = [
  ['prt_a', 'EUR'],
  ['prt_a', 'JPY'],
  ['prt_b', 'EUR'],
  ['prt_b', 'JPY'],
] as const;

type Balances = ReadonlyMap<string, bigint>;

/** Credits less debits of every account, of all partners together and of each: what is owed to partners or has gone to them. */
function balancesOf({ journals }: MoneyHistory): Balances {
  const balances = new Map<string, bigint>();
  for (const { entries } of journals)
    for (const { account, partnerId, side, amount } of entries) {
      const change = side === 'credit' ? amount.amountMinor : -amount.amountMinor;
      for (const key of [keyOf(account, amount.currency), keyOf(account, amount.currency, partnerId ?? 'none')])
        balances.set(key, (balances.get(key) ?? 0n) + change);
    }
  return balances;
}

const keyOf = (account: AccountKind, currency: string, partnerId = 'all'): string =>
  `${account} ${currency} ${partnerId}`;

const total = (lines: readonly Line[], amountOf: (line: Line) => bigint): bigint =>
  lines.reduce((sum, line) => sum + amountOf(line), 0n);

/** What a line has come to after its refunds, by the formula alone. */
function worthOf({ refunds }: MoneyHistory, { kind, earned, dealId }: Line): bigint {
  const refunded = refunds
    .filter((refund) => refund.dealId === dealId)
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
  return earned.amountMinor - clawbackOf({ kind, earned: earned.amountMinor, refunded, deal: DEAL });
}

/** What a partner has got, is to get and owes, by currency, against what its deals are worth and what its lines say. */
function wrongIn(history: MoneyHistory): string[] {
  const wrong = [...history.wrongWays];
  const keys = history.journals.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) wrong.push('a journal was written twice');
  if (history.journals.some(({ entries }) => [...imbalances(entries).values()].some((rest) => rest !== 0n)))
    wrong.push('a journal does not balance');
  const balances = balancesOf(history);
  for (const currency of ['EUR', 'JPY']) {
    const lines = history.lines.filter(({ amount }) => amount.currency === currency);
    const moved = (['bank', 'payout_clearing', 'payable_due', 'payable_pending', 'partner_receivable'] as const)
      .map((account) => balances.get(keyOf(account, currency)) ?? 0n)
      .reduce((sum, amount) => sum + amount, 0n);
    if (moved !== total(lines, (line) => worthOf(history, line)))
      wrong.push(`${currency} is not what the deals are worth`);
  }
  for (const [partnerId, currency] of ACCOUNTS) {
    const own = history.lines.filter((line) => line.partnerId === partnerId && line.amount.currency === currency);
    const owed = -(balances.get(keyOf('partner_receivable', currency, partnerId)) ?? 0n);
    if (owed !== total(own, ({ clawed, netted }) => clawed.after - netted.repaid))
      wrong.push(`${partnerId} owes another sum`);
    if (owed < 0n) wrong.push(`${partnerId} was netted too much`);
    if (total(own, ({ netted }) => netted.settled - netted.repaid) !== 0n)
      wrong.push(`${partnerId} was netted with another`);
  }
  for (const { commissionId, amount, netted, clawed } of history.lines) {
    if (netted.repaid > clawed.after) wrong.push(`${commissionId} was repaid twice`);
    if (netted.settled > amount.amountMinor) wrong.push(`${commissionId} was settled twice`);
  }
  if (history.runs.some(({ items }) => items.some(({ amount }) => amount.amountMinor < 0n)))
    wrong.push('an item is below zero');
  return wrong;
}

it('what partners have got and are to get, less what they owe, is what their deals are worth after refunds: 100,000 histories', () => {
  const reached = { netted: 0, whole: 0, returned: 0, repaidAndReturned: 0 };
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 8, max: EVENTS_MAX }), (seed, events) => {
      const history = nettingHistory(bytesOf(seed, 2 * events));
      const items = history.runs.flatMap((run) => run.items);
      const nettedItems = new Set(history.nettings.map(({ itemId }) => itemId));
      reached.netted += nettedItems.size;
      reached.whole += items.filter(({ state }) => state === 'netted').length;
      reached.returned += items.filter(({ id, state }) => state === 'returned' && nettedItems.has(id)).length;
      reached.repaidAndReturned += history.lines.filter(
        ({ state, netted }) => state === 'returned' && netted.repaid > 0n,
      ).length;
      const wrong = wrongIn(history);
      if (wrong.length > 0) expect(wrong).toEqual([]);
    }),
    { numRuns: runs(HISTORIES) },
  );
  for (const [what, times] of Object.entries(reached)) expect([what, times > often(50)]).toEqual([what, true]);
}, 600_000);
