import { describe, expect, it } from '@jest/globals';
import { bankText } from '../../../adapters/rails/bankText.ts';
import { parseBankStatement } from '../../../adapters/rails/bankStatement.ts';
import type { Payment } from '../../../adapters/rails/recordedRail.ts';
import { sepaFile, sepaRefusal } from '../../../adapters/rails/sepa.ts';
import { parseXml } from '../../../adapters/rails/xml.ts';
import { endToEndIdOf, itemsNamedBy } from '../../../domain/commission/statementLine.ts';
import { money } from '../../../domain/money.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { newId } from '../../../adapters/ids.ts';
import { painProblems } from '../../support/painSchema.ts';
import { BRIGHTWATER, OTHER_ACCOUNT } from '../../support/payees.ts';
import { DEBTOR } from '../../support/railSettings.ts';

const OCCASION = { runId: newId('run'), at: new Date('2027-02-15T09:00:00.123Z') };
const payment = (change: Partial<Payment> = {}): Payment => ({
  itemId: newId('item'),
  payee: 'Brightwater Consulting GmbH',
  account: BRIGHTWATER,
  amount: money(480_000n, 'EUR'),
  ...change,
});

/** What a bank could choke on. */
const HARD_NAMES = [
  'Müller & Söhne <"GmbH"> \'Łódź\'',
  '東京商事株式会社',
  '///',
  '😀',
  '\u0000\u001f\u200b',
  ']]><x/>',
  'x'.repeat(300),
];

describe('a SEPA credit transfer', () => {
  it('is valid by the schema and says who is paid what', async () => {
    const [one, other] = [payment(), payment({ account: { ...OTHER_ACCOUNT, bic: null } as PayeeAccount })];
    const xml = sepaFile([one, other], OCCASION, DEBTOR);
    expect(await painProblems(xml)).toEqual([]);
    const root = parseXml(xml);
    const order = root.at('CstmrCdtTrfInitn', 'PmtInf');
    expect(root.text('CstmrCdtTrfInitn', 'GrpHdr', 'CtrlSum')).toBe('9600.00');
    expect([order?.text('NbOfTxs'), order?.text('CtrlSum'), order?.text('ReqdExctnDt', 'Dt')]).toEqual([
      ...['2', '9600.00', '2027-02-15'],
    ]);
    expect(order?.text('DbtrAcct', 'Id', 'IBAN')).toBe(DEBTOR.iban);
    const transfers = order?.children('CdtTrfTxInf').map((transfer) => ({
      id: transfer.text('PmtId', 'EndToEndId'),
      amount: [transfer.text('Amt', 'InstdAmt'), transfer.at('Amt', 'InstdAmt')?.attribute('Ccy')],
      bic: transfer.text('CdtrAgt', 'FinInstnId', 'BICFI'),
      iban: transfer.text('CdtrAcct', 'Id', 'IBAN'),
    }));
    expect(transfers).toEqual([
      { id: endToEndIdOf(one.itemId), amount: ['4800.00', 'EUR'], bic: 'COBADEFFXXX', iban: 'DE89370400440532013000' },
      { id: endToEndIdOf(other.itemId), amount: ['4800.00', 'EUR'], bic: undefined, iban: 'NL91ABNA0417164300' },
    ]);
  });

  it('names payments by ids that banks take, and that a statement brings back', () => {
    const { itemId } = payment();
    const id = endToEndIdOf(itemId);
    expect(id).toMatch(/^[A-Za-z0-9-]{1,35}$/);
    const table = `end_to_end_id,outcome,amount,currency,booked_on\n${id.toUpperCase()},settled,4800.00,EUR,2027-02-16`;
    expect(parseBankStatement(new TextEncoder().encode(table)).flatMap(itemsNamedBy)).toEqual([itemId]);
  });

  it.each(HARD_NAMES)('is valid whatever the name is, and none is empty: %j', async (payee) => {
    const xml = sepaFile([payment({ payee })], OCCASION, { ...DEBTOR, bic: null });
    expect(await painProblems(xml)).toEqual([]);
    expect(parseXml(xml).text('CstmrCdtTrfInitn', 'PmtInf', 'CdtTrfTxInf', 'Cdtr', 'Nm')).toMatch(/^[^/].{0,69}$/);
  });

  it('is checked by a schema that refuses what is wrong', async () => {
    const wrong = sepaFile([payment()], OCCASION, { ...DEBTOR, bic: 'no bic' });
    expect((await painProblems(wrong)).join()).toContain('BICFI');
  });
});

it.each([
  { text: 'Müller & Söhne', expected: 'Muller + Sohne' },
  { text: '//a//b//', expected: 'a/b' },
  { text: 'a\tb\n c', expected: 'a b c' },
  { text: '___', expected: '' },
])('$text is $expected in the letters of banks', ({ text, expected }) => {
  expect(bankText(text, 70)).toBe(expected);
});

it.each([
  { account: undefined, amount: money(1n, 'EUR'), reason: 'payee_missing' },
  { account: { kind: 'manual', holder: 'x', instructions: 'cash' } as const, reason: 'account_not_usable' },
  { account: { ...BRIGHTWATER, iban: 'TR330006100519786457841326' } as PayeeAccount, reason: 'account_not_usable' },
  { amount: money(1n, 'USD'), reason: 'currency_not_supported' },
  { amount: money(100_000_000_000n, 'EUR'), reason: 'amount_not_supported' },
  { amount: money(99_999_999_999n, 'EUR'), reason: undefined },
])('what SEPA does not reach is refused: $reason', ({ reason, ...given }) => {
  const { account, amount } = { account: BRIGHTWATER as PayeeAccount | undefined, amount: money(1n, 'EUR'), ...given };
  expect(sepaRefusal(account, amount)).toBe(reason);
});
