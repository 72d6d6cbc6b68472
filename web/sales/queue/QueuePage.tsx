import { Button, SegmentedControl, Select } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { OPEN_STAGES, useReferrals, type ReferralFilter } from '../../api/referrals.ts';
import { useLeads, useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { moveRowFocus } from '../../ui/rowFocus.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { QueueTable } from './QueueTable.tsx';

const words = texts.sales.queue;
type Tab = keyof typeof words.tabs;
const isTab = (tab: string | null): tab is Tab => tab !== null && tab in words.tabs;

function filterOf(tab: Tab, stage: string | null, q: string | null, userId: string): ReferralFilter {
  return {
    stage: stage ?? OPEN_STAGES,
    sort: 'due',
    ...(q === null ? {} : { q }),
    ...(tab === 'mine' ? { ownerId: userId } : {}),
    ...(tab === 'unassigned' ? { unassigned: 'true' } : {}),
    ...(tab === 'deputised' ? { deputised: 'true' } : {}),
  };
}

/** Those who sell read their own, what they stand in for and what nobody has; those who lead read everybody's. */
const tabsFor = (leads: boolean): Tab[] =>
  leads ? ['mine', 'deputised', 'unassigned', 'team'] : ['mine', 'deputised', 'unassigned'];

const NOTHING: Readonly<Record<Tab, string>> = {
  mine: words.nothing,
  deputised: words.deputisedNone,
  unassigned: words.unassignedNone,
  team: words.nothing,
};

function Nothing({ tab, onTeam }: { tab: Tab; onTeam: (() => void) | undefined }) {
  return (
    <EmptyState
      title={NOTHING[tab]}
      action={onTeam === undefined ? null : <Button onClick={onTeam}>{words.showTeam}</Button>}
    >
      {words.nothingText}
    </EmptyState>
  );
}

function StageFilter() {
  const [stage, setStage] = useFilter('stage');
  return (
    <Select
      aria-label={words.stage}
      placeholder={words.anyStage}
      data={OPEN_STAGES.split(',').map((value) => ({ value, label: texts.codes.stage(value) }))}
      value={stage}
      onChange={setStage}
      clearable
      clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
      w={160}
    />
  );
}

/** The day of a sales rep: what is promised first stands first. */
export function QueuePage() {
  const user = useUser();
  const [kept, setTab] = useFilter('tab');
  const [stage] = useFilter('stage');
  const [q] = useFilter('q');
  const leads = useLeads();
  const tabs = tabsFor(leads);
  const tab: Tab = isTab(kept) && tabs.includes(kept) ? kept : 'mine';
  const list = useReferrals(filterOf(tab, stage, q, user.id));
  useHotkeys([
    ['j', () => moveRowFocus(1)],
    ['k', () => moveRowFocus(-1)],
  ]);
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.tabsLabel}
          value={tab}
          onChange={(value) => setTab(value === 'mine' ? null : value)}
          data={tabs.map((value) => ({ value, label: words.tabs[value] }))}
        />
        <StageFilter />
        <SearchField label={words.search} />
      </div>
      {list.isError ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <ListSkeleton /> : null}
      {list.data?.length === 0 ? (
        <Nothing tab={tab} onTeam={leads && tab !== 'team' ? () => setTab('team') : undefined} />
      ) : null}
      {list.data === undefined || list.data.length === 0 ? null : (
        <QueueTable referrals={list.data} withOwner={tab !== 'mine'} />
      )}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
      <p className="fl-soft fl-keys">{words.keys}</p>
    </>
  );
}
