import { expect, it } from '@jest/globals';
import { comparisonsMade, FINDING_KINDS, firstOfEach, kindsFoundBy } from '../../../domain/reconciliation/finding.ts';

it('a comparison was made where it has a count, though that be none', () => {
  expect(comparisonsMade({ deals: 0, bank: null })).toEqual(['deals']);
  expect(comparisonsMade({ books: 3, bank: 1, deals: 2 })).toEqual(['deals', 'bank', 'books']);
  expect(comparisonsMade({})).toEqual([]);
});

it('every kind of disagreement is found by one comparison', () => {
  expect(kindsFoundBy(['bank'])).toEqual(['paid_not_settled', 'rail_line_unmatched']);
  expect(kindsFoundBy(['books'])).toEqual(['books_differ']);
  expect(kindsFoundBy([])).toEqual([]);
  expect(kindsFoundBy(['deals', 'bank', 'books'])).toEqual(FINDING_KINDS);
});

it('of what comes twice the first counts', () => {
  const twice = ['a1', 'b1', 'a2'];
  expect(firstOfEach(twice, (text) => text.charAt(0)).toSorted()).toEqual(['a1', 'b1']);
});
