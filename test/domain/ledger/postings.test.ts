import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ACCOUNT_KINDS,
  imbalances,
  journalFor,
  POSTING_KINDS,
  type AccountKind,
  type Entry,
} from '../../../domain/ledger/postings.ts';
import { AMOUNT_MINOR_MAX, money } from '../../../domain/money.ts';

const args = { source: 'com_1', partnerId: 'prt_1', amount: money(480_000n, 'EUR') };
const balanceOf = (entries: readonly Entry[], account: AccountKind): bigint =>
  entries
    .filter((entry) => entry.account === account)
    .reduce((left, { side, amount }) => left + (side === 'debit' ? amount.amountMinor : -amount.amountMinor), 0n);

describe('the postings', () => {
  it('balance, whatever happened and whatever the amounts', () => {
    const events = fc.array(
      fc.record({
        kind: fc.constantFrom(...POSTING_KINDS),
        source: fc.string(),
        partnerId: fc.constantFrom('prt_1', 'prt_2'),
        amount: fc.record({
          amountMinor: fc.bigInt({ min: 1n, max: AMOUNT_MINOR_MAX }),
          currency: fc.constantFrom('EUR', 'USD'),
        }),
      }),
    );
    fc.assert(
      fc.property(events, (happened) => {
        const journals = happened.map(journalFor);
        for (const { entries } of journals) expect([...imbalances(entries).values()]).toEqual([0n]);
        const all = imbalances(journals.flatMap(({ entries }) => entries));
        expect([...all.values()].every((difference) => difference === 0n)).toBe(true);
      }),
    );
  });

  it('leave nothing owed and nothing in between once a line is paid', () => {
    const path = (['accrued', 'hold_over', 'released', 'settled'] as const).flatMap(
      (kind) => journalFor({ ...args, kind }).entries,
    );
    const balances = Object.fromEntries(ACCOUNT_KINDS.map((account) => [account, balanceOf(path, account)]));
    expect(balances).toEqual({
      commission_expense: 480_000n,
      payable_pending: 0n,
      payable_due: 0n,
      payout_clearing: 0n,
      bank: -480_000n,
      partner_receivable: 0n,
    });
  });

  it.each([
    { path: ['accrued', 'rejected_pending'] as const, why: 'a rejection during the hold takes the accrual back' },
    { path: ['accrued', 'hold_over', 'rejected_due'] as const, why: 'so does one after the hold' },
  ])('$why', ({ path }) => {
    const entries = path.flatMap((kind) => journalFor({ ...args, kind }).entries);
    expect(ACCOUNT_KINDS.map((account) => balanceOf(entries, account))).toEqual(ACCOUNT_KINDS.map(() => 0n));
  });

  it('owe back what was taken back after the payment, until that comes back itself', () => {
    const paid = ['accrued', 'hold_over', 'released', 'settled', 'clawback_paid'] as const;
    const path = paid.flatMap((kind) => journalFor({ ...args, kind }).entries);
    expect([balanceOf(path, 'partner_receivable'), balanceOf(path, 'commission_expense')]).toEqual([480_000n, 0n]);
    const back = (['returned', 'clawback_returned'] as const).flatMap((kind) => journalFor({ ...args, kind }).entries);
    const all = [...path, ...back];
    expect(ACCOUNT_KINDS.map((account) => balanceOf(all, account))).toEqual(ACCOUNT_KINDS.map(() => 0n));
  });

  it('that do not balance are found, as debits less credits of each currency', () => {
    const entry = (side: Entry['side'], amountMinor: bigint, currency: string): Entry => ({
      account: 'bank',
      partnerId: null,
      side,
      amount: money(amountMinor, currency),
    });
    const entries = [
      entry('debit', 5n, 'EUR'),
      entry('debit', 2n, 'EUR'),
      entry('credit', 4n, 'EUR'),
      entry('credit', 1n, 'USD'),
    ];
    expect([...imbalances(entries)]).toEqual([
      ['EUR', 3n],
      ['USD', -1n],
    ]);
  });

  it('happen once per occasion to one source', () => {
    const keys = ['rfd_1', 'rfd_2'].map((occasion) => journalFor({ ...args, kind: 'clawback_due', occasion }).key);
    expect(keys).toEqual(['clawback_due:com_1:rfd_1', 'clawback_due:com_1:rfd_2']);
  });

  it('owe the money again after a return', () => {
    const path = (['accrued', 'hold_over', 'released', 'settled', 'returned'] as const).flatMap(
      (kind) => journalFor({ ...args, kind }).entries,
    );
    expect(balanceOf(path, 'payable_due')).toBe(-480_000n);
    expect(balanceOf(path, 'bank')).toBe(0n);
  });

  it('keep payables per partner and everything else once', () => {
    const { entries, key } = journalFor({ ...args, kind: 'accrued' });
    expect(entries.map(({ account, partnerId }) => [account, partnerId])).toEqual([
      ['commission_expense', null],
      ['payable_pending', 'prt_1'],
    ]);
    expect(key).toBe('accrued:com_1');
  });
});
