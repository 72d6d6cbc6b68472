import type { DealCorrection } from '../../api/deals.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.deals.correction;

const COLUMNS: readonly Column<DealCorrection>[] = [
  { label: texts.deals.reason, onCard: 'lead', cell: ({ reason }) => reason },
  {
    label: texts.deals.movementColumns.by,
    cell: ({ recordedBy, recordedAt }) => (
      <>
        {recordedBy.name}, <Moment dated at={recordedAt} />
      </>
    ),
  },
  { label: words.from, align: 'end', cell: ({ from }) => <MoneyText money={from.amount} /> },
  { label: words.to, align: 'end', cell: ({ to }) => <MoneyText money={to.amount} strong /> },
];

/** How the worth of a deal was put right; nothing where it never was. */
export function CorrectionsCard({ corrections }: { corrections: readonly DealCorrection[] }) {
  if (corrections.length === 0) return null;
  return (
    <Card title={words.all} flush>
      <DataTable caption={words.all} columns={COLUMNS} rows={corrections} rowKey={({ id }) => id} />
    </Card>
  );
}
