import { Button, Select } from '@mantine/core';
import { useCases, type CaseKind, type CaseState } from '../api/cases.ts';
import { useUser } from '../api/session.ts';
import { isPartner } from '../frame/navigation.ts';
import { texts } from '../texts/en.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListSkeleton } from '../ui/Loading.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useFilter } from '../ui/useFilters.ts';
import { HOUSE_COLUMNS, PARTNER_COLUMNS } from './columns.tsx';

const words = texts.cases;

const isState = (state: string | null): state is CaseState => state !== null && state in words.states;
const isKind = (kind: string | null): kind is CaseKind => kind !== null && kind in words.kinds;

function Filter({ name, any, choices }: { name: string; any: string; choices: Readonly<Record<string, string>> }) {
  const [value, setValue] = useFilter(name);
  return (
    <Select
      aria-label={any}
      placeholder={any}
      data={Object.entries(choices).map(([code, label]) => ({ value: code, label }))}
      value={value}
      onChange={setValue}
      clearable
      clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
      flex="1 1 10rem"
      maw={220}
    />
  );
}

function Nothing({ isFiltered, partner }: { isFiltered: boolean; partner: boolean }) {
  if (isFiltered) return <EmptyState title={words.noneFiltered}>{words.noneFilteredText}</EmptyState>;
  return <EmptyState title={words.none}>{partner ? words.noneText : words.noneInternal}</EmptyState>;
}

/** What is contested, what is due first on top: a partner's own, or all that the house has to decide. */
export function CasesPage() {
  const partner = isPartner(useUser().roles);
  const [state] = useFilter('state');
  const [kind] = useFilter('kind');
  const filter = { ...(isState(state) ? { state } : {}), ...(isKind(kind) ? { kind } : {}) };
  const list = useCases(filter);
  const rows = list.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={partner ? words.about : words.aboutInternal} />
      {partner ? null : (
        <div className="fl-filters">
          <Filter name="state" any={words.anyState} choices={words.states} />
          <Filter name="kind" any={words.anyKind} choices={words.kinds} />
        </div>
      )}
      {list.isError ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <ListSkeleton rows={3} /> : null}
      {list.data?.length === 0 ? <Nothing isFiltered={Object.keys(filter).length > 0} partner={partner} /> : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={partner ? PARTNER_COLUMNS : HOUSE_COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
