import { Alert, Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import {
  useComparison,
  useReconciliation,
  useReconciliationTable,
  type Reconciliation,
  type ReconciliationFinding,
} from '../../api/reconciliation.ts';
import { useIsFinance } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { momentInWords } from '../../ui/time.ts';
import { useNow } from '../../ui/useNow.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { columnsFor } from './columns.tsx';

const words = texts.reconciliation;

function Figures({ report }: { report: Reconciliation }) {
  const { asOf, compared, explained, explainedPercent, definition, data } = report;
  if (asOf === null) return null;
  return (
    <>
      <dl className="fl-figures">
        <div className="fl-figure">
          <dt>{words.explained}</dt>
          <dd>
            <span className="fl-strong">{words.percent(explainedPercent)}</span>{' '}
            <span className="fl-soft">{words.counts(explained, compared)}</span>
          </dd>
        </div>
        <div className="fl-figure">
          <dt>{words.differences}</dt>
          <dd>{data.filter(({ accepted }) => accepted === null).length}</dd>
        </div>
        <div className="fl-figure">
          <dt>{words.lastComparison}</dt>
          <dd>
            <Moment at={asOf} />
          </dd>
        </div>
      </dl>
      <Text size="sm" mb="md" className="fl-soft">
        {definition}
      </Text>
    </>
  );
}

/** Says which source could not be read, and of when is what stands here of it. */
function Unread({ sources }: Pick<Reconciliation, 'sources'>) {
  const now = useNow('third');
  const unread = sources.filter(({ state }) => state === 'unreadable');
  if (unread.length === 0) return null;
  return (
    <Alert color="yellow" mb="md" role="status">
      {unread.map(({ source, asOf }) => (
        <p key={source}>
          {words.unreadable(words.sources[source], asOf === null ? null : momentInWords(asOf, now))}{' '}
          {words.unreadableText}
        </p>
      ))}
    </Alert>
  );
}

/** Why there is nothing in the list: all agree, nothing was compared, or not everything could be. */
function Nothing({ asOf, agree, compared, sources }: Reconciliation) {
  const now = useNow('third');
  if (asOf === null) return <EmptyState title={words.never}>{words.neverText}</EmptyState>;
  if (compared === 0 && sources.every(({ state }) => state === 'read'))
    return <EmptyState title={words.empty}>{words.emptyText}</EmptyState>;
  return agree ? (
    <EmptyState title={words.agree(momentInWords(asOf, now))}>{words.agreeText(compared)}</EmptyState>
  ) : (
    <EmptyState title={words.noneFound}>{words.noneFoundText}</EmptyState>
  );
}

function Actions({ isRunning, mayAct, isEmpty }: { isRunning: boolean; mayAct: boolean; isEmpty: boolean }) {
  const comparison = useComparison();
  const table = useReconciliationTable();
  const start = (): void =>
    comparison.mutate(undefined, { onSuccess: () => notifications.show({ message: words.started, color: 'teal' }) });
  const take = (): void => table.mutate(undefined, { onSuccess: (text) => saveAs('reconciliation.csv', text) });
  return (
    <>
      {isEmpty ? null : (
        <Button variant="default" loading={table.isPending} onClick={take}>
          {words.table}
        </Button>
      )}
      {mayAct ? (
        <Button loading={comparison.isPending} disabled={isRunning} onClick={start}>
          {isRunning ? words.comparing : words.compare}
        </Button>
      ) : null}
      {comparison.error === null ? null : <ProblemAlert error={comparison.error} />}
      {table.error === null ? null : <ProblemAlert error={table.error} />}
    </>
  );
}

/** What differs between our referrals, the CRM, the ledger and the bank, and how much of everything is explained. */
export function ReconciliationPage() {
  const report = useReconciliation();
  const mayAct = useIsFinance();
  const [accepting, setAccepting] = useState<ReconciliationFinding | null>(null);
  const rows = report.data?.data ?? [];
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          <Actions isRunning={(report.data?.running ?? null) !== null} mayAct={mayAct} isEmpty={rows.length === 0} />
        }
      />
      {report.isError ? <ProblemAlert error={report.error} onRetry={() => void report.refetch()} /> : null}
      {report.isPending ? <ListSkeleton rows={4} /> : null}
      {report.data === undefined ? null : (
        <>
          <Unread sources={report.data.sources} />
          <Figures report={report.data} />
          {rows.length === 0 ? (
            <Nothing {...report.data} />
          ) : (
            <DataTable caption={words.title} columns={columnsFor(setAccepting)} rows={rows} rowKey={({ id }) => id} />
          )}
        </>
      )}
      <AcceptDialog finding={accepting} onDone={() => setAccepting(null)} />
    </>
  );
}
