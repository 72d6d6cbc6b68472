import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useCommissions } from '../../api/money.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { dayInWords } from '../../ui/time.ts';
import { Moment } from '../../ui/Moment.tsx';
import { sumsByCurrency } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';

const words = texts.partner.earnings;

const COLUMNS: readonly Column<Commission>[] = [
  {
    label: words.columns.referral,
    onCard: 'lead',
    cell: ({ referralId, referralNumber, companyName }) => (
      <div className="fl-name">
        <Link to={`/referrals/${referralId}`} className="fl-row-link">
          {companyName}
        </Link>
        <span className="fl-number fl-soft">{referralNumber}</span>
      </div>
    ),
  },
  {
    label: words.columns.reason,
    onCard: 'words',
    cell: ({ explanation, adjustment }) => adjustment?.reason ?? explanation.sentence,
  },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  { label: words.columns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  { label: words.columns.waits, onCard: 'words', cell: ({ blockedBecause }) => blockedBecause[0] },
  {
    label: words.columns.payable,
    align: 'end',
    cell: ({ paidAt, payDay }) => {
      if (paidAt !== null) return <Moment at={paidAt} />;
      return payDay === null ? null : dayInWords(payDay);
    },
  },
];

const NOT_COMING: readonly string[] = ['paid', 'rejected', 'clawed_back'];

/** What would be taken off a line counts once it is taken, and then the line itself is less. */
const isComing = ({ state, amount }: Commission): boolean => !NOT_COMING.includes(state) && amount.amount > 0;

/** What of a line goes to the bank: what was set off is settled without it. */
const transferred = ({ amount, netted }: Commission): Commission['amount'] => ({
  ...amount,
  amount: amount.amount - (netted?.amount ?? 0),
});

/** What of a line was paid, refunded and not set off yet. */
const stillOwed = ({ clawedBack }: Commission): Commission['amount'][] =>
  clawedBack === null ? [] : [clawedBack.remaining];

/** What a partner has earned, line by line. */
export function EarningsPage() {
  const lines = useCommissions({});
  const data = lines.data ?? [];
  const coming = sumsByCurrency(data.filter(isComing).map(transferred));
  const paid = sumsByCurrency(data.filter(({ state }) => state === 'paid').map(transferred));
  const toNet = sumsByCurrency(data.flatMap(stillOwed)).filter(({ amount }) => amount > 0);
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {lines.isError ? <ProblemAlert error={lines.error} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <ListSkeleton /> : null}
      {lines.data?.length === 0 ? (
        <EmptyState
          title={words.none}
          action={
            <Button component={Link} to="/referrals/new">
              {texts.partner.list.first}
            </Button>
          }
        >
          {words.noneText}
        </EmptyState>
      ) : null}
      {data.length === 0 ? null : (
        <>
          <Figures
            figures={[
              [words.totals.coming, coming],
              [words.totals.paid, paid],
              ...(toNet.length === 0 ? [] : [[words.totals.toNet, toNet] as const]),
            ]}
          />
          <DataTable caption={words.title} columns={COLUMNS} rows={data} rowKey={({ id }) => id} />
        </>
      )}
    </>
  );
}
