import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useRateDecision, useRates, useWaitingForRates } from '../../api/ledger.ts';
import { isProblem } from '../../api/problem.ts';
import { useIsFinance, useUser } from '../../api/session.ts';
import type { Rate } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { dayInWords } from '../../ui/time.ts';
import { StepUp } from '../decision/StepUp.tsx';
import { EnterRateDialog, type Pair } from './EnterRateDialog.tsx';
import { WaitingCard } from './WaitingCard.tsx';

const words = texts.books.rates;
const TONES = { proposed: 'soon', confirmed: 'good', refused: 'quiet' } as const;

/** What can be done with a rate, and why not where it cannot. */
function Change({ rate, onConfirm }: { rate: Rate; onConfirm: () => void }) {
  const decide = useRateDecision();
  const user = useUser();
  const isFinance = useIsFinance();
  if (rate.state !== 'proposed' || !isFinance) return null;
  const isMine = rate.proposedBy.id === user.id;
  const refuse = (): void =>
    decide.mutate(
      { id: rate.id, name: 'refuse' },
      { onSuccess: () => notifications.show({ message: words.refused, color: 'teal' }) },
    );
  return (
    <Group gap="xs">
      {isMine ? (
        <span className="fl-why">{words.byYou}</span>
      ) : (
        <Button size="xs" onClick={onConfirm}>
          {words.confirm}
        </Button>
      )}
      <Button size="xs" variant="default" loading={decide.isPending} onClick={refuse}>
        {isMine ? words.takeBack : words.refuse}
      </Button>
      {decide.error === null ? null : <ProblemAlert error={decide.error} />}
    </Group>
  );
}

const columnsFor = (onConfirm: (rate: Rate) => void): readonly Column<Rate>[] => [
  { label: words.columns.pair, onCard: 'lead', cell: ({ from, to }) => words.pair(from, to) },
  { label: words.columns.rate, align: 'end', cell: ({ rate }) => <span className="fl-money">{rate}</span> },
  { label: words.columns.day, cell: ({ day }) => dayInWords(day) },
  { label: words.columns.source, cell: ({ source }) => source },
  {
    label: words.columns.state,
    onCard: 'pill',
    cell: ({ state }) => <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{words.states[state]}</span>,
  },
  { label: words.columns.entered, cell: ({ proposedBy }) => proposedBy.name },
  { label: words.columns.second, cell: ({ decidedBy }) => decidedBy?.name },
  {
    label: words.columns.change,
    onCard: 'words',
    cell: (rate) => <Change rate={rate} onConfirm={() => onConfirm(rate)} />,
  },
];

function ConfirmRate({ rate, onDone }: { rate: Rate | null; onDone: () => void }) {
  const decide = useRateDecision();
  const needsStepUp = isProblem(decide.error, 'step_up_required');
  const leave = (): void => {
    decide.reset();
    onDone();
  };
  const send = (): void => {
    if (rate === null) return;
    decide.mutate(
      { id: rate.id, name: 'confirm' },
      {
        onSuccess: () => {
          notifications.show({ message: words.confirmed, color: 'teal' });
          leave();
        },
      },
    );
  };
  return (
    <>
      <ConfirmDialog
        opened={rate !== null && !needsStepUp}
        title={words.confirmTitle}
        text={words.confirmText}
        command={decide}
        confirm={words.confirm}
        onConfirm={send}
        onClose={leave}
      >
        {rate === null ? null : (
          <div className="fl-ask">
            <span className="fl-money fl-strong">{words.exactly(rate.rate, rate.from, rate.to)}</span>
            <span className="fl-soft">
              {rate.source} · {dayInWords(rate.day)}
            </span>
          </div>
        )}
      </ConfirmDialog>
      <Modal opened={rate !== null && needsStepUp} onClose={leave} title={texts.finance.approvals.stepUp}>
        <StepUp onConfirmed={send} />
      </Modal>
    </>
  );
}

/** Lines that wait for a rate, and every rate with the two people who stand for it. */
export function RatesPage() {
  const rates = useRates();
  const waiting = useWaitingForRates();
  const mayEnter = useIsFinance();
  const [entering, setEntering] = useState<Pair | null>(null);
  const [confirming, setConfirming] = useState<Rate | null>(null);
  const rows = rates.data ?? [];
  const isEmpty = rates.data?.length === 0 && waiting.data?.length === 0;
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={
          mayEnter ? <Button onClick={() => setEntering({ from: '', to: '' })}>{words.enter}</Button> : undefined
        }
      />
      {rates.isError ? <ProblemAlert error={rates.error} onRetry={() => void rates.refetch()} /> : null}
      {rates.isPending ? <ListSkeleton rows={3} /> : null}
      {isEmpty ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      <div className="fl-stack">
        {(waiting.data ?? []).map((pair) => (
          <WaitingCard
            key={`${pair.from} ${pair.to}`}
            waiting={pair}
            onEnter={mayEnter ? () => setEntering({ from: pair.from, to: pair.to }) : undefined}
          />
        ))}
        {rows.length === 0 ? null : (
          <DataTable caption={words.title} columns={columnsFor(setConfirming)} rows={rows} rowKey={({ id }) => id} />
        )}
      </div>
      {rates.hasNextPage ? (
        <Button variant="default" mt="md" loading={rates.isFetchingNextPage} onClick={() => void rates.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
      <EnterRateDialog pair={entering} onClose={() => setEntering(null)} />
      <ConfirmRate rate={confirming} onDone={() => setConfirming(null)} />
    </>
  );
}
