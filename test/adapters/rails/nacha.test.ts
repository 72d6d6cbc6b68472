import { describe, expect, it } from '@jest/globals';
import nacha from '@midlandsbank/node-nacha';
import { newId } from '../../../adapters/ids.ts';
import { nachaFile, nachaRefusal } from '../../../adapters/rails/nacha.ts';
import { nachaRecord } from '../../../adapters/rails/nachaRecord.ts';
import type { Payment } from '../../../adapters/rails/recordedRail.ts';
import { money } from '../../../domain/money.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { BRIGHTWATER } from '../../support/payees.ts';
import { ORIGINATOR } from '../../support/railSettings.ts';

const KESTREL = {
  kind: 'ach',
  holder: 'Kestrel Inc',
  routingNumber: '026009593',
  accountNumber: '12345678901234567',
  accountType: 'checking',
} as const satisfies PayeeAccount;
/** A Friday. */
const OCCASION = { at: new Date('2027-02-12T09:05:00.000Z'), modifier: 'C' };
const LARGEST = 9_999_999_999n;

const payment = (amountMinor: bigint, change: Partial<Payment> = {}): Payment => ({
  itemId: newId('item'),
  payee: 'Kestrel Inc',
  account: KESTREL,
  amount: money(amountMinor, 'USD'),
  ...change,
});

type Parsed = ReturnType<typeof nacha.from>['data'];
const readBack = (text: string): Parsed & { batch: Parsed['batches'][number] } => {
  const { data } = nacha.from(text);
  const [batch] = data.batches;
  if (batch === undefined || data.batches.length !== 1) throw new Error('not one batch');
  return { ...data, batch };
};
const isDebit = ({ transactionCode }: { transactionCode: string }): boolean => transactionCode === '27';
const totalOf = (entries: readonly { amount: number }[]): number =>
  entries.reduce((total, { amount }) => total + amount, 0);

describe('a file of the ACH network, read by a parser that is not ours', () => {
  it.each([
    { amounts: [480_000n], debits: [480_000], why: 'one payment' },
    { amounts: [1n, 2n, 3n], debits: [6], why: 'several' },
    { amounts: [LARGEST, LARGEST, 5n], debits: [9_999_999_999, 9_999_999_999, 5], why: 'more than one debit holds' },
    { amounts: Array.from({ length: 57 }, () => 7n), debits: [399], why: 'several blocks' },
  ])('is balanced, and its control sums are those of its entries: $why', ({ amounts, debits }) => {
    const text = nachaFile(
      amounts.map((amount) => payment(amount)),
      ORIGINATOR,
      OCCASION,
    );
    const { file, batch } = readBack(text);
    const own = batch.entries.filter(isDebit);
    const credits = batch.entries.filter((entry) => !isDebit(entry));
    expect(own.map(({ amount }) => amount)).toEqual(debits);
    expect(credits.map(({ amount }) => BigInt(amount))).toEqual(amounts);
    const hash = batch.entries.reduce((sum, entry) => sum + entry.receivingDFIIdentification, 0) % 10_000_000_000;
    const sums = { entryHash: hash, totalDebit: totalOf(own), totalCredit: totalOf(credits) };
    expect(batch.footer).toMatchObject({ ...sums, entryAndAddendaCount: batch.entries.length });
    const lines = text.split('\n').slice(0, -1);
    expect(lines.filter((line) => line.length !== 94)).toEqual([]);
    expect(lines.length % 10).toBe(0);
    expect(file.footer).toMatchObject({ ...sums, blockCount: lines.length / 10, batchCount: 1 });
    expect(file.footer.entryAndAddendaCount).toBe(batch.entries.length);
  });

  it('says who pays whom, of which file of the day, on the next weekday', () => {
    const savings = { ...KESTREL, accountType: 'savings' } as const;
    const { file, batch } = readBack(
      nachaFile(
        [payment(1n), payment(2n, { payee: 'Ünïcode 東京 Brothers & Sons', account: savings })],
        ORIGINATOR,
        OCCASION,
      ),
    );
    expect(file).toMatchObject({
      destination: ' 021000021',
      origin: '1123456789',
      creationDate: '270212',
      idModifier: 'C',
    });
    expect(batch).toMatchObject({ serviceClassCode: 200, effectiveDate: '270215' });
    expect(batch.entries.map(({ traceNumber }) => String(traceNumber).padStart(15, '0'))).toEqual([
      ...['021000020000001', '021000020000002', '021000020000003'],
    ]);
    expect(batch.entries).toMatchObject([
      { transactionCode: '22', checkDigit: 3, dfiAccount: '12345678901234567', receivingCompanyName: 'Kestrel Inc' },
      { transactionCode: '32', receivingCompanyName: 'Unicode DongJing Broth' },
      { transactionCode: '27', dfiAccount: '987654321', receivingCompanyName: 'Helioforge Inc' },
    ]);
  });

  it.each(['', '東', '///', '\n9999'])('has a name for everybody: %j', (payee) => {
    expect(
      readBack(nachaFile([payment(1n, { payee })], ORIGINATOR, OCCASION)).batch.entries[0]?.receivingCompanyName,
    ).toMatch(/\S/);
  });
});

it('says nothing of an account that does not fit', () => {
  const account = { ...KESTREL, accountNumber: '123456789012345678' };
  const make = (): string => nachaFile([payment(1n, { account })], ORIGINATOR, OCCASION);
  expect(make).toThrow(expect.objectContaining({ cause: 'field 4 of an ACH record is too long' }));
  expect(() => nachaRecord([[1_000n, 3]])).toThrow(expect.objectContaining({ code: 'internal_error' }));
});

it('holds no more than its sums do', () => {
  const tooMuch = Array.from({ length: 101 }, () => payment(LARGEST));
  expect(() => nachaFile(tooMuch, ORIGINATOR, OCCASION)).toThrow(
    expect.objectContaining({ cause: 'a file of ACH holds less than that' }),
  );
});

it.each([
  { account: undefined, amount: money(1n, 'USD'), reason: 'payee_missing' },
  { account: BRIGHTWATER, amount: money(1n, 'USD'), reason: 'account_not_usable' },
  { account: KESTREL, amount: money(1n, 'EUR'), reason: 'currency_not_supported' },
  { account: KESTREL, amount: money(LARGEST + 1n, 'USD'), reason: 'amount_not_supported' },
  { account: KESTREL, amount: money(LARGEST, 'USD'), reason: undefined },
])('what the network does not carry is refused: $reason', ({ account, amount, reason }) => {
  expect(nachaRefusal(account, amount)).toBe(reason);
});
