import { money, type Money } from '../../domain/money.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { RailName } from '../../domain/commission/rails.ts';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import type { Payees } from '../payees/port.ts';
import { parseBankStatement } from './bankStatement.ts';
import type { Rail } from './port.ts';

/** One payment of a run; `payee` is the holder of the account, or who the partner is. */
export type Payment = { itemId: string; payee: string; account: PayeeAccount | undefined; amount: Money };

/** Whose file it is, and when the last of its payments was handed in: the same each time the file is made. */
export type FileOccasion = { runId: string; at: Date };

type RecordedRail = {
  name: RailName;
  /** Why a payment can never be made this way; undefined when it can. */
  refusalOf: (account: PayeeAccount | undefined, amount: Money) => RailRefusal | undefined;
  /** The bank file over all payments of a run, of which there is one at least, in the order of their end-to-end ids. */
  fileOf?: (payments: readonly Payment[], occasion: FileOccasion) => string | Promise<string>;
};

/**
 * A rail whose order book is a table of ours: a person or a bank file carries it out. The primary key on the item makes the same
 * key pay once.
 */
export const createRecordedRail = (
  { database, payees }: { database: Database; payees: Payees },
  { name, refusalOf, fileOf }: RecordedRail,
): Rail => ({
  submit: async ({ itemId, runId, partnerId, amount }, key) => {
    const refused = refusalOf((await payees.forItems([itemId])).get(itemId), amount);
    if (refused !== undefined) return { refused };
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

  bankFile: async (runId) => {
    if (fileOf === undefined) return null;
    const rows = await readPayments(database, runId);
    const at = rows.at(-1)?.handed_in;
    if (at === undefined) return null;
    const accounts = await payees.forItems(rows.map((row) => row.item_id));
    const payments = rows.map((row) => toPayment(row, accounts.get(row.item_id)));
    return fileOf(payments, { runId, at });
  },

  parseStatement: parseBankStatement,
});

const referenceOf = (rail: string, itemId: string): string => `${rail}:${itemId}`;

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(error);
  }
}

type PaymentRow = { item_id: string; amount_minor: bigint; currency: string; payee: string; handed_in: Date };

/** What was handed in of a run; each row says when the last was. */
const readPayments = (database: Database, runId: string): Promise<PaymentRow[]> =>
  guarded(
    () => database.$queryRaw<PaymentRow[]>`
      SELECT m.item_id, m.amount_minor, m.currency, p.name AS payee, max(m.created_at) OVER () AS handed_in
      FROM rail_payments m JOIN partners p ON p.id = m.partner_id WHERE m.run_id = ${runId} ORDER BY m.item_id`,
  );

const toPayment = (
  { item_id: itemId, amount_minor: amountMinor, currency, payee }: PaymentRow,
  account: PayeeAccount | undefined,
): Payment => ({
  itemId,
  payee: holderOf(account) ?? payee,
  account,
  amount: money(amountMinor, currency),
});

const holderOf = (account: PayeeAccount | undefined): string | undefined =>
  account === undefined || account.kind === 'stripe' ? undefined : account.holder;
