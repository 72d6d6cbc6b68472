import { Button, Group, Modal, Stack } from '@mantine/core';
import { useRef } from 'react';
import { useApprovals } from '../../api/approvals.ts';
import { isProblem } from '../../api/problem.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Figures } from '../../ui/Figures.tsx';
import { moneyInWords, sumsByCurrency } from '../../ui/money.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { StepUp } from '../decision/StepUp.tsx';

const words = texts.finance.selection;

type Props = { lines: readonly Commission[]; onClose: () => void };
type Results = NonNullable<ReturnType<typeof useApprovals>['data']>['data'];

const nameOf = ({ partnerName, companyName, amount }: Commission): string =>
  `${moneyInWords(amount)} · ${partnerName} · ${companyName}`;

/** What became of each line; what was refused stands with its reason, so that nobody believes it approved. */
function Outcome({ lines, results, onClose }: Props & { results: Results }) {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const pending = results.filter(({ outcome }) => outcome === 'pending').length;
  const refused = results.flatMap((result) => (result.outcome === 'refused' ? [result] : []));
  const lineOf = (id: string): string =>
    lines
      .filter((line) => line.id === id)
      .map(nameOf)
      .join('');
  return (
    <Stack>
      <p role="status">{words.outcome(done, pending, refused.length)}</p>
      {refused.length === 0 ? null : (
        <ul className="fl-attempts">
          {refused.map(({ id, why }) => (
            <li key={id}>
              <strong>{lineOf(id)}</strong>
              <span className="fl-soft">{why}</span>
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {words.close}
        </Button>
      </Group>
    </Stack>
  );
}

function Question({ lines, onClose }: Props) {
  const approve = useApprovals();
  // The button is barred a drawing later than the second click of a double click comes.
  const isSent = useRef(false);
  const send = (): void => {
    if (isSent.current) return;
    isSent.current = true;
    approve.mutate(lines, { onError: () => (isSent.current = false) });
  };
  if (approve.data !== undefined) return <Outcome lines={lines} results={approve.data.data} onClose={onClose} />;
  if (isProblem(approve.error, 'step_up_required')) return <StepUp onConfirmed={send} />;
  return (
    <Stack>
      <p>{words.question(lines.length)}</p>
      <Figures figures={[[words.sums, sumsByCurrency(lines.map(({ amount }) => amount))]]} />
      <ul className="fl-attempts">
        {lines.map((line) => (
          <li key={line.id}>
            <span>{nameOf(line)}</span>
          </li>
        ))}
      </ul>
      {approve.isError ? <ProblemAlert error={approve.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {texts.ui.cancel}
        </Button>
        <Button loading={approve.isPending} onClick={send} data-autofocus>
          {words.approve(lines.length)}
        </Button>
      </Group>
    </Stack>
  );
}

/** The sums once more before anything is approved, and then what became of each line. `lines`: as they were on screen; empty: closed. */
export function ApproveSelection({ lines, onClose }: Props) {
  return (
    <Modal opened={lines.length > 0} onClose={onClose} title={words.title}>
      {lines.length === 0 ? null : <Question lines={lines} onClose={onClose} />}
    </Modal>
  );
}
