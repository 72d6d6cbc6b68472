import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
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
import { useLines, type Show } from './useLines.ts';

const words = texts.finance.approvals;
const isShow = (show: string | null): show is Show => show !== null && show in words.states;

function Nothing({ show, onAll }: { show: Show; onAll: () => void }) {
  const isOpen = show === 'open';
  return (
    <EmptyState
      title={isOpen ? words.none : words.noneHere}
      action={show === 'all' ? null : <Button onClick={onAll}>{words.showAll}</Button>}
    >
      {isOpen ? words.noneText : undefined}
    </EmptyState>
  );
}

/** What waits for a second pair of eyes, each amount with its proof. */
export function ApprovalsPage() {
  const [kept, setShow] = useFilter('state');
  const show: Show = isShow(kept) ? kept : 'open';
  const { lines, error, isPending, hasMore, isLoadingMore, loadMore, reload } = useLines(show);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.show}
          value={show}
          onChange={(value) => setShow(value === 'open' ? null : value)}
          data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {error === null ? null : <ProblemAlert error={error} onRetry={reload} />}
      {isPending ? <ListSkeleton /> : null}
      {!isPending && lines?.length === 0 ? <Nothing show={show} onAll={() => setShow('all')} /> : null}
      {lines === undefined || lines.length === 0 ? null : (
        <>
          <Figures figures={[[words.sums[show], sumsByCurrency(lines.map(({ amount }) => amount))]]} />
          <ApprovalTable lines={lines} onAsk={setAsked} />
        </>
      )}
      {hasMore ? (
        <Button variant="default" mt="md" loading={isLoadingMore} onClick={loadMore}>
          {texts.ui.more}
        </Button>
      ) : null}
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
