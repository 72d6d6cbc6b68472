import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useDeals, type DealFilter, type DealRow } from '../../api/deals.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { COLUMNS } from './columns.tsx';
import { UploadButton, UploadResult } from './Upload.tsx';

const words = texts.deals;
const FILTERS = ['all', 'paid', 'invoiced', 'rate'] as const;

/** Every won deal with what was invoiced, paid and refunded; what waits stands first. */
export function DealsPage() {
  const [named, setNamed] = useFilter('waitsFor');
  const [search] = useFilter('q');
  const shown = FILTERS.find((one) => one === named) ?? 'all';
  const filter: DealFilter = {
    ...(shown === 'all' ? {} : { waitsFor: shown }),
    ...(search === null ? {} : { search }),
  };
  const deals = useDeals(filter);
  const mayRecord = useUser().roles.includes('finance_preparer');
  const [told, setTold] = useState<readonly DealRow[] | null>(null);
  const rows = deals.data ?? [];
  const isFiltered = shown !== 'all' || search !== null;
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={mayRecord ? <UploadButton onTold={setTold} /> : undefined}
      />
      {told === null ? null : <UploadResult rows={told} onClose={() => setTold(null)} />}
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.show}
          value={shown}
          onChange={(value) => setNamed(value === 'all' ? null : value)}
          data={FILTERS.map((value) => ({ value, label: words.filters[value] }))}
        />
        <SearchField label={words.search} />
      </div>
      {deals.isError ? <ProblemAlert error={deals.error} onRetry={() => void deals.refetch()} /> : null}
      {deals.isPending ? <ListSkeleton rows={4} /> : null}
      {deals.data?.length === 0 ? (
        <EmptyState title={isFiltered ? words.noneHere : words.none}>
          {isFiltered ? words.noneHereText : words.noneText}
        </EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.title} columns={COLUMNS} rows={rows} rowKey={({ referralId }) => referralId} />
      )}
      {deals.hasNextPage ? (
        <Button variant="default" mt="md" loading={deals.isFetchingNextPage} onClick={() => void deals.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
