import { Button, SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { usePayees } from '../../api/payees.ts';
import type { Payee, PayeeFilter } from '../../api/types.ts';
import { PayeePill } from '../../payees/PayeeFacts.tsx';
import { TaxPill } from '../../payees/tax/TaxFacts.tsx';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { dayInWords } from '../../ui/time.ts';
import { useFilter } from '../../ui/useFilters.ts';

const words = texts.payees;

const FILTERS = ['all', 'payee_unverified', 'payee_cooling_off', 'payee_missing', 'none'] as const;

const COLUMNS: readonly Column<Payee>[] = [
  {
    label: words.columns.partner,
    onCard: 'lead',
    cell: ({ partnerId, partnerName }) => (
      <Link to={`/payees/${partnerId}`} className="fl-row-link">
        {partnerName}
      </Link>
    ),
  },
  { label: words.columns.problem, onCard: 'pill', cell: ({ problem }) => <PayeePill problem={problem} /> },
  { label: words.columns.method, cell: ({ current }) => (current === null ? null : words.methods[current.method]) },
  {
    label: words.columns.account,
    cell: ({ current }) => (current === null ? null : <span className="fl-code">{current.account}</span>),
  },
  {
    label: words.columns.form,
    cell: ({ tax }) =>
      tax.form === null && tax.problem === 'tax_form_missing' ? null : (
        <span className="fl-lines">
          {tax.form === null ? null : texts.tax.forms[tax.form]}
          {tax.problem === null ? null : <TaxPill problem={tax.problem} />}
        </span>
      ),
  },
  { label: words.columns.until, cell: ({ tax }) => (tax.validUntil === null ? null : dayInWords(tax.validUntil)) },
  {
    label: words.columns.changed,
    align: 'end',
    cell: ({ current }) => (current === null ? null : <Moment dated at={current.changedAt} />),
  },
];

/** Every partner's payee; what waits for somebody is one click away. */
export function PayeesPage() {
  const [named, setNamed] = useFilter('state');
  const filter = FILTERS.find((one) => one === named) ?? 'all';
  const payees = usePayees(filter === 'all' ? undefined : (filter satisfies PayeeFilter));
  const rows = payees.data ?? [];
  return (
    <>
      <PageHeader title={words.listTitle} about={words.listAbout} />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.show}
          value={filter}
          onChange={(value) => setNamed(value === 'all' ? null : value)}
          data={FILTERS.map((value) => ({ value, label: words.problems[value] }))}
        />
      </div>
      {payees.isError ? <ProblemAlert error={payees.error} onRetry={() => void payees.refetch()} /> : null}
      {payees.isPending ? <ListSkeleton rows={3} /> : null}
      {payees.data?.length === 0 ? <EmptyState title={words.noneHere}>{words.noneHereText}</EmptyState> : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.listTitle} columns={COLUMNS} rows={rows} rowKey={({ partnerId }) => partnerId} />
      )}
      {payees.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={payees.isFetchingNextPage}
          onClick={() => void payees.fetchNextPage()}
        >
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
