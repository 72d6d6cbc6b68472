import { Link } from 'react-router';
import type { PlanPreview } from '../../api/plans.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { moneyInWords, type Money } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.plans;

type Sample = NonNullable<PlanPreview['sample']>;
type Past = PlanPreview['past'];
type Change = NonNullable<Past['changes']>[number];

/** What the made-up deal would earn, each line with its proof. */
export function SampleLines({ sample: { lines, total } }: { sample: Sample }) {
  return (
    <Card title={words.sample} aside={<strong>{total.map(moneyInWords).join(' + ')}</strong>}>
      {lines.length === 0 ? <p>{words.nothing}</p> : null}
      {lines.map(({ rule, kind, explanation: { sentence, because, steps } }) => (
        <div key={rule} className="fl-proof fl-sample-line">
          <p className="fl-soft">
            {words.kind(kind)} · {words.rule(rule)}
          </p>
          <p className="fl-proof-sentence">{sentence}</p>
          <Facts facts={[...because, ...steps].map(({ label, value }) => [label, value] as const)} />
        </div>
      ))}
    </Card>
  );
}

const sums = (amounts: readonly Money[]) => (
  <span className="fl-lines">
    {amounts.length === 0 ? '–' : amounts.map((money) => <MoneyText key={money.currency} money={money} />)}
  </span>
);

const COLUMNS: readonly Column<Change>[] = [
  {
    label: words.columns.referral,
    onCard: 'lead',
    cell: ({ referralId, referralNumber }) => <Link to={`/referrals/${referralId}`}>{referralNumber}</Link>,
  },
  { label: words.columns.closed, cell: ({ closedOn }) => closedOn },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} /> },
  { label: words.columns.earned, align: 'end', cell: ({ earned }) => sums(earned) },
  { label: words.columns.wouldEarn, align: 'end', cell: ({ wouldEarn }) => sums(wouldEarn) },
];

/** What the deals of the last year would have cost, beside what they did. */
export function PastDeals({ past: { from, deals, complete, earned, wouldEarn, changed, changes } }: { past: Past }) {
  if (deals === 0) return <p className="fl-soft">{words.noPast(from)}</p>;
  return (
    <Card title={words.past(deals, from)}>
      <Figures
        figures={[
          [words.earned, earned],
          [words.wouldEarn, wouldEarn],
        ]}
      />
      <p className="fl-soft">{[words.changed(changed), ...(complete ? [] : [words.incomplete])].join('. ')}</p>
      {changes === undefined || changes.length === 0 ? null : (
        <DataTable caption={words.differing} columns={COLUMNS} rows={changes} rowKey={({ referralId }) => referralId} />
      )}
    </Card>
  );
}
