import { Table } from '@mantine/core';
import { Link } from 'react-router';
import { STATEMENT_FIGURES, type StatementLine, type StatementMonth } from '../../api/partnerStatements.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { utcDayInWords } from '../../ui/time.ts';

const words = texts.statements;
const WITH_LINES = ['earned', 'corrected', 'paid'] as const;

const COLUMNS: readonly Column<StatementLine>[] = [
  {
    label: words.lineColumns.referral,
    onCard: 'lead',
    cell: ({ referralId, referralNumber, companyName }) => (
      <div className="fl-name">
        {referralId === null ? companyName : <Link to={`/referrals/${referralId}`}>{companyName}</Link>}
        <span className="fl-number fl-soft">{referralNumber}</span>
      </div>
    ),
  },
  { label: words.lineColumns.what, cell: ({ kind }) => texts.codes.posting(kind) },
  { label: words.lineColumns.on, cell: ({ at }) => <time dateTime={at}>{utcDayInWords(at)}</time> },
  { label: words.lineColumns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} /> },
];

function Sum({ label, month, figure }: { label: string; month: StatementMonth; figure: (typeof WITH_LINES)[number] }) {
  return (
    <Table.Tr>
      <Table.Th colSpan={COLUMNS.length - 1} scope="row">
        {label}
      </Table.Th>
      <Table.Td className="fl-end" data-label={words.lineColumns.amount}>
        <MoneyText money={{ amount: month[figure], currency: month.currency }} strong />
      </Table.Td>
    </Table.Tr>
  );
}

type Props = { month: StatementMonth; lines: readonly StatementLine[] | undefined };

/** The figures of a month in one currency, and below each of them what it is made of. */
export function StatementOfCurrency({ month, lines }: Props) {
  const { currency, closing } = month;
  return (
    <section aria-label={currency} className="fl-statement">
      <Figures
        figures={STATEMENT_FIGURES.map((figure) => [words.figures[figure], [{ amount: month[figure], currency }]])}
      />
      {closing < 0 ? <p className="fl-soft">{words.owedBack}</p> : null}
      {lines === undefined ? <ListSkeleton rows={3} /> : null}
      <div className="fl-stack">
        {WITH_LINES.map((figure) => {
          const own = lines?.filter((line) => line.figure === figure) ?? [];
          if (own.length === 0) return null;
          const title = words.figures[figure];
          return (
            <Card key={figure} title={title} flush>
              <DataTable
                caption={`${title} ${currency}`}
                columns={COLUMNS}
                rows={own}
                rowKey={({ journalId, commissionId }) => `${journalId} ${commissionId}`}
                footer={<Sum label={words.sum(title)} month={month} figure={figure} />}
              />
            </Card>
          );
        })}
      </div>
    </section>
  );
}
