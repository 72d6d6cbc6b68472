import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRunCommand, type RunCommand } from '../../api/money.ts';
import { isProblem } from '../../api/problem.ts';
import { useIsFinance, useUser } from '../../api/session.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd, type FormEndProps } from '../../ui/FormEnd.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { localToday } from '../../ui/time.ts';
import { FileButton } from './FileButton.tsx';
import { StepUp } from '../decision/StepUp.tsx';

const words = texts.finance.run;
const DONE: Readonly<Record<RunCommand['name'], string>> = {
  prepare: words.taken,
  release: words.released,
  cancel: words.cancelled,
  confirm: words.settled,
};

type Send = (command: RunCommand, after?: () => void) => void;

type ConfirmProps = { onSend: Send; onClose: () => void; command: FormEndProps['command'] };

function ConfirmForm({ onSend, onClose, command }: ConfirmProps) {
  const form = useForm({
    initialValues: { reference: '', settledOn: localToday(new Date()) },
    validate: {
      reference: (value) => (value.trim() === '' ? words.referenceMissing : null),
      settledOn: (value) => (value === '' ? texts.sales.close.dateMissing : null),
    },
  });
  const save = form.onSubmit(({ reference, settledOn }) =>
    onSend({ name: 'confirm', reference: reference.trim(), settledOn }, onClose),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput label={words.reference} withAsterisk autoComplete="off" {...form.getInputProps('reference')} />
        <TextInput label={words.settledOn} type="date" withAsterisk {...form.getInputProps('settledOn')} />
        <FormEnd command={command} confirm={words.confirm} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function Prepared({ run, onSend, isBusy }: { run: PayoutRun; onSend: Send; isBusy: boolean }) {
  const user = useUser();
  const isMine = run.preparedBy?.id === user.id;
  return (
    <>
      <Button variant="default" loading={isBusy} onClick={() => onSend({ name: 'cancel' })}>
        {words.cancel}
      </Button>
      {user.roles.includes('finance_approver') && !isMine ? (
        <Button loading={isBusy} onClick={() => onSend({ name: 'release' })}>
          {words.release}
        </Button>
      ) : (
        <span className="fl-why">{isMine ? words.preparedByYou : words.releaseByApprover}</span>
      )}
    </>
  );
}

/** Nobody's run: who takes it on has prepared it. */
function Draft({ onSend, isBusy }: { onSend: Send; isBusy: boolean }) {
  const mayPrepare = useUser().roles.includes('finance_preparer');
  return (
    <>
      <Button variant="default" loading={isBusy} onClick={() => onSend({ name: 'cancel' })}>
        {words.cancel}
      </Button>
      {mayPrepare ? (
        <Button loading={isBusy} onClick={() => onSend({ name: 'prepare' })}>
          {words.prepare}
        </Button>
      ) : (
        <span className="fl-why">{words.prepareByPreparer}</span>
      )}
    </>
  );
}

/** What can be done with a run now, and why not where it cannot. */
export function RunActions({ run }: { run: PayoutRun }) {
  const command = useRunCommand(run.id);
  const [confirming, dialog] = useDisclosure(false);
  const isFinance = useIsFinance();
  const send: Send = (wish, after) =>
    command.mutate(wish, {
      onSuccess: () => {
        notifications.show({ message: DONE[wish.name], color: 'teal' });
        after?.();
      },
    });
  const needsStepUp = isProblem(command.error, 'step_up_required');
  const isReleased = run.state === 'released' || run.state === 'submitted';
  return (
    <div className="fl-run-actions">
      <Group gap="xs">
        {isFinance && run.fileHash !== null ? <FileButton run={run} /> : null}
        {isFinance && run.state === 'draft' ? <Draft onSend={send} isBusy={command.isPending} /> : null}
        {isFinance && run.state === 'prepared' ? <Prepared run={run} onSend={send} isBusy={command.isPending} /> : null}
        {isFinance && isReleased ? <Button onClick={dialog.open}>{words.confirm}</Button> : null}
      </Group>
      {command.isError && !needsStepUp && !confirming ? <ProblemAlert error={command.error} /> : null}
      <Modal opened={confirming} onClose={dialog.close} title={words.confirmTitle}>
        <ConfirmForm onSend={send} onClose={dialog.close} command={command} />
      </Modal>
      <Modal opened={needsStepUp && !confirming} onClose={command.reset} title={texts.finance.approvals.stepUp}>
        <StepUp onConfirmed={() => send({ name: 'release' })} />
      </Modal>
    </div>
  );
}
