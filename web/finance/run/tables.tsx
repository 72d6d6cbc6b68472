import { Link } from 'react-router';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';

const words = texts.finance.run;

type Item = PayoutRun['items'][number];
type Excluded = PayoutRun['excluded'][number];

const ITEMS: readonly Column<Item>[] = [
  { label: words.columns.partner, onCard: 'lead', cell: ({ partnerName }) => partnerName },
  {
    label: words.columns.lines,
    cell: ({ lines }) => (
      <span className="fl-lines">
        {lines.map((line) => (
          <Link key={line.commissionId} to={`/commissions/${line.commissionId}`}>
            {line.referralNumber} · <MoneyText money={line.amount} />
          </Link>
        ))}
      </span>
    ),
  },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  { label: words.columns.state, cell: ({ state }) => <MoneyPill state={state} /> },
];

const EXCLUDED: readonly Column<Excluded>[] = [
  {
    label: words.columns.line,
    onCard: 'lead',
    cell: ({ commissionId }) => (
      <Link to={`/commissions/${commissionId}`} className="fl-number">
        {words.lineLink(commissionId.slice(-6))}
      </Link>
    ),
  },
  { label: words.columns.why, cell: ({ reason }) => texts.codes.excluded(reason) },
];

/** One payment per partner, with the lines that it pays. */
export function ItemTable({ run }: { run: PayoutRun }) {
  return <DataTable caption={words.items} columns={ITEMS} rows={run.items} rowKey={({ id }) => id} />;
}

/** What was left out, and why. */
export function ExcludedTable({ run }: { run: PayoutRun }) {
  return (
    <DataTable
      caption={words.excluded}
      columns={EXCLUDED}
      rows={run.excluded}
      rowKey={({ commissionId }) => commissionId}
    />
  );
}
