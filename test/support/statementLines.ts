import { endToEndIdOf, type StatementLine } from '../../domain/commission/statementLine.ts';

/** What the bank says of one item: paid in full on 16 February, unless told otherwise. */
export const bankLine = (itemId: string, amount: number, change: Partial<StatementLine> = {}): StatementLine => ({
  position: 1,
  endToEndId: endToEndIdOf(itemId),
  movement: 'paid',
  booked: true,
  amount: { amount, currency: 'EUR' },
  bookedOn: '2027-02-16',
  bankReference: `B-${itemId.slice(-6)}-${change.movement ?? 'paid'}`,
  reasonCode: null,
  text: '',
  ...change,
});
