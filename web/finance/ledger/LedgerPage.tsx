import { Button, Select, Table } from '@mantine/core';
import { Link } from 'react-router';
import { usePartners } from '../../api/catalog.ts';
import { useLedgerAccounts, useLedgerPeriods } from '../../api/ledger.ts';
import type { LedgerAccount } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { journalsPath } from './journalsPath.ts';

const words = texts.books.ledger;

const columnsFor = (nameOf: (partnerId: string) => string, month: string | null): readonly Column<LedgerAccount>[] => [
  {
    label: words.columns.account,
    onCard: 'lead',
    cell: ({ code, partnerId, currency }) => (
      <Link to={journalsPath({ account: code, partnerId, currency, period: month })} className="fl-row-link">
        {texts.codes.account(code)}
      </Link>
    ),
  },
  { label: words.columns.partner, cell: ({ partnerId }) => (partnerId === null ? null : nameOf(partnerId)) },
  ...(month === null
    ? []
    : [
        {
          label: words.columns.opening,
          align: 'end' as const,
          cell: ({ opening, currency }: LedgerAccount) => <MoneyText money={{ amount: opening, currency }} />,
        },
      ]),
  {
    label: words.columns.debit,
    align: 'end',
    cell: ({ debits, currency }) => <MoneyText money={{ amount: debits, currency }} />,
  },
  {
    label: words.columns.credit,
    align: 'end',
    cell: ({ credits, currency }) => <MoneyText money={{ amount: credits, currency }} />,
  },
  {
    label: words.columns.balance,
    align: 'end',
    cell: ({ balance, currency }) => <MoneyText money={{ amount: balance, currency }} strong />,
  },
];

type SumsProps = { accounts: readonly LedgerAccount[]; currency: string; month: string | null };

function Sums({ accounts, currency, month }: SumsProps) {
  const sumOf = (part: 'opening' | 'debits' | 'credits' | 'balance') => ({
    amount: accounts.reduce((sum, account) => sum + account[part], 0),
    currency,
  });
  const isBalanced = sumOf('debits').amount === sumOf('credits').amount && sumOf('balance').amount === 0;
  return (
    <Table.Tr>
      <Table.Th colSpan={2} scope="row">
        <span className={`fl-pill fl-tone fl-tone-${isBalanced ? 'good' : 'late'}`}>
          {isBalanced ? words.balanced : words.unbalanced}
        </span>
      </Table.Th>
      {month === null ? null : (
        <Table.Td className="fl-end" data-label={words.columns.opening}>
          <MoneyText money={sumOf('opening')} />
        </Table.Td>
      )}
      <Table.Td className="fl-end" data-label={words.columns.debit}>
        <MoneyText money={sumOf('debits')} />
      </Table.Td>
      <Table.Td className="fl-end" data-label={words.columns.credit}>
        <MoneyText money={sumOf('credits')} />
      </Table.Td>
      <Table.Td className="fl-end" data-label={words.columns.balance}>
        <MoneyText money={sumOf('balance')} strong />
      </Table.Td>
    </Table.Tr>
  );
}

function MonthFilter() {
  const periods = useLedgerPeriods();
  const [month, setMonth] = useFilter('month');
  return (
    <Select
      aria-label={words.month}
      placeholder={words.anyMonth}
      data={(periods.data ?? []).map(({ period }) => period)}
      value={month}
      onChange={setMonth}
      clearable
      clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
      maw={200}
    />
  );
}

/** Every account per currency, of all time or up to a month, and whether the two sides are equal. */
export function LedgerPage() {
  const [month] = useFilter('month');
  const accounts = useLedgerAccounts(month === null ? {} : { period: month });
  const partners = usePartners();
  const nameOf = (partnerId: string): string => partners.data?.find(({ id }) => id === partnerId)?.name ?? partnerId;
  const currencies = [...new Set((accounts.data ?? []).map(({ currency }) => currency))].toSorted();
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          <Button component={Link} to="/ledger/months" variant="default">
            {words.months}
          </Button>
        }
      />
      <div className="fl-filters">
        <MonthFilter />
      </div>
      {accounts.isError ? <ProblemAlert error={accounts.error} onRetry={() => void accounts.refetch()} /> : null}
      {accounts.isPending ? <ListSkeleton /> : null}
      {accounts.data?.length === 0 ? (
        <EmptyState title={month === null ? words.none : words.noneHere}>
          {month === null ? words.noneText : undefined}
        </EmptyState>
      ) : null}
      <div className="fl-stack">
        {currencies.map((currency) => {
          const rows = (accounts.data ?? []).filter((account) => account.currency === currency);
          return (
            <Card key={currency} title={currency} flush>
              <DataTable
                caption={`${words.title} ${currency}`}
                columns={columnsFor(nameOf, month)}
                rows={rows}
                rowKey={({ code, partnerId }) => `${code}:${partnerId ?? ''}`}
                footer={<Sums accounts={rows} currency={currency} month={month} />}
              />
            </Card>
          );
        })}
      </div>
    </>
  );
}
