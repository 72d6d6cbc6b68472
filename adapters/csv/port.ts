export type CsvCell = string | number | boolean | null;

/** Tables for spreadsheets: a cell that one of them would run as a formula is made text. */
export interface Csv {
  table(rows: readonly Readonly<Record<string, CsvCell>>[], columns: readonly string[]): string;
}
