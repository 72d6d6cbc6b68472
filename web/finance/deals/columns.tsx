import { Link } from 'react-router';
import type { DealOverview } from '../../api/deals.ts';
import { texts } from '../../texts/en.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { dayInWords } from '../../ui/time.ts';

const words = texts.deals;
const { columns } = words;

export const dealPath = (dealId: string): string => `/deals/${encodeURIComponent(dealId)}`;

/** What was not moved at all is no figure to read. */
function Sum({ money }: { money: DealOverview['amount'] }) {
  return money.amount === 0 ? <span className="fl-soft">–</span> : <MoneyText money={money} />;
}

/** What its lines wait for, or nothing. */
export function Waits({ deal }: { deal: Pick<DealOverview, 'waitsFor'> }) {
  return deal.waitsFor.map((wait) => (
    <span key={wait} className="fl-pill fl-tone fl-tone-soon">
      {words.waits[wait]}
    </span>
  ));
}

export const COLUMNS: readonly Column<DealOverview>[] = [
  {
    label: columns.company,
    onCard: 'lead',
    cell: ({ dealId, companyName, referralNumber }) => (
      <div className="fl-name">
        <Link to={dealPath(dealId)} className="fl-row-link">
          {companyName}
        </Link>
        <span className="fl-soft">
          {dealId} · <span className="fl-number">{referralNumber}</span>
        </span>
      </div>
    ),
  },
  { label: columns.waits, onCard: 'pill', cell: (deal) => <Waits deal={deal} /> },
  { label: columns.partner, cell: ({ partnerName }) => partnerName },
  { label: columns.won, cell: ({ closedOn }) => <span className="fl-moment">{dayInWords(closedOn)}</span> },
  {
    label: columns.trigger,
    wide: true,
    cell: ({ triggers }) => triggers.map((trigger) => words.triggers[trigger] ?? trigger).join(', '),
  },
  { label: columns.firstYear, align: 'end', cell: ({ firstYearNet }) => <MoneyText money={firstYearNet} /> },
  { label: columns.invoiced, align: 'end', cell: ({ invoiced }) => <Sum money={invoiced} /> },
  { label: columns.received, align: 'end', cell: ({ received }) => <Sum money={received} /> },
  { label: columns.refunded, align: 'end', wide: true, cell: ({ refunded }) => <Sum money={refunded} /> },
  { label: columns.lines, align: 'end', wide: true, cell: ({ lines }) => lines.length },
];
