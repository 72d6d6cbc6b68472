import { Modal } from '@mantine/core';
import { usePartners } from '../../api/catalog.ts';
import type { LedgerPeriod } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.books.months;
const { columns } = texts.books.ledger;

type Balance = NonNullable<LedgerPeriod['balances']>[number];

const columnsFor = (nameOf: (partnerId: string) => string): readonly Column<Balance>[] => [
  { label: columns.account, onCard: 'lead', cell: ({ account }) => texts.codes.account(account) },
  { label: columns.partner, cell: ({ partnerId }) => (partnerId === null ? null : nameOf(partnerId)) },
  {
    label: columns.debit,
    align: 'end',
    cell: ({ debits, currency }) => <MoneyText money={{ amount: debits, currency }} />,
  },
  {
    label: columns.credit,
    align: 'end',
    cell: ({ credits, currency }) => <MoneyText money={{ amount: credits, currency }} />,
  },
  {
    label: columns.balance,
    align: 'end',
    cell: ({ balance, currency }) => <MoneyText money={{ amount: balance, currency }} strong />,
  },
];

/** What the books said when the month was closed. */
export function BalancesDialog({ month, onClose }: { month: LedgerPeriod | null; onClose: () => void }) {
  const partners = usePartners();
  const nameOf = (partnerId: string): string => partners.data?.find(({ id }) => id === partnerId)?.name ?? partnerId;
  const title = words.balances(month?.period ?? '');
  return (
    <Modal opened={month !== null} onClose={onClose} title={title} size="xl">
      <DataTable
        caption={title}
        columns={columnsFor(nameOf)}
        rows={month?.balances ?? []}
        rowKey={({ account, partnerId, currency }) => [account, partnerId, currency].join(' ')}
      />
    </Modal>
  );
}
