import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { WaitingForRate } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.books.rates;

const COLUMNS: readonly Column<WaitingForRate['lines'][number]>[] = [
  {
    label: words.line.referral,
    onCard: 'lead',
    cell: ({ commissionId, referralNumber }) => <Link to={`/commissions/${commissionId}`}>{referralNumber}</Link>,
  },
  { label: words.line.partner, cell: ({ partnerName }) => partnerName },
  { label: words.line.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  { label: words.line.since, cell: ({ since }) => <Moment at={since} /> },
];

/** Lines that are earned and cannot be booked before there is a rate of their pair. */
export function WaitingCard({ waiting, onEnter }: { waiting: WaitingForRate; onEnter: (() => void) | undefined }) {
  const { from, to, lines } = waiting;
  return (
    <Card
      title={words.waiting(lines.length, from, to)}
      aside={
        onEnter === undefined ? undefined : (
          <Button size="xs" onClick={onEnter}>
            {words.enter}
          </Button>
        )
      }
      flush
    >
      <DataTable
        caption={words.waiting(lines.length, from, to)}
        columns={COLUMNS}
        rows={lines}
        rowKey={({ commissionId }) => commissionId}
      />
    </Card>
  );
}
