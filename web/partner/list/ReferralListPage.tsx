import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { ENDED_STAGES, OPEN_STAGES, useReferrals, type ReferralFilter } from '../../api/referrals.ts';
import { useUser } from '../../api/session.ts';
import { isPartner } from '../../frame/navigation.ts';
import { texts } from '../../texts/en.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { ReferralTable } from './ReferralTable.tsx';

const words = texts.partner.list;
const STAGES: Readonly<Record<string, string>> = { open: OPEN_STAGES, won: 'won', ended: ENDED_STAGES };

function filterOf(show: string, q: string | null): ReferralFilter {
  const stage = STAGES[show];
  return { sort: 'newest', ...(stage === undefined ? {} : { stage }), ...(q === null ? {} : { q }) };
}

function SubmitButton() {
  return (
    <Button component={Link} to="/referrals/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {texts.frame.nav.newReferral}
    </Button>
  );
}

function Nothing({ filtered, onClear, mine }: { filtered: boolean; onClear: () => void; mine: boolean }) {
  if (filtered) {
    return (
      <EmptyState title={words.noneFiltered} action={<Button onClick={onClear}>{texts.ui.clearFilter}</Button>}>
        {words.noneFilteredText}
      </EmptyState>
    );
  }
  const first = (
    <Button component={Link} to="/referrals/new">
      {words.first}
    </Button>
  );
  return (
    <EmptyState title={words.none} action={mine ? first : null}>
      {words.noneText}
    </EmptyState>
  );
}

/** All referrals that the reader may see: a partner's own, or everybody's for those inside. */
export function ReferralListPage() {
  const mine = isPartner(useUser().roles);
  const [show, setShow] = useFilter('show');
  const [q, setQ] = useFilter('q');
  const [clears, setClears] = useState(0);
  const list = useReferrals(filterOf(show ?? 'all', q));
  const clear = (): void => {
    setShow(null);
    setQ(null);
    setClears(clears + 1);
  };
  return (
    <>
      <PageHeader
        title={mine ? words.title : words.allTitle}
        about={words.about}
        actions={mine ? <SubmitButton /> : undefined}
      />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.filterLabel}
          value={show ?? 'all'}
          onChange={(value) => setShow(value === 'all' ? null : value)}
          data={Object.entries(words.filters).map(([value, label]) => ({ value, label }))}
        />
        <SearchField key={clears} label={words.search} />
      </div>
      {list.isError ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <ListSkeleton /> : null}
      {list.data?.length === 0 ? <Nothing filtered={show !== null || q !== null} onClear={clear} mine={mine} /> : null}
      {list.data === undefined || list.data.length === 0 ? null : (
        <ReferralTable referrals={list.data} withPartner={!mine} />
      )}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
