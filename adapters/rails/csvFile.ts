import { stringify } from 'csv-stringify/sync';
import { plainAmount } from '../../domain/money.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { Payment } from './recordedRail.ts';

const COLUMNS = ['end_to_end_id', 'payee', 'account', 'amount', 'currency', 'remittance'];

/** One row per payment. A cell that a spreadsheet would run as a formula is made text. Lines end as RFC 4180 wants. */
export const csvFile = (payments: readonly Payment[]): string =>
  stringify(
    payments.map(({ itemId, payee, account, amount }) => [
      itemId,
      payee,
      account === undefined ? '' : accountCell(account),
      plainAmount(amount),
      amount.currency,
      `Commission ${itemId}`,
    ]),
    { header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: '\r\n' },
  );

/** As a person at a bank reads it. */
function accountCell(account: PayeeAccount): string {
  switch (account.kind) {
    case 'iban':
      return [account.iban, account.bic].filter((part) => part !== null).join(' ');
    case 'ach':
      return `${account.routingNumber} ${account.accountNumber} ${account.accountType}`;
    case 'stripe':
      return account.accountId;
    case 'manual':
      return account.instructions;
    default:
      return account satisfies never;
  }
}
