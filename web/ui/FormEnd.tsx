import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/en.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

export type FormEndProps = {
  /** What the form sends. */
  command: { error: Error | null; isPending: boolean };
  confirm: string;
  /** What sends it where there is no form to submit. */
  onConfirm?: () => void;
  /** Where a form can be left without sending it: in a dialog. */
  onCancel?: () => void;
  /** It takes something away. */
  destroys?: boolean;
  disabled?: boolean;
  /** Another way to send it. */
  other?: ReactNode;
};

/** How a form ends: what went wrong with it, the way out, and its button. */
export function FormEnd({
  command,
  confirm,
  onConfirm,
  onCancel,
  destroys = false,
  disabled = false,
  other,
}: FormEndProps) {
  return (
    <>
      {command.error === null ? null : <ProblemAlert error={command.error} />}
      <Group justify="flex-end">
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel}>
            {texts.ui.cancel}
          </Button>
        )}
        {other}
        <Button
          {...(onConfirm === undefined ? { type: 'submit' } : { onClick: onConfirm })}
          {...(destroys ? { color: 'red' } : {})}
          loading={command.isPending}
          disabled={disabled}
        >
          {confirm}
        </Button>
      </Group>
    </>
  );
}
