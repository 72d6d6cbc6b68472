import { Link } from 'react-router';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { moneyInWords } from '../../ui/money.ts';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { ItemChange } from './ItemChange.tsx';

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
  {
    label: words.columns.netted,
    cell: ({ nettings, stillOwed }) =>
      nettings.length === 0 && stillOwed.amount === 0 ? null : (
        <span className="fl-lines">
          {nettings.map((debt) => (
            <Link key={debt.commissionId} to={`/commissions/${debt.commissionId}`}>
              {debt.referralNumber} · <MoneyText money={debt.amount} />
            </Link>
          ))}
          {stillOwed.amount === 0 ? null : <span className="fl-soft">{words.stillOwed(moneyInWords(stillOwed))}</span>}
        </span>
      ),
  },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  {
    label: words.columns.state,
    cell: (item) => (
      <span className="fl-lines">
        <span>
          <MoneyPill state={stateFor(item)} />
        </span>
        {item.excludedReason === null ? null : <span className="fl-soft">{item.excludedReason}</span>}
        {item.state === 'refused' && item.returnReason !== null ? (
          <span className="fl-soft">{texts.codes.notPaid(item.returnReason)}</span>
        ) : null}
      </span>
    ),
  },
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

const stateFor = (item: Item): string => (item.excludedReason === null ? item.state : 'excluded');

/** One payment per partner, with the lines that it pays; before the release each can be left out. */
export function ItemTable({ run, mayChange }: { run: PayoutRun; mayChange: boolean }) {
  const change: Column<Item> = {
    label: words.columns.change,
    align: 'end',
    cell: (item) => <ItemChange run={run} item={item} />,
  };
  return (
    <DataTable
      caption={words.items}
      columns={mayChange ? [...ITEMS, change] : ITEMS}
      rows={run.items}
      rowKey={({ id }) => id}
    />
  );
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
