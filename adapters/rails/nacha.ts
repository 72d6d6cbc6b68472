import { AppError } from '../../domain/errors.ts';
import { shortIdOf } from '../../domain/commission/statementLine.ts';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import { sum, type Money } from '../../domain/money.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import { bankText } from './bankText.ts';
import { nachaRecord as record, type Field } from './nachaRecord.ts';
import type { Payment } from './recordedRail.ts';

/** Whose bank originates the file, and the account there that pays. */
export type NachaOriginator = {
  /** Nine digits. */
  bankRouting: string;
  bankName: string;
  companyName: string;
  /** As the bank gave it, ten characters at most. */
  companyId: string;
  accountNumber: string;
};

/** When the file was made, and which one of that day it is: A to Z. */
export type NachaOccasion = { at: Date; modifier: string };

const CURRENCY = 'USD';
/** Ten digits, in cents. */
const AMOUNT_MINOR_MAX = 9_999_999_999n;
/** Twelve digits, in cents. */
const TOTAL_MINOR_MAX = 999_999_999_999n;
const HASH_MODULUS = 10_000_000_000n;
const RECORD_LENGTH = 94;
const RECORDS_IN_BLOCK = 10;
/** Credits and debits in one batch. */
const MIXED = '200';
const BATCH = 1n;

type AchAccount = Extract<PayeeAccount, { kind: 'ach' }>;

export function nachaRefusal(account: PayeeAccount | undefined, amount: Money): RailRefusal | undefined {
  if (account === undefined) return 'payee_missing';
  if (account.kind !== 'ach') return 'account_not_usable';
  if (amount.currency !== CURRENCY) return 'currency_not_supported';
  return amount.amountMinor > AMOUNT_MINOR_MAX ? 'amount_not_supported' : undefined;
}

type Entry = { code: string; routing: string; account: string; amountMinor: bigint; id: string; name: string };

/**
 * The payments of one run as a file of the ACH network: one batch of credits to companies (CCD), balanced by debits of the account
 * that pays, effective on the next weekday. Every entry can be told by its trace number, which is its place in the file.
 * @throws AppError `internal_error` for more than a file can hold
 */
export function nachaFile(payments: readonly Payment[], from: NachaOriginator, occasion: NachaOccasion): string {
  const total = sum(
    payments.map(({ amount }) => amount),
    CURRENCY,
  ).amountMinor;
  if (total > TOTAL_MINOR_MAX) {
    throw new AppError({ code: 'internal_error', cause: 'a file of ACH holds less than that' });
  }
  const credits = payments.map(creditOf);
  const entries = [...credits, ...debitsOver(total, from)];
  const hash = entries.reduce((soFar, { routing }) => soFar + BigInt(routing.slice(0, 8)), 0n) % HASH_MODULUS;
  const counted: Field[] = [
    [hash, 10],
    [total, 12],
    [total, 12],
  ];
  const records = [
    fileHeader(from, occasion),
    batchHeader(from, occasion.at),
    ...entries.map((entry, index) => entryOf(entry, { from, place: BigInt(index + 1) })),
    batchControl(from, BigInt(entries.length), counted),
  ];
  const blocks = BigInt(Math.ceil((records.length + 1) / RECORDS_IN_BLOCK));
  records.push(record([['9', 1], [BATCH, 6], [blocks, 6], [BigInt(entries.length), 8], ...counted, ['', 39]]));
  while (records.length % RECORDS_IN_BLOCK !== 0) records.push('9'.repeat(RECORD_LENGTH));
  return `${records.join('\n')}\n`;
}

/** What is thrown here names the item only, for it is logged. */
function creditOf({ itemId, payee, account, amount }: Payment): Entry {
  if (account?.kind !== 'ach') throw new Error(`${itemId} cannot be paid by nacha`);
  return {
    code: CREDIT[account.accountType],
    routing: account.routingNumber,
    account: account.accountNumber,
    amountMinor: amount.amountMinor,
    id: shortIdOf(itemId),
    name: payee,
  };
}

const CREDIT: Readonly<Record<AchAccount['accountType'], string>> = { checking: '22', savings: '32' };
const DEBIT_CHECKING = '27';

/** One debit holds ten digits; what is more is taken in several. */
function debitsOver(total: bigint, { bankRouting, accountNumber, companyName }: NachaOriginator): Entry[] {
  const debits: Entry[] = [];
  for (let left = total; left > 0n; left -= AMOUNT_MINOR_MAX) {
    const amountMinor = left < AMOUNT_MINOR_MAX ? left : AMOUNT_MINOR_MAX;
    const own = { routing: bankRouting, account: accountNumber, name: companyName, id: 'OFFSET' };
    debits.push({ ...own, code: DEBIT_CHECKING, amountMinor });
  }
  return debits;
}

const entryOf = (entry: Entry, { from, place }: { from: NachaOriginator; place: bigint }): string =>
  record([
    ['6', 1],
    [entry.code, 2],
    [entry.routing, 9],
    [entry.account, 17],
    [entry.amountMinor, 10],
    [entry.id, 15],
    [bankText(entry.name, 22) || entry.id, 22],
    ['', 2],
    ['0', 1],
    [odfiOf(from), 8],
    [place, 7],
  ]);

/** The bank that originates, without its check digit. */
const odfiOf = ({ bankRouting }: NachaOriginator): string => bankRouting.slice(0, 8);

/** `270215`. */
const dayOf = (at: Date): string => at.toISOString().slice(2, 10).replaceAll('-', '');

const fileHeader = (from: NachaOriginator, { at, modifier }: NachaOccasion): string =>
  record([
    ['101', 3],
    [` ${from.bankRouting}`, 10],
    [from.companyId.padStart(10), 10],
    [dayOf(at), 6],
    [at.toISOString().slice(11, 16).replace(':', ''), 4],
    [modifier, 1],
    ['094101', 6],
    [bankText(from.bankName, 23), 23],
    [bankText(from.companyName, 23), 23],
    ['', 8],
  ]);

const batchHeader = (from: NachaOriginator, at: Date): string =>
  record([
    ['5', 1],
    [MIXED, 3],
    [bankText(from.companyName, 16), 16],
    ['', 20],
    [from.companyId, 10],
    ['CCD', 3],
    ['COMMISSION', 10],
    [dayOf(at), 6],
    [dayOf(nextWeekday(at)), 6],
    ['', 3],
    ['1', 1],
    [odfiOf(from), 8],
    [BATCH, 7],
  ]);

const batchControl = (from: NachaOriginator, entries: bigint, counted: readonly Field[]): string =>
  record([
    ['8', 1],
    [MIXED, 3],
    [entries, 6],
    ...counted,
    [from.companyId, 10],
    ['', 25],
    [odfiOf(from), 8],
    [BATCH, 7],
  ]);

const DAY_MS = 86_400_000;
const WEEKEND: readonly number[] = [0, 6];

/** The network itself moves what falls on one of its holidays. */
function nextWeekday(at: Date): Date {
  const next = new Date(at.getTime() + DAY_MS);
  return WEEKEND.includes(next.getUTCDay()) ? nextWeekday(next) : next;
}
