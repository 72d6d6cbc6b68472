import { Link } from 'react-router';
import { useCarriedOver } from '../../api/money.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.finance.carriedOver;

type Row = NonNullable<ReturnType<typeof useCarriedOver>['data']>['data'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    label: words.partner,
    onCard: 'lead',
    cell: ({ partnerId, partnerName, programName }) => (
      <div className="fl-name">
        <Link to={`/payees/${partnerId}`} className="fl-row-link">
          {partnerName}
        </Link>
        <span className="fl-soft">{programName}</span>
      </div>
    ),
  },
  { label: words.lines, align: 'end', cell: ({ lines }) => lines },
  { label: words.soFar, align: 'end', cell: ({ soFar }) => <MoneyText money={soFar} strong /> },
  { label: words.minimum, align: 'end', cell: ({ minimum }) => <MoneyText money={minimum} /> },
];

/** Who has money due that is less than is paid out, and how much that is in all. */
export function CarriedOverCard() {
  const { data } = useCarriedOver();
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Card title={words.title} flush>
      <p className="fl-soft">{words.about}</p>
      <Figures figures={[[words.total, data.totals]]} />
      <DataTable
        caption={words.title}
        columns={COLUMNS}
        rows={data.data}
        rowKey={({ partnerId, programId, soFar, lines }) => [partnerId, programId, soFar.currency, lines].join(' ')}
      />
    </Card>
  );
}
