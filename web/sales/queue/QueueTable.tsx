import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { NextClock } from '../../ui/NextClock.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ReferralName } from '../../ui/ReferralName.tsx';
import { StagePill } from '../../ui/StagePill.tsx';

const words = texts.sales.queue;

/** What to do is the sentence; the verb alone stands above it for the eye that scans. */
function Todo({ next }: Referral) {
  return (
    <span className="fl-lines">
      <strong>{texts.codes.action(next.action)}</strong>
      <span className="fl-soft fl-clamp">{next.sentence}</span>
    </span>
  );
}

const COLUMNS: readonly Column<Referral>[] = [
  {
    label: words.columns.clock,
    onCard: 'pill',
    cell: ({ next }) => <NextClock next={next} none={words.noClock} />,
  },
  {
    label: words.columns.company,
    onCard: 'lead',
    cell: (referral) => (
      <ReferralName
        referral={referral}
        {...(referral.stage === 'in_review' ? { to: `/reviews/${referral.id}` } : {})}
      />
    ),
  },
  { label: words.columns.todo, onCard: 'words', cell: Todo },
  { label: words.columns.stage, onCard: 'pill', cell: ({ stage }) => <StagePill stage={stage} /> },
  { label: words.columns.partner, wide: true, cell: ({ partnerName }) => partnerName },
  {
    label: words.columns.value,
    wide: true,
    align: 'end',
    cell: ({ estimatedValue }) => (estimatedValue === null ? null : <MoneyText money={estimatedValue} />),
  },
  { label: words.columns.attempts, wide: true, align: 'end', cell: ({ attempts }) => attempts.length },
];

const OWNER: Column<Referral> = {
  label: words.columns.owner,
  cell: ({ owner, unassigned, poolReason }) =>
    unassigned === true ? (
      <span className="fl-lines">
        <strong>{words.nobody}</strong>
        <span className="fl-soft">{words.poolReasons[poolReason ?? 'nobody']}</span>
      </span>
    ) : (
      (owner?.name ?? words.nobody)
    ),
};

export function QueueTable({ referrals, withOwner }: { referrals: readonly Referral[]; withOwner: boolean }) {
  return (
    <DataTable
      caption={words.title}
      columns={withOwner ? COLUMNS.toSpliced(4, 0, OWNER) : COLUMNS}
      rows={referrals}
      rowKey={({ id }) => id}
    />
  );
}
