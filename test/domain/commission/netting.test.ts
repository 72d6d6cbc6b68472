import { expect, it } from '@jest/globals';
import { netOff } from '../../../domain/commission/netting.ts';
import { money } from '../../../domain/money.ts';

const eur = (amountMinor: bigint) => money(amountMinor, 'EUR');
const off = (paid: readonly bigint[], owed: readonly bigint[]) => {
  const { nettings, netted, left } = netOff(
    paid.map((amount, place) => ({ commissionId: `com_${String(place)}`, amount: eur(amount) })),
    owed.map((amount, place) => ({ commissionId: `debt_${String(place)}`, amount: eur(amount) })),
    { itemId: 'itm_1', currency: 'EUR' },
  );
  const moves = nettings.map(({ commissionId, debtId, amount }) => [commissionId, debtId, amount.amountMinor]);
  expect(nettings.every(({ itemId, amount }) => itemId === 'itm_1' && amount.currency === 'EUR')).toBe(true);
  return { moves, netted: netted.amountMinor, left: left.amountMinor };
};

it.each([
  { paid: [100n], owed: [], moves: [], netted: 0n, left: 100n, why: 'who owes nothing is paid all' },
  { paid: [100n], owed: [30n], moves: [['com_0', 'debt_0', 30n]], netted: 30n, left: 70n, why: 'what is owed first' },
  { paid: [100n], owed: [100n], moves: [['com_0', 'debt_0', 100n]], netted: 100n, left: 0n, why: 'exactly all' },
  { paid: [100n], owed: [250n], moves: [['com_0', 'debt_0', 100n]], netted: 100n, left: 0n, why: 'never below zero' },
  { paid: [100n], owed: [0n], moves: [], netted: 0n, left: 100n, why: 'a debt of nothing moves nothing' },
  {
    paid: [100n, 50n],
    owed: [70n, 60n],
    moves: [
      ['com_0', 'debt_0', 70n],
      ['com_0', 'debt_1', 30n],
      ['com_1', 'debt_1', 30n],
    ],
    netted: 130n,
    left: 20n,
    why: 'in the order of both, and nothing twice',
  },
])('$paid less $owed leaves $left: $why', ({ paid, owed, moves, netted, left }) => {
  expect(off(paid, owed)).toEqual({ moves, netted, left });
});
