import type { StatementLine } from '../../domain/commission/statementLine.ts';
import { isDay } from '../../domain/plainValues.ts';
import { unreadable } from './statementFile.ts';

type Line = Omit<StatementLine, 'position'>;

/** A record has 94 characters, whatever ends its line. */
const RECORD = /^.{94}$/;
const FILE = /^101.{91}(\r?\n|$)/;
const CURRENCY = 'USD';
/** Of an entry that came back; 98 announces other particulars of an account and moves nothing. */
const RETURN_ADDENDA = '799';

export const isNachaFile = (text: string): boolean => FILE.test(text);

/** Counted from 1, both ends included, as the rules of the network number them. */
const field = (record: string, from: number, to: number): string => record.slice(from - 1, to).trim();

/**
 * What the bank sends when credits came back: every entry with its reason, told by as much of the item's id as the entry had room
 * for. Throws `invalid_request` for a file that is not whole: its control record counts and sums what is in it.
 */
export function readNachaReturns(text: string): Line[] {
  const records = text.split(/\r?\n/).filter((record) => record !== '');
  records.forEach((record, index) => {
    if (!RECORD.test(record)) throw unreadable(`/${String(index + 1)}`, 'A record of an ACH file has 94 characters.');
  });
  checkControl(records);
  const bookedOn = dayOf(records[0] ?? '');
  return records.flatMap((record, index) => {
    const addenda = records[index + 1] ?? '';
    return record.startsWith('6') && addenda.startsWith(RETURN_ADDENDA)
      ? [returnOf({ record, addenda, bookedOn })]
      : [];
  });
}

const returnOf = ({ record, addenda, bookedOn }: { record: string; addenda: string; bookedOn: string }): Line => ({
  endToEndId: field(record, 40, 54) || null,
  movement: 'returned',
  booked: true,
  amount: { amount: centsOf(field(record, 30, 39)), currency: CURRENCY },
  bookedOn,
  bankReference: field(record, 80, 94) || null,
  reasonCode: field(addenda, 4, 6) || null,
  text: ['entry', field(addenda, 7, 21), field(addenda, 36, 79)].join(' ').trim(),
});

function checkControl(records: readonly string[]): void {
  const control = records.find((record) => record.startsWith('9') && !/^9+$/.test(record));
  const counted = records.filter((record) => /^[67]/.test(record)).length;
  const total = records.reduce((sum, record) => sum + (record.startsWith('6') ? centsOf(field(record, 30, 39)) : 0), 0);
  const isWhole =
    control !== undefined &&
    centsOf(field(control, 14, 21)) === counted &&
    centsOf(field(control, 32, 43)) + centsOf(field(control, 44, 55)) === total;
  if (!isWhole) throw unreadable('/', 'The file is not whole: its control record counts something else.');
}

function centsOf(digits: string): number {
  if (!/^\d{1,12}$/.test(digits)) throw unreadable('/', 'A number of the ACH file cannot be read.');
  return Number(digits);
}

/** When the bank made the file: `270216`. */
function dayOf(header: string): string {
  const [year = '', month = '', day = ''] = field(header, 24, 29).match(/../g) ?? [];
  const made = `20${year}-${month}-${day}`;
  if (!isDay(made)) throw unreadable('/1', 'The ACH file does not say on which day it was made.');
  return made;
}
