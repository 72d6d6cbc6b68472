import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useDecidePayee, useUnmaskPayee } from '../../api/payees.ts';
import { isProblem } from '../../api/problem.ts';
import type { Payee } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Facts } from '../../ui/Card.tsx';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { StepUp } from '../decision/StepUp.tsx';

const words = texts.payees;

export type PayeeQuestion = 'verify' | 'refuse' | 'unmask';

type Asking = { payee: Payee; onClose: () => void };

function Decision({ payee, decision, onClose }: Asking & { decision: 'verify' | 'refuse' }) {
  const decide = useDecidePayee(payee);
  const [reason, setReason] = useState('');
  const isRefusal = decision === 'refuse';
  const send = (): void =>
    decide.mutate(isRefusal ? { decision, reason: reason.trim() } : { decision }, {
      onSuccess: () => {
        notifications.show({ message: isRefusal ? words.refused : words.verified, color: 'teal' });
        onClose();
      },
    });
  if (isProblem(decide.error, 'step_up_required')) return <StepUp onConfirmed={send} />;
  return (
    <Stack>
      <Text size="sm">{isRefusal ? words.refuseText : words.verifyText}</Text>
      {isRefusal ? (
        <Textarea
          label={words.refuseReason}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      ) : null}
      <FormEnd
        command={decide}
        confirm={isRefusal ? words.refuse : words.verify}
        onConfirm={send}
        onCancel={onClose}
        destroys={isRefusal}
        disabled={isRefusal && reason.trim() === ''}
      />
    </Stack>
  );
}

const labelOf = (field: string): string => (words.form as Readonly<Record<string, unknown>>)[field] as string;

function Unmasking({ payee, onClose }: Asking) {
  const unmask = useUnmaskPayee(payee.partnerId);
  const [reason, setReason] = useState('');
  const send = (): void => unmask.mutate(reason.trim());
  if (isProblem(unmask.error, 'step_up_required')) return <StepUp onConfirmed={send} />;
  if (unmask.data !== undefined) {
    const { kind: _kind, ...fields } = unmask.data.account;
    return (
      <Stack>
        <Facts facts={Object.entries(fields).map(([field, value]) => [labelOf(field), value])} />
        <FormEnd command={unmask} confirm={words.close} onConfirm={onClose} />
      </Stack>
    );
  }
  return (
    <Stack>
      <Text size="sm">{words.unmaskText}</Text>
      <Textarea
        label={words.unmaskReason}
        withAsterisk
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <FormEnd
        command={unmask}
        confirm={words.unmask}
        onConfirm={send}
        onCancel={onClose}
        disabled={reason.trim() === ''}
      />
    </Stack>
  );
}

const TITLES = { verify: words.verifyTitle, refuse: words.refuseTitle, unmask: words.unmaskTitle };

/** Asks once more, with what it means; each question begins anew when it is opened. */
export function PayeeDialog({ question, payee, onClose }: Asking & { question: PayeeQuestion | null }) {
  return (
    <Modal opened={question !== null} onClose={onClose} title={question === null ? '' : TITLES[question]}>
      {question === 'unmask' ? <Unmasking payee={payee} onClose={onClose} /> : null}
      {question === 'verify' || question === 'refuse' ? (
        <Decision payee={payee} decision={question} onClose={onClose} />
      ) : null}
    </Modal>
  );
}
