import type { StatementLine } from '../../domain/commission/statementLine.ts';
import { keptText } from '../../domain/plainValues.ts';
import { textOfFile } from '../csv/readTable.ts';
import { readCamt } from './camt053.ts';
import { isNachaFile, readNachaReturns } from './nachaReturns.ts';
import { readStatementCsv } from './statementCsv.ts';
import { unreadable } from './statementFile.ts';
import { parseXml } from './xml.ts';

/** More than a bank books in a day of ours; what is longer is not one statement. */
const LINES_MAX = 50_000;

/**
 * Every movement of a bank statement, camt.053, CSV or returns of ACH, told apart by what is in it. The same file gives the same lines.
 * Throws `invalid_request` for what cannot be read whole: half a statement would be worse than none.
 */
export function parseBankStatement(bytes: Uint8Array): StatementLine[] {
  const lines = linesIn(textOfFile(bytes));
  if (lines.length === 0) throw unreadable('/', 'The statement has no lines.');
  if (lines.length > LINES_MAX) throw unreadable('/', `A statement has at most ${String(LINES_MAX)} lines.`);
  return lines.map((line, index) => ({ ...line, ...kept(line), position: index + 1 }));
}

function linesIn(text: string): Omit<StatementLine, 'position'>[] {
  if (text.trimStart().startsWith('<')) return readCamt(parseXml(text));
  return isNachaFile(text) ? readNachaReturns(text) : readStatementCsv(text);
}

const CODE_LENGTH_MAX = 200;

const kept = ({ endToEndId, bankReference, reasonCode, text }: Omit<StatementLine, 'position'>) => ({
  endToEndId: code(endToEndId),
  bankReference: code(bankReference),
  reasonCode: code(reasonCode),
  text: keptText(text),
});

const code = (value: string | null): string | null =>
  value === null ? null : keptText(value).slice(0, CODE_LENGTH_MAX);
