import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useCommissions } from '../../api/money.ts';
import type { CommissionState } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { sumsByCurrency } from '../../ui/money.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { DecisionDialog, type Asked } from '../decision/DecisionDialog.tsx';
import { ApprovalTable } from './ApprovalTable.tsx';

const words = texts.finance.approvals;

type Show = keyof typeof words.states;
const isShow = (show: string | null): show is Show => show !== null && show in words.states;
const stateOf = (show: Show): { state: CommissionState } | Record<string, never> =>
  show === 'all' ? {} : { state: show };

/** What waits for a second pair of eyes, each amount with its proof. */
export function ApprovalsPage() {
  const [kept, setShow] = useFilter('state');
  const show: Show = isShow(kept) ? kept : 'awaiting_approval';
  const lines = useCommissions(stateOf(show));
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = lines.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.show}
          value={show}
          onChange={(value) => setShow(value === 'awaiting_approval' ? null : value)}
          data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {lines.isError ? <ProblemAlert error={lines.error} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <ListSkeleton /> : null}
      {lines.data?.length === 0 ? (
        <EmptyState
          title={show === 'awaiting_approval' ? words.none : words.noneHere}
          action={show === 'all' ? null : <Button onClick={() => setShow('all')}>{words.showAll}</Button>}
        >
          {show === 'awaiting_approval' ? words.noneText : undefined}
        </EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <Figures figures={[[words.sums[show], sumsByCurrency(rows.map(({ amount }) => amount))]]} />
          <ApprovalTable lines={rows} onAsk={setAsked} />
        </>
      )}
      {lines.hasNextPage ? (
        <Button variant="default" mt="md" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
