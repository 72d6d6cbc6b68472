import { z } from 'zod';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import { moneyFromPlain, moneyToJson } from '../../domain/money.ts';
import { isDay } from '../../domain/plainValues.ts';
import { readTable } from '../csv/readTable.ts';
import { unreadable } from './statementFile.ts';

type Line = Omit<StatementLine, 'position'>;

const Row = z.object({
  end_to_end_id: z.string(),
  outcome: z.enum(['settled', 'returned']),
  amount: z.string(),
  currency: z.string(),
  booked_on: z.string().refine(isDay, 'a day like 2027-02-16'),
  bank_reference: z.string().optional(),
  reason: z.string().optional(),
  text: z.string().optional(),
});

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

/** A table with a header: `end_to_end_id,outcome,amount,currency,booked_on` and, where known, `bank_reference,reason,text`. */
export function readStatementCsv(text: string): Line[] {
  const rows = readTable(text);
  if (rows === undefined) {
    throw unreadable('/', 'The file is neither a bank statement in XML nor a table with a header.');
  }
  return rows.map((row, index) => {
    const pointer = `/${String(index + 1)}`;
    const read = Row.safeParse(row);
    if (!read.success) {
      const [problem] = read.error.issues;
      throw unreadable(`${pointer}/${String(problem?.path[0] ?? '')}`, problem?.message ?? 'This row cannot be read.');
    }
    const { end_to_end_id: endToEndId, outcome, currency, booked_on: bookedOn, bank_reference, reason } = read.data;
    const amount = moneyFromPlain(read.data.amount, currency);
    if (amount === undefined) throw unreadable(`${pointer}/amount`, 'An amount like 4800.00 with its currency.');
    return {
      endToEndId: orNull(endToEndId),
      movement: outcome === 'settled' ? 'paid' : 'returned',
      booked: true,
      amount: moneyToJson(amount),
      bookedOn,
      bankReference: orNull(bank_reference),
      reasonCode: orNull(reason),
      text: read.data.text ?? '',
    };
  });
}
