import { money } from '../../domain/money.ts';
import { databaseError } from '../database/callFunction.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { Database } from '../database/client.ts';
import type { Payees } from '../payees/port.ts';
import { parseBankStatement } from './bankStatement.ts';
import { csvFile } from './csvFile.ts';
import type { Rail, Rails } from './port.ts';

type PaymentRow = { item_id: string; amount_minor: bigint; currency: string; payee: string };

/**
 * A rail whose order book is a table of ours: a person (manual) or a bank file (csv) carries it out. The primary key on the
 * item makes the same key pay once.
 */
const createRecordedRail = ({
  database,
  name,
  bankFile,
}: {
  database: Database;
  name: keyof typeof STATEMENT_READERS;
  bankFile: Rail['bankFile'];
}): Rail => ({
  submit: async ({ itemId, runId, partnerId, amount }, key) => {
    await guarded(
      () => database.$executeRaw`
        INSERT INTO rail_payments(item_id, rail, run_id, partner_id, amount_minor, currency)
        VALUES (${key}, ${name}, ${runId}, ${partnerId}, ${amount.amountMinor}, ${amount.currency}) ON CONFLICT DO NOTHING`,
    );
    return { reference: referenceOf(name, itemId) };
  },

  lookup: async (key) => {
    const found = await guarded(() =>
      database.railPayment.findUnique({ where: { itemId: key }, select: { itemId: true } }),
    );
    return found === null ? undefined : { reference: referenceOf(name, found.itemId) };
  },

  bankFile,

  ...STATEMENT_READERS[name],
});

const referenceOf = (rail: string, itemId: string): string => `${rail}:${itemId}`;

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(error);
  }
}

/** What was submitted of a run, in the order of the end-to-end ids. */
async function csvOfRun(database: Database, payees: Payees, runId: string): Promise<string> {
  const rows = await guarded(
    () => database.$queryRaw<PaymentRow[]>`
      SELECT m.item_id, m.amount_minor, m.currency, p.name AS payee FROM rail_payments m JOIN partners p ON p.id = m.partner_id
      WHERE m.run_id = ${runId} ORDER BY m.item_id`,
  );
  const accounts = await payees.forItems(rows.map((row) => row.item_id));
  return csvFile(
    rows.map((row) => ({
      endToEndId: row.item_id,
      payee: holderOf(accounts.get(row.item_id)) ?? row.payee,
      account: accountCell(accounts.get(row.item_id)),
      amount: money(row.amount_minor, row.currency),
      remittance: `Commission ${row.item_id}`,
    })),
  );
}

const holderOf = (account: PayeeAccount | undefined): string | undefined =>
  account === undefined || account.kind === 'stripe' ? undefined : account.holder;

/** As a person at a bank reads it; nothing for a partner without an account, whom a person pays as it was agreed. */
function accountCell(account: PayeeAccount | undefined): string {
  if (account === undefined) return '';
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

/** Who reads what the bank says; needs neither database nor accounts. */
export const STATEMENT_READERS = {
  manual: { parseStatement: parseBankStatement },
  csv: { parseStatement: parseBankStatement },
} as const satisfies Record<string, Pick<Rail, 'parseStatement'>>;

/** `manual`: a person transfers. `csv`: a bank file. */
export const createBuiltInRails = (database: Database, payees: Payees): Rails => ({
  manual: createRecordedRail({ database, name: 'manual', bankFile: () => Promise.resolve(null) }),
  csv: createRecordedRail({ database, name: 'csv', bankFile: (runId) => csvOfRun(database, payees, runId) }),
});
