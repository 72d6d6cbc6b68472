import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export type Column<Row> = {
  /** Heading, and the label before the value where rows become cards. */
  label: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
  /** Left out in a hand, where the row is a card. */
  wide?: boolean;
  /** How it stands on a card: the name on top, a pill beside the others below it, or words over the whole width. */
  onCard?: 'lead' | 'pill' | 'words';
};

type Props<Row> = {
  /** What the table is about, for those who cannot see it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  footer?: ReactNode;
};

const classOf = <Row,>({ align, wide, onCard }: Column<Row>): string =>
  [
    ...(align === 'end' ? ['fl-end'] : []),
    ...(wide === true ? ['fl-wide'] : []),
    ...(onCard === undefined ? [] : [`fl-on-card-${onCard}`]),
  ].join(' ');

/** Rows on a desk, cards in a hand; the same markup, so that both read alike. */
export function DataTable<Row>({ caption, columns, rows, rowKey, footer }: Props<Row>) {
  return (
    <Table className="fl-table" highlightOnHover>
      <caption className="fl-hidden">{caption}</caption>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.label} className={classOf(column)} scope="col">
              {column.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)} className="fl-row" data-row={rowKey(row)}>
            {columns.map((column) => (
              <Table.Td key={column.label} className={classOf(column)} data-label={column.label}>
                {column.cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
      {footer === undefined ? null : <Table.Tfoot>{footer}</Table.Tfoot>}
    </Table>
  );
}
