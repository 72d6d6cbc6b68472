import { stringify } from 'csv-stringify/sync';
import type { Csv } from './port.ts';
import { readTable, textOfFile } from './readTable.ts';

const AMOUNT_BELOW_ZERO = /^-\d+(\.\d+)?$/;

/** Lines end as RFC 4180 wants; what is null is an empty cell. */
export const createCsv = (): Csv => ({
  read: (bytes) => readTable(textOfFile(bytes)),

  table: (rows, columns) =>
    stringify([...rows], {
      header: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: '\r\n',
      // Many readers end a row at either of the two alone, and the next cell could be a formula.
      quoted_match: /[\r\n]/,
      cast: {
        boolean: (value) => String(value),
        // A spreadsheet reads it as the number that it is, and runs nothing.
        string: (value) => (AMOUNT_BELOW_ZERO.test(value) ? { value, escape_formulas: false } : value),
      },
    }),
});
