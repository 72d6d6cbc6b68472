import { Button, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { usePayoutPeriods, usePayoutRuns } from '../../api/money.ts';
import { useUser } from '../../api/session.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { dayInWords } from '../../ui/time.ts';
import { useFilter } from '../../ui/useFilters.ts';
import { CutOff, PayDay } from '../run/CutOff.tsx';
import { CarriedOverCard } from './CarriedOverCard.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { NewRunDialog } from './NewRunDialog.tsx';

const words = texts.finance.runs;

const COLUMNS: readonly Column<PayoutRun>[] = [
  {
    label: words.columns.run,
    onCard: 'lead',
    cell: ({ id, rail, currency, madeAt, period }) => (
      <div className="fl-name">
        <Link to={`/runs/${id}`} className="fl-row-link">
          {words.name(currency, words.railNames[rail] ?? rail)}
        </Link>
        <span className="fl-soft">
          {period === null ? (
            <Moment at={madeAt} />
          ) : (
            words.forPeriod(period.programName, dayInWords(period.cutOffDay), period.part)
          )}
        </span>
      </div>
    ),
  },
  { label: words.columns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  { label: words.columns.lines, align: 'end', cell: ({ items }) => items.length },
  { label: words.columns.total, align: 'end', cell: ({ total }) => <MoneyText money={total} strong /> },
  { label: words.columns.cutOff, cell: (run) => <CutOff run={run} /> },
  { label: words.columns.payDay, cell: ({ period }) => <PayDay period={period} /> },
  {
    label: words.columns.prepared,
    wide: true,
    cell: ({ preparedBy }) => (preparedBy === null ? words.nobody : preparedBy.name),
  },
  { label: words.columns.released, wide: true, cell: ({ releasedBy }) => releasedBy?.name },
];

const Nothing = ({ isLate }: { isLate: boolean }) =>
  isLate ? <EmptyState title={words.noneLate} /> : <EmptyState title={words.none}>{words.noneText}</EmptyState>;

/** What comes by itself. */
function NextPeriods() {
  const periods = usePayoutPeriods();
  return (
    <ul className="fl-soft fl-periods">
      {(periods.data ?? []).map(({ programId, programName, cutOffDay, payDay }) => (
        <li key={programId}>{words.next(programName, dayInWords(cutOffDay), dayInWords(payDay))}</li>
      ))}
    </ul>
  );
}

/** Every run, newest first, or those that are late; and who is paid later. */
export function RunsPage() {
  const [late, setLate] = useFilter('late');
  const runs = usePayoutRuns(late === 'true' ? { late } : {});
  const mayPrepare = useUser().roles.includes('finance_preparer');
  const [isNew, dialog] = useDisclosure(false);
  const create = mayPrepare ? <Button onClick={dialog.open}>{words.create}</Button> : undefined;
  const rows = runs.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={words.about} actions={create} />
      <NextPeriods />
      <div className="fl-filters">
        <SegmentedControl
          aria-label={words.show}
          value={late === 'true' ? 'late' : 'all'}
          onChange={(value) => setLate(value === 'late' ? 'true' : null)}
          data={Object.entries(words.shown).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {runs.isError ? <ProblemAlert error={runs.error} onRetry={() => void runs.refetch()} /> : null}
      {runs.isPending ? <ListSkeleton rows={3} /> : null}
      {runs.data?.length === 0 ? <Nothing isLate={late === 'true'} /> : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.title} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
      <CarriedOverCard />
      <NewRunDialog opened={isNew} onClose={dialog.close} />
    </>
  );
}
