import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useDecision, type Decision } from '../../api/money.ts';
import { isProblem } from '../../api/problem.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { moneyInWords } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { Steps } from './Steps.tsx';
import { StepUp } from './StepUp.tsx';

const words = texts.finance.approvals;

/** The line as it was on screen when the question was asked: what is approved is what was read. */
export type Asked = { line: Commission; decision: Decision['decision'] };

const DONE = { reject: words.rejected, freeze: words.frozen, unfreeze: words.unfrozen } as const;
const BUTTONS = {
  approve: words.approve,
  reject: words.reject,
  freeze: words.freeze,
  unfreeze: words.unfreeze,
} as const;
const TITLES = {
  approve: words.confirmTitle,
  reject: words.rejectTitle,
  freeze: words.freezeTitle,
  unfreeze: words.unfreezeTitle,
} as const;

function tell({ line, decision }: Asked): void {
  const amount = moneyInWords(line.amount);
  if (decision !== 'approve') return void notifications.show({ message: DONE[decision], color: 'teal' });
  const needed = line.approvalsRequired ?? 1;
  const isLast = line.approvals.length + 1 >= needed;
  notifications.show({ message: isLast ? words.approved(amount) : words.first(amount), color: 'teal' });
}

function Question({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const decide = useDecision();
  const [reasonCode, setReasonCode] = useState('');
  const { line, decision } = asked;
  const needsReason = decision !== 'approve';
  const send = (): void =>
    decide.mutate(decision === 'approve' ? { line, decision } : { line, decision, reasonCode }, {
      onSuccess: () => {
        tell(asked);
        onClose();
      },
    });
  if (isProblem(decide.error, 'step_up_required')) return <StepUp onConfirmed={send} />;
  const hasChanged = isProblem(decide.error, 'content_changed') || isProblem(decide.error, 'precondition_failed');
  return (
    <Stack>
      <div className="fl-ask">
        <MoneyText money={asked.line.amount} strong />
        <span className="fl-soft">
          {asked.line.partnerName} · {asked.line.companyName}
        </span>
      </div>
      <Steps line={asked.line} />
      {needsReason ? (
        <TextInput
          label={words.reasonCode}
          withAsterisk
          value={reasonCode}
          onChange={({ currentTarget }) => setReasonCode(currentTarget.value)}
        />
      ) : null}
      {decide.isError ? (
        <ProblemAlert error={decide.error}>{hasChanged ? <p>{words.changed}</p> : null}</ProblemAlert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {texts.ui.cancel}
        </Button>
        <Button
          {...(decision === 'reject' ? { color: 'red' } : {})}
          loading={decide.isPending}
          disabled={hasChanged || (needsReason && reasonCode.trim() === '')}
          onClick={send}
          data-autofocus
        >
          {BUTTONS[decision]}
        </Button>
      </Group>
    </Stack>
  );
}

/** Shows once more what is about to be decided, with its proof. */
export function DecisionDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  return (
    <Modal opened={asked !== null} onClose={onClose} title={TITLES[asked?.decision ?? 'approve']}>
      {asked === null ? null : <Question asked={asked} onClose={onClose} />}
    </Modal>
  );
}
