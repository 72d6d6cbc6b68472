export type CsvCell = string | number | boolean | null;

/** Tables for and from spreadsheets. */
export interface Csv {
  /** The rows of a table with a header, separated by comma, semicolon or tab; undefined for what is none. */
  read(bytes: Uint8Array): Readonly<Record<string, string>>[] | undefined;
  /** A cell that a spreadsheet would run as a formula is made text. */
  table(rows: readonly Readonly<Record<string, CsvCell>>[], columns: readonly string[]): string;
}
