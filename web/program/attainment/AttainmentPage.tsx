import { SegmentedControl, Select, Text } from '@mantine/core';
import { usePrograms } from '../../api/catalog.ts';
import { useAttainment, type AttainmentGroup } from '../../api/reports.ts';
import { texts } from '../../texts/en.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { columnsFor, groupsOf } from './columns.tsx';

const words = texts.promises.attainment;

const isGroup = (text: string | null): text is AttainmentGroup => text !== null && Object.hasOwn(words.groups, text);

function ProgramFilter() {
  const programs = usePrograms();
  const [programId, setProgramId] = useFilter('program');
  if (programs.data === undefined || programs.data.length < 2) return null;
  return (
    <Select
      aria-label={words.program}
      placeholder={words.anyProgram}
      data={programs.data.map(({ id, name }) => ({ value: id, label: name }))}
      value={programId}
      onChange={setProgramId}
      clearable
      clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
      flex="1 1 12rem"
      maw={280}
    />
  );
}

/** How promises were kept: one row for each program, partner or person, one column for each kind of promise. */
export function AttainmentPage() {
  const [wanted, setBy] = useFilter('by');
  const [programId] = useFilter('program');
  const by = isGroup(wanted) ? wanted : 'program';
  const report = useAttainment({ by, ...(programId === null ? {} : { programId }) });
  const rows = report.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.by}
          value={by}
          onChange={(value) => setBy(value === 'program' ? null : value)}
          data={Object.entries(words.groups).map(([value, label]) => ({ value, label }))}
        />
        <ProgramFilter />
      </div>
      {report.isError ? <ProblemAlert error={report.error} onRetry={() => void report.refetch()} /> : null}
      {report.isPending ? <ListSkeleton rows={4} /> : null}
      {report.data?.length === 0 ? (
        <EmptyState title={programId === null ? words.none : words.noneFiltered}>
          {programId === null ? words.noneText : words.noneFilteredText}
        </EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <DataTable
            caption={words.title}
            columns={columnsFor(by, rows)}
            rows={groupsOf(rows)}
            rowKey={({ id }) => id}
          />
          <Text size="sm" mt="sm" className="fl-soft">
            {words.note}
          </Text>
        </>
      )}
    </>
  );
}
