import { stringify } from 'csv-stringify/sync';
import type { Csv } from './port.ts';

/** Lines end as RFC 4180 wants; what is null is an empty cell. */
export const createCsv = (): Csv => ({
  table: (rows, columns) =>
    stringify([...rows], {
      header: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: '\r\n',
      cast: { boolean: (value) => String(value) },
    }),
});
