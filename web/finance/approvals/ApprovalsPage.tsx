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
import type { Commission } from '../../api/types.ts';
import { ApprovalTable } from './ApprovalTable.tsx';
import { ApproveSelection } from './ApproveSelection.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useSelection } from './useSelection.ts';
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
  const [together, setTogether] = useState<readonly Commission[]>([]);
  const selection = useSelection(lines ?? []);
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
          <SelectionBar
            selected={selection.selected}
            selectable={selection.selectable.length}
            onAll={selection.selectAll}
            onNone={selection.selectNone}
            onApprove={() => setTogether(selection.selected)}
          />
          <ApprovalTable lines={lines} onAsk={setAsked} selection={selection} />
        </>
      )}
      {hasMore ? (
        <Button variant="default" mt="md" loading={isLoadingMore} onClick={loadMore}>
          {texts.ui.more}
        </Button>
      ) : null}
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
      <ApproveSelection
        lines={together}
        onClose={() => {
          setTogether([]);
          selection.selectNone();
        }}
      />
    </>
  );
}
