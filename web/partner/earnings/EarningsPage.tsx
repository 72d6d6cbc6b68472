import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EARNING_FIGURES, useCommissions, useEarnings } from '../../api/money.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { dayInWords } from '../../ui/time.ts';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';

const words = texts.partner.earnings;

const COLUMNS: readonly Column<Commission>[] = [
  {
    label: words.columns.referral,
    onCard: 'lead',
    cell: ({ id, referralNumber, companyName }) => (
      <div className="fl-name">
        <Link to={`/commissions/${id}`} className="fl-row-link">
          {companyName}
        </Link>
        <span className="fl-number fl-soft">{referralNumber}</span>
      </div>
    ),
  },
  {
    label: words.columns.reason,
    onCard: 'words',
    cell: ({ explanation, adjustment, correction }) => (
      <span className="fl-lines">
        {correction === null ? (adjustment?.reason ?? explanation.sentence) : explanation.sentence}
        {correction === null ? null : <span className="fl-soft">{correction.sentence}</span>}
      </span>
    ),
  },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  { label: words.columns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  { label: words.columns.waits, onCard: 'words', cell: ({ blockedBecause }) => blockedBecause[0] },
  {
    label: words.columns.payable,
    align: 'end',
    cell: ({ paidAt, payDay }) => {
      if (paidAt !== null) return <Moment at={paidAt} />;
      return payDay === null ? null : dayInWords(payDay);
    },
  },
];

const ALWAYS: readonly string[] = ['earned', 'paid'];

/** The sums of all lines, also of those that are not on the page. */
function Totals() {
  const { data } = useEarnings();
  if (data === undefined) return null;
  const shown = EARNING_FIGURES.filter((figure) => ALWAYS.includes(figure) || data[figure].length > 0);
  return <Figures figures={shown.map((figure) => [words.totals[figure], data[figure]])} />;
}

/** What a partner has earned, line by line. */
export function EarningsPage() {
  const lines = useCommissions({});
  const data = lines.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {lines.isError ? <ProblemAlert error={lines.error} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <ListSkeleton /> : null}
      {lines.data?.length === 0 ? (
        <EmptyState
          title={words.none}
          action={
            <Button component={Link} to="/referrals/new">
              {texts.partner.list.first}
            </Button>
          }
        >
          {words.noneText}
        </EmptyState>
      ) : null}
      {data.length === 0 ? null : (
        <>
          <Totals />
          <DataTable caption={words.title} columns={COLUMNS} rows={data} rowKey={({ id }) => id} />
        </>
      )}
      {lines.hasNextPage ? (
        <Button variant="default" mt="md" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
