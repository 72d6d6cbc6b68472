import { describe, expect, it } from '@jest/globals';
import { endToEndIdOf, itemsNamedBy } from '../../../domain/commission/statementLine.ts';
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
