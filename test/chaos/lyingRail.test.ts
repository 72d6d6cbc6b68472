import { describe, expect, it } from '@jest/globals';
import { readStatementCsv } from '../../adapters/rails/statementCsv.ts';
import { createBank, type Payment } from '../../scripts/chaos/bank.ts';
import { creditedOnceProblems, goneProblems } from '../../scripts/chaos/invariants/rail.ts';
import { createChance } from '../../scripts/chaos/random.ts';

const payment = (itemId: string, amountMinor = 480_000n, currency = 'EUR'): Payment => ({
  itemId,
  amountMinor,
  currency,
});
const item = (id: string, state: string) => ({ id, state, amount_minor: '480000', currency: 'EUR' });

describe('what a rail did is held against our items', () => {
  const paid = item('itm_1', 'paid');

  it.each([
    { why: 'paid twice', items: [paid], payments: [payment('itm_1'), payment('itm_1')] },
    { why: 'never paid', items: [paid], payments: [] },
    { why: 'another amount', items: [paid], payments: [payment('itm_1', 480_001n)] },
    { why: 'another currency', items: [paid], payments: [payment('itm_1', 480_000n, 'USD')] },
    { why: 'refused, and paid', items: [item('itm_1', 'refused')], payments: [payment('itm_1')] },
    { why: 'of nobody', items: [], payments: [payment('itm_1')] },
  ])('$why is found out', ({ items, payments }) => {
    expect(creditedOnceProblems(items, payments)).not.toEqual([]);
  });

  it('and one payment for each that has left is none of these', () => {
    const items = [paid, item('itm_2', 'returned'), item('itm_3', 'refused'), item('itm_4', 'netted')];
    expect(creditedOnceProblems(items, [payment('itm_1'), payment('itm_2')])).toEqual([]);
  });

  it('and so are books that say something else has left', () => {
    const books = (minor: string) => [{ currency: 'EUR', minor }];
    const payments = [payment('itm_1'), payment('itm_2')];
    expect(goneProblems(payments, [payment('itm_2')], books('480000'))).toEqual([]);
    expect(goneProblems(payments, [], books('480000'))).toHaveLength(1);
    expect(goneProblems([], [], books('1'))).toHaveLength(1);
  });
});

describe('a bank that says so late, in parts and twice', () => {
  const payments = Array.from({ length: 60 }, (_, place) => payment(`itm_${String(place)}`));

  it('has said in the end what became of everything, and what it sent back', () => {
    const bank = createBank(createChance(7));
    bank.receive('run_1', payments);
    const told = new Map<string, Set<string>>();
    let files = 0;
    for (let file = bank.nextFile('run_1'); file !== undefined; file = bank.nextFile('run_1')) {
      files += 1;
      for (const { endToEndId, movement, amount } of readStatementCsv(file)) {
        if (amount.amount === 480_000)
          told.set(endToEndId ?? '', (told.get(endToEndId ?? '') ?? new Set()).add(movement));
      }
      bank.taken('run_1');
    }
    expect(files).toBeGreaterThan(2);
    expect(told.size).toBe(payments.length);
    const back = [...told].filter(([, movements]) => movements.has('returned')).map(([itemId]) => itemId);
    expect(back.sort()).toEqual(
      bank
        .sentBack()
        .map(({ itemId }) => itemId)
        .sort(),
    );
    expect(back.length).toBeGreaterThan(0);
    expect(bank.waiting()).toEqual([]);
  });

  it('carries everything out once it behaves, and decides once', () => {
    const bank = createBank(createChance(7));
    bank.behave();
    bank.receive('run_1', payments);
    const file = bank.nextFile('run_1');
    bank.receive('run_1', payments);
    expect(bank.nextFile('run_1')).toBe(file);
    expect(bank.sentBack()).toEqual([]);
  });
});
