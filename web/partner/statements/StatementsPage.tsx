import { Button } from '@mantine/core';
import { Link } from 'react-router';
import {
  STATEMENT_FIGURES,
  usePartnerStatements,
  useStatementsTable,
  type StatementMonth,
} from '../../api/partnerStatements.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { dayInWords, monthInWords } from '../../ui/time.ts';
import { MonthPill, stateOfMonth } from './MonthState.tsx';
import { useStatedPartner, type StatedPartner } from './useStatedPartner.ts';

const words = texts.statements;

const columnsFor = (partner: StatedPartner): readonly Column<StatementMonth>[] => [
  {
    label: words.columns.month,
    onCard: 'lead',
    cell: ({ period }) => (
      <Link to={partner.pathOf(period)} className="fl-row-link">
        {monthInWords(period)}
      </Link>
    ),
  },
  {
    label: words.columns.state,
    onCard: 'pill',
    cell: (month) => <MonthPill state={stateOfMonth(month, new Date())} />,
  },
  ...STATEMENT_FIGURES.map((figure): Column<StatementMonth> => ({
    label: words.figures[figure],
    align: 'end',
    cell: ({ currency, [figure]: amount }) => <MoneyText money={{ amount, currency }} strong={figure === 'closing'} />,
  })),
];

/** When the month that runs now is complete. */
function nextStatementOn(now: Date): string {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return dayInWords(first.toISOString().slice(0, 'YYYY-MM-DD'.length));
}

/** Every month of a partner; each leads to what it is made of. */
export function StatementsPage() {
  const partner = useStatedPartner();
  const months = usePartnerStatements(partner.id);
  const table = useStatementsTable(partner.id);
  const rows = months.data ?? [];
  const download = (): void => table.mutate(undefined, { onSuccess: (text) => saveAs('statements.csv', text) });
  return (
    <>
      <PageHeader
        title={words.title}
        about={partner.isOwn ? words.about : words.aboutOf(partner.name)}
        above={partner.isOwn ? undefined : <BackLink to={`/payees/${partner.id}`}>{partner.name}</BackLink>}
        actions={
          rows.length === 0 ? undefined : (
            <Button variant="default" loading={table.isPending} onClick={download}>
              {words.download}
            </Button>
          )
        }
      />
      {months.isError ? <ProblemAlert error={months.error} onRetry={() => void months.refetch()} /> : null}
      {table.isError ? <ProblemAlert error={table.error} /> : null}
      {months.isPending ? <ListSkeleton rows={3} /> : null}
      {months.data?.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText(nextStatementOn(new Date()))}</EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={columnsFor(partner)}
          rows={rows}
          rowKey={({ period, currency }) => `${period} ${currency}`}
        />
      )}
    </>
  );
}
