import { describe, expect, it } from '@jest/globals';
import nacha from '@midlandsbank/node-nacha';
import { newId } from '../../../adapters/ids.ts';
import { parseBankStatement } from '../../../adapters/rails/bankStatement.ts';
import { nachaFile } from '../../../adapters/rails/nacha.ts';
import { AppError } from '../../../domain/errors.ts';
import { money } from '../../../domain/money.ts';
import { returnFile } from '../../support/nachaReturns.ts';
import { ORIGINATOR } from '../../support/railSettings.ts';

const KESTREL = {
  kind: 'ach',
  holder: 'Kestrel Inc',
  routingNumber: '026009593',
  accountNumber: '123456789',
  accountType: 'checking',
} as const;
const OCCASION = { at: new Date('2027-02-12T09:05:00.000Z'), modifier: 'C' };

const parse = (text: string) => parseBankStatement(Buffer.from(text, 'latin1'));

/** What our own file says of its first entry: the id and the trace number, by a parser that is not ours. */
function sentEntry() {
  const itemId = newId('item');
  const payment = { itemId, payee: 'Kestrel Inc', account: KESTREL, amount: money(480_000n, 'USD') };
  const { data } = nacha.from(nachaFile([payment], ORIGINATOR, OCCASION));
  const line = nachaFile([payment], ORIGINATOR, OCCASION).split('\n')[2] ?? '';
  expect(data.batches[0]?.entries[0]?.amount).toBe(480_000);
  return { itemId, id: line.slice(39, 54), original: line.slice(79, 94) };
}

describe('a file of returns of the ACH network', () => {
  it('says of what we sent that it came back, when and why', () => {
    const { itemId, id, original } = sentEntry();
    expect(parse(returnFile([{ id, amountMinor: 480_000n, reason: 'R02', original }]))).toEqual([
      {
        position: 1,
        endToEndId: itemId.slice(-15).toUpperCase(),
        movement: 'returned',
        booked: true,
        amount: { amount: 480_000, currency: 'USD' },
        bookedOn: '2027-02-16',
        bankReference: '026009590000001',
        reasonCode: 'R02',
        text: `entry ${original} CLOSED LAST YEAR`,
      },
    ]);
  });

  it('leaves out what only announces other particulars, and never says an account', () => {
    const { id, original } = sentEntry();
    const [first, second] = [7n, 9n].map((amountMinor) => ({ id, amountMinor, reason: 'R03', original }));
    if (first === undefined || second === undefined) throw new Error('two entries');
    const lines = parse(returnFile([first, { ...second, amountMinor: 0n, reason: 'C01', kind: '98' }, second]));
    expect(lines.map(({ position, amount }) => [position, amount.amount])).toEqual([
      [1, 7],
      [2, 9],
    ]);
    expect(JSON.stringify(lines)).not.toContain('987654321');
  });

  const one = { id: 'X', amountMinor: 5n, reason: 'R01', original: '021000020000001' };
  it.each([
    { why: 'an entry is missing', text: returnFile([one], { counted: 4n }) },
    { why: 'the sum is another', text: returnFile([one], { total: 6n }) },
    { why: 'it is cut off', text: returnFile([one]).split('\r\n').slice(0, 5).join('\r\n') },
    { why: 'a record is too short', text: returnFile([one]).replace('CLOSED LAST YEAR ', 'CLOSED') },
    { why: 'it came on no day', text: returnFile([one]).replace('270216', '271316') },
    { why: 'there is nothing in it', text: returnFile([]) },
  ])('is refused whole when $why', ({ text }) => {
    expect(() => parse(text)).toThrow(AppError);
  });
});
