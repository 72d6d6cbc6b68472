import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useClosing, useJournalExport, useLedgerPeriods } from '../../api/ledger.ts';
import { isProblem } from '../../api/problem.ts';
import { useIsFinance, useUser } from '../../api/session.ts';
import type { LedgerPeriod } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { StepUp } from '../decision/StepUp.tsx';
import { BalancesDialog } from './BalancesDialog.tsx';
import { NumbersDialog } from './NumbersDialog.tsx';

const words = texts.books.months;
const TONES = { open: 'quiet', proposed: 'soon', closed: 'good' } as const;

const thisMonth = (): string => new Date().toISOString().slice(0, 'YYYY-MM'.length);

function Who({ person, at }: { person: { name: string | null } | null; at: string | null }) {
  if (person === null || at === null) return null;
  return (
    <>
      {person.name}, <Moment at={at} />
    </>
  );
}

function Export({ period }: { period: string }) {
  const taking = useJournalExport();
  const missing = isProblem(taking.error, 'account_unmapped')
    ? (taking.error.facts['missing'] as { account: string; currency: string }[])
    : [];
  const take = (): void => taking.mutate(period, { onSuccess: (text) => saveAs(`journals-${period}.csv`, text) });
  return (
    <>
      <Button size="xs" variant="default" loading={taking.isPending} onClick={take}>
        {words.export}
      </Button>
      {taking.error === null ? null : (
        <ProblemAlert error={taking.error}>
          {missing.length === 0 ? null : (
            <p>
              {words.exportMissing}{' '}
              {missing.map(({ account, currency }) => `${texts.codes.account(account)} ${currency}`).join(', ')}
            </p>
          )}
        </ProblemAlert>
      )}
    </>
  );
}

type ChangeProps = { month: LedgerPeriod; onClose: () => void; onShow: () => void };

/** What can be done with a month now, and why not where it cannot. */
function Change({ month, onClose, onShow }: ChangeProps) {
  const user = useUser();
  const propose = useClosing();
  const isFinance = useIsFinance();
  const { period, state } = month;
  const send = (): void =>
    propose.mutate(
      { name: 'propose', period },
      { onSuccess: () => notifications.show({ message: words.proposed(period), color: 'teal' }) },
    );
  return (
    <Group gap="xs">
      {isFinance && state === 'open' && period < thisMonth() ? (
        <Button size="xs" variant="default" loading={propose.isPending} onClick={send}>
          {words.propose}
        </Button>
      ) : null}
      {state === 'open' && period >= thisMonth() ? <span className="fl-soft">{words.running}</span> : null}
      {isFinance && state === 'proposed' && month.proposedBy?.id !== user.id ? (
        <Button size="xs" onClick={onClose}>
          {words.close}
        </Button>
      ) : null}
      {state === 'proposed' && month.proposedBy?.id === user.id ? <span className="fl-why">{words.byYou}</span> : null}
      {month.balances === null ? null : (
        <Button size="xs" variant="default" onClick={onShow}>
          {words.showBalances}
        </Button>
      )}
      <Export period={period} />
      {propose.error === null ? null : <ProblemAlert error={propose.error} />}
    </Group>
  );
}

type Handlers = { onClose: (month: LedgerPeriod) => void; onShow: (month: LedgerPeriod) => void };

const columnsFor = ({ onClose, onShow }: Handlers): readonly Column<LedgerPeriod>[] => [
  { label: words.columns.month, onCard: 'lead', cell: ({ period }) => <span className="fl-money">{period}</span> },
  {
    label: words.columns.state,
    onCard: 'pill',
    cell: ({ state }) => <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{words.states[state]}</span>,
  },
  { label: words.columns.journals, align: 'end', cell: ({ journals }) => journals },
  { label: words.columns.proposed, cell: ({ proposedBy, proposedAt }) => <Who person={proposedBy} at={proposedAt} /> },
  { label: words.columns.closed, cell: ({ closedBy, closedAt }) => <Who person={closedBy} at={closedAt} /> },
  {
    label: words.columns.change,
    onCard: 'words',
    cell: (month) => <Change month={month} onClose={() => onClose(month)} onShow={() => onShow(month)} />,
  },
];

function CloseDialog({ month, onDone }: { month: LedgerPeriod | null; onDone: () => void }) {
  const closing = useClosing();
  const needsStepUp = isProblem(closing.error, 'step_up_required');
  const leave = (): void => {
    closing.reset();
    onDone();
  };
  const send = (): void => {
    if (month === null) return;
    closing.mutate(
      { name: 'close', period: month.period },
      {
        onSuccess: () => {
          notifications.show({ message: words.closed(month.period), color: 'teal' });
          leave();
        },
      },
    );
  };
  return (
    <>
      <ConfirmDialog
        opened={month !== null && !needsStepUp}
        title={words.closeTitle(month?.period ?? '')}
        text={words.closeText}
        command={closing}
        confirm={words.close}
        onConfirm={send}
        onClose={leave}
      />
      <Modal opened={month !== null && needsStepUp} onClose={leave} title={texts.finance.approvals.stepUp}>
        <StepUp onConfirmed={send} />
      </Modal>
    </>
  );
}

/** The months of the books: what is open, what waits for a second person, what is closed for good. */
export function MonthsPage() {
  const periods = useLedgerPeriods();
  const [closing, setClosing] = useState<LedgerPeriod | null>(null);
  const [shown, setShown] = useState<LedgerPeriod | null>(null);
  const [isNumbering, setIsNumbering] = useState(false);
  const rows = periods.data ?? [];
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        above={<BackLink to="/ledger">{texts.books.ledger.title}</BackLink>}
        actions={
          <Button variant="default" onClick={() => setIsNumbering(true)}>
            {texts.books.numbers.title}
          </Button>
        }
      />
      {periods.isError ? <ProblemAlert error={periods.error} onRetry={() => void periods.refetch()} /> : null}
      {periods.isPending ? <ListSkeleton rows={3} /> : null}
      {periods.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={columnsFor({ onClose: setClosing, onShow: setShown })}
          rows={rows}
          rowKey={({ period }) => period}
        />
      )}
      <CloseDialog month={closing} onDone={() => setClosing(null)} />
      <NumbersDialog opened={isNumbering} onClose={() => setIsNumbering(false)} />
      <BalancesDialog month={shown} onClose={() => setShown(null)} />
    </>
  );
}
