import { stringify } from 'csv-stringify/sync';
import { plainAmount, type Money } from '../../domain/money.ts';

/** `account` is empty for a payee without one: a person fills in where the money goes. */
export type CsvPayment = { endToEndId: string; payee: string; account: string; amount: Money; remittance: string };

const COLUMNS = ['end_to_end_id', 'payee', 'account', 'amount', 'currency', 'remittance'];

/** One row per payment. A cell that a spreadsheet would run as a formula is made text. Lines end as RFC 4180 wants. */
export const csvFile = (payments: readonly CsvPayment[]): string =>
  stringify(
    payments.map(({ endToEndId, payee, account, amount, remittance }) => [
      endToEndId,
      payee,
      account,
      plainAmount(amount),
      amount.currency,
      remittance,
    ]),
    { header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: '\r\n' },
  );
