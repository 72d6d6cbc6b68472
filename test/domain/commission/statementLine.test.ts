import { describe, expect, it } from '@jest/globals';
import {
  endToEndIdOf,
  itemsNamedBy,
  movementKey,
  movementsIn,
  shortIdOf,
  type FindingKind,
} from '../../../domain/commission/statementLine.ts';
import { bankLine } from '../../support/statementLines.ts';

const FIRST = `itm_${'a'.repeat(26)}`;
const LINE = bankLine(FIRST, 500_000);

describe('an item is named', () => {
  it.each([
    { endToEndId: FIRST, text: '', why: 'as we gave it' },
    { endToEndId: endToEndIdOf(FIRST), text: '', why: 'with the hyphen that banks take' },
    { endToEndId: endToEndIdOf(FIRST).toUpperCase(), text: '', why: 'in capitals' },
    { endToEndId: null, text: `Commission ${FIRST}, thank you`, why: 'in the text of a transfer by hand' },
    { endToEndId: 'NONREF', text: `SVWZ+${endToEndIdOf(FIRST)}`, why: 'in the text where the id says nothing' },
  ])('$why', ({ endToEndId, text }) => {
    expect(itemsNamedBy({ ...LINE, endToEndId, text })).toEqual([FIRST]);
  });

  it('by nothing shorter or longer than an id', () => {
    expect(itemsNamedBy({ ...LINE, endToEndId: FIRST.slice(0, -1), text: `${FIRST}a` })).toEqual([]);
  });
});

it('the short id is the end of the id, in capitals, as long as an entry of ACH has room for', () => {
  expect(shortIdOf('itm_0123456789abcdefghijklmnop')).toBe('BCDEFGHIJKLMNOP');
});

describe('two lines of two statements are the same movement', () => {
  it('by the reference of the bank, whatever else they say', () => {
    const line = { ...LINE, bankReference: 'BANK-1' };
    expect(movementKey(FIRST, line)).toBe(`${FIRST} paid BANK-1`);
    expect(movementKey(FIRST, { ...line, bookedOn: '2027-03-01' })).toBe(movementKey(FIRST, line));
    expect(movementKey(FIRST, { ...line, movement: 'returned' })).not.toBe(movementKey(FIRST, line));
  });

  it('without one by day and amount', () => {
    const line = { ...LINE, bankReference: null, bookedOn: '2027-02-16' };
    expect(movementKey(FIRST, line)).toBe(`${FIRST} paid 2027-02-16 500000`);
  });
});

it('a statement has told of the movements that it took for payments of ours, and of nothing else', () => {
  const kinds: FindingKind[] = ['settled', 'returned', 'known', 'again', 'pending', 'unmatched', 'amount_differs'];
  const lines = kinds.map((kind, place) => ({ ...LINE, position: place + 1, bankReference: kind }));
  const findings = kinds.map((kind, place) => ({ position: place + 1, kind, itemId: FIRST }));
  const told = ['settled', 'returned', 'known', 'again'].map((kind) => `${FIRST} paid ${kind}`);
  expect(movementsIn(lines, findings)).toEqual(told);
  expect(movementsIn(lines, [{ position: 1, kind: 'settled', itemId: null }])).toEqual([]);
  expect(movementsIn(lines, [{ position: 99, kind: 'settled', itemId: FIRST }])).toEqual([]);
});
