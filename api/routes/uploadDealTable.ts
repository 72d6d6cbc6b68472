import type { z } from 'zod';
import type { Csv } from '../../adapters/csv/port.ts';
import type { DealDesk, DealDeskWrites } from '../../adapters/database/dealDeskPort.ts';
import { AppError, ERROR_POLICY } from '../../domain/errors.ts';
import { moneyFromPlain, type Money } from '../../domain/money.ts';
import { uploadDealTable } from '../operations/deals.ts';
import { route, type Route } from '../route.ts';
import type { DealTable } from '../schemas/deals.ts';
import { DealTableRow } from '../schemas/deals.ts';
import { csvFile } from '../textFile.ts';

type Deps = { dealDesk: DealDesk; csv: Csv };
type Told = z.output<typeof DealTable>['data'][number];
type Result = Pick<Told, 'outcome' | 'code' | 'message'>;
type Wish = z.output<typeof DealTableRow> & { money: Money };
type By = { by: string; at: Date };

/** More than a company books of its won deals in a day; whoever has more sends two tables. */
const ROWS_MAX = 500;
const COLUMNS = ['row', 'kind', 'dealId', 'externalId', 'outcome', 'code', 'message'];

const unreadable = (message: string): Result => ({ outcome: 'unreadable', code: 'invalid_request', message });

/** The row as it is meant, or why it cannot be read. */
function readRow(row: Readonly<Record<string, string>>): Wish | Result {
  const read = DealTableRow.safeParse(row);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unreadable(`${String(issue?.path[0] ?? '')}: ${issue?.message ?? ''}`);
  }
  const amount = moneyFromPlain(read.data.amount, read.data.currency);
  if (amount === undefined || amount.amountMinor <= 0n) return unreadable('amount: An amount above zero like 4800.00.');
  return { ...read.data, money: amount };
}

async function write(writes: DealDeskWrites, { kind, money: amount, ...row }: Wish, by: By): Promise<boolean> {
  const wish = { dealId: row.deal_id, externalId: row.external_id, amount, ...by };
  if (kind !== 'refunded') return (await writes.payment({ ...wish, kind, on: row.day })).isNew;
  return (await writes.refund({ ...wish, refundedOn: row.day, reasonCode: row.reason })).isNew;
}

/** Each row is a transaction of its own; what refuses it holds up no other. */
async function record({ dealDesk }: Deps, wish: Wish, by: By): Promise<Result> {
  try {
    const { status } = await dealDesk.once(undefined, async (writes) => ({
      status: (await write(writes, wish, by)) ? 201 : 200,
      headers: {},
      text: '',
    }));
    return { outcome: status === 201 ? 'recorded' : 'known', code: null, message: null };
  } catch (error) {
    // What is nobody's refusal is our fault: the answer is a failure, and the same table may be sent again.
    if (!(error instanceof AppError) || ERROR_POLICY[error.code].status >= 500) throw error;
    if (error.code === 'not_found') {
      return { outcome: 'unmatched', code: error.code, message: 'There is no won deal of this id.' };
    }
    return { outcome: 'refused', code: error.code, message: ERROR_POLICY[error.code].title };
  }
}

async function takeRow(deps: Deps, row: Readonly<Record<string, string>>, place: number, by: By): Promise<Told> {
  const read = readRow(row);
  const result = 'outcome' in read ? read : await record(deps, read, by);
  const { kind = '', deal_id: dealId = '', external_id: externalId = '' } = row;
  return { row: place, kind, dealId, externalId, ...result };
}

export const uploadDealTableRoute = (deps: Deps): Route =>
  route(uploadDealTable, async ({ upload, caller, now, wantsCsv }) => {
    const rows = deps.csv.read(upload.bytes);
    if (rows === undefined || rows.length === 0) throw refusedFile('The file is no table with a header and rows.');
    if (rows.length > ROWS_MAX) throw refusedFile(`A table has at most ${String(ROWS_MAX)} rows.`);
    const data: Told[] = [];
    for (const [index, row] of rows.entries()) {
      data.push(await takeRow(deps, row, index + 1, { by: caller.id, at: now }));
    }
    if (wantsCsv) return csvFile('deals-recorded.csv', deps.csv.table(data, COLUMNS));
    return { status: 200, body: { data } };
  });

const refusedFile = (message: string): AppError =>
  new AppError({ code: 'invalid_request', facts: { errors: [{ pointer: '/', code: 'invalid', message }] } });
