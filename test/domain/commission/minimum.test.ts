import { expect, it } from '@jest/globals';
import { isBelowMinimum } from '../../../domain/commission/minimum.ts';
import { money } from '../../../domain/money.ts';

it.each([
  { left: 4_999n, minimums: [5_000n], held: true, why: 'one unit is missing' },
  { left: 5_000n, minimums: [5_000n], held: false, why: 'it is reached' },
  { left: 0n, minimums: [5_000n], held: false, why: 'netting leaves nothing to transfer' },
  { left: 1n, minimums: [undefined], held: false, why: 'the policy has no minimum' },
  { left: 4_999n, minimums: [9_000n, 4_000n], held: false, why: 'the least minimum of its lines is reached' },
  { left: 4_999n, minimums: [9_000n, 5_000n], held: true, why: 'not even the least is reached' },
  { left: 1n, minimums: [9_000n, undefined], held: false, why: 'a line of a policy without one is paid' },
])('$left is held back: $held ($why)', ({ left, minimums, held }) => {
  const lines = minimums.map((minimumMinor) => ({ minimumMinor }));
  expect(isBelowMinimum(lines, money(left, 'EUR'))).toBe(held);
});
