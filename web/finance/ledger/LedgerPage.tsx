import { Table } from '@mantine/core';
import { usePartners } from '../../api/catalog.ts';
import { useLedgerAccounts } from '../../api/money.ts';
import type { LedgerAccount } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.finance.ledger;

const columnsFor = (nameOf: (partnerId: string) => string): readonly Column<LedgerAccount>[] => [
  { label: words.columns.account, onCard: 'lead', cell: ({ code }) => texts.codes.account(code) },
  { label: words.columns.partner, cell: ({ partnerId }) => (partnerId === null ? null : nameOf(partnerId)) },
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

function Sums({ accounts, currency }: { accounts: readonly LedgerAccount[]; currency: string }) {
  const debits = accounts.reduce((sum, account) => sum + account.debits, 0);
  const credits = accounts.reduce((sum, account) => sum + account.credits, 0);
  const isBalanced = debits === credits;
  return (
    <Table.Tr>
      <Table.Th colSpan={2} scope="row">
        <span className={`fl-pill fl-tone fl-tone-${isBalanced ? 'good' : 'late'}`}>
          {isBalanced ? words.balanced : words.unbalanced}
        </span>
      </Table.Th>
      <Table.Td className="fl-end" data-label={words.columns.debit}>
        <MoneyText money={{ amount: debits, currency }} />
      </Table.Td>
      <Table.Td className="fl-end" data-label={words.columns.credit}>
        <MoneyText money={{ amount: credits, currency }} />
      </Table.Td>
      <Table.Td className="fl-end" data-label={words.columns.balance}>
        <MoneyText money={{ amount: debits - credits, currency }} strong />
      </Table.Td>
    </Table.Tr>
  );
}

/** Every account per currency, and whether the two sides are equal. */
export function LedgerPage() {
  const accounts = useLedgerAccounts();
  const partners = usePartners();
  const nameOf = (partnerId: string): string => partners.data?.find(({ id }) => id === partnerId)?.name ?? partnerId;
  const currencies = [...new Set((accounts.data ?? []).map(({ currency }) => currency))].toSorted();
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {accounts.isError ? <ProblemAlert error={accounts.error} onRetry={() => void accounts.refetch()} /> : null}
      {accounts.isPending ? <ListSkeleton /> : null}
      {accounts.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      <div className="fl-stack">
        {currencies.map((currency) => {
          const rows = (accounts.data ?? []).filter((account) => account.currency === currency);
          return (
            <Card key={currency} title={currency} flush>
              <DataTable
                caption={`${words.title} ${currency}`}
                columns={columnsFor(nameOf)}
                rows={rows}
                rowKey={({ code, partnerId }) => `${code}:${partnerId ?? ''}`}
                footer={<Sums accounts={rows} currency={currency} />}
              />
            </Card>
          );
        })}
      </div>
    </>
  );
}
