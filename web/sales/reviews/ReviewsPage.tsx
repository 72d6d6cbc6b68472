import { useReferrals } from '../../api/referrals.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { NextClock } from '../../ui/NextClock.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { ReferralName } from '../../ui/ReferralName.tsx';

const words = texts.sales.review;

const whyOf = ({ verdict }: Referral): string =>
  [
    ...(verdict?.vendor === null || verdict?.vendor === undefined ? [] : [texts.codes.vendor(verdict.vendor.why)]),
    ...(verdict?.candidates ?? []).map(
      ({ companyName, evidence }) => `${companyName ?? ''}: ${evidence.map(texts.codes.evidence).join(', ')}`,
    ),
  ].join('; ');

const COLUMNS: readonly Column<Referral>[] = [
  {
    label: words.columns.due,
    onCard: 'pill',
    cell: ({ next }) => <NextClock next={next} />,
  },
  {
    label: words.columns.company,
    onCard: 'lead',
    cell: (referral) => <ReferralName referral={referral} to={`/reviews/${referral.id}`} />,
  },
  {
    label: words.columns.why,
    onCard: 'words',
    cell: (referral) => <span className="fl-clamp">{whyOf(referral)}</span>,
  },
  { label: words.columns.partner, cell: ({ partnerName }) => partnerName },
  { label: words.columns.reviewer, cell: ({ owner }) => owner?.name },
];

/** Referrals with a look-alike, the most urgent first. */
export function ReviewsPage() {
  const list = useReferrals({ stage: 'in_review', sort: 'due' });
  const rows = list.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {list.isError ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <ListSkeleton rows={3} /> : null}
      {list.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.title} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
    </>
  );
}
