import { parse } from 'csv-parse/sync';

/** Spreadsheets separate by what their country does not need for decimals; the header tells. */
const delimiterOf = (text: string): string => {
  const [header = ''] = text.split('\n', 1);
  return [';', '\t'].find((mark) => header.includes(mark)) ?? ',';
};

/** The rows of a table with a header; undefined for what is none. */
export function readTable(text: string): Record<string, string>[] | undefined {
  try {
    return parse(text, { columns: true, delimiter: delimiterOf(text), bom: true, trim: true, skip_empty_lines: true });
  } catch {
    return undefined;
  }
}

/** UTF-8, or what was written before it. */
export function textOfFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
