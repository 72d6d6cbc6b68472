import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { isProblem } from '../../api/problem.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { StepUp } from '../decision/StepUp.tsx';

type Props = {
  text: string;
  /** Of the reason; without it none is asked for. */
  label?: string;
  command: { error: Error | null; isPending: boolean };
  confirm: string;
  onSend: (reason: string) => void;
  onClose: () => void;
  destroys?: boolean;
};

/** What a step means, why it is taken where that is recorded, and a fresh sign-in where it is asked for. */
export function Reasoned({ text, label, command, confirm, onSend, onClose, destroys = false }: Props) {
  const [reason, setReason] = useState('');
  const send = (): void => onSend(reason.trim());
  if (isProblem(command.error, 'step_up_required')) return <StepUp onConfirmed={send} />;
  return (
    <Stack>
      <Text size="sm">{text}</Text>
      {label === undefined ? null : (
        <Textarea
          label={label}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      <FormEnd
        command={command}
        confirm={confirm}
        onConfirm={send}
        onCancel={onClose}
        destroys={destroys}
        disabled={label !== undefined && reason.trim() === ''}
      />
    </Stack>
  );
}
