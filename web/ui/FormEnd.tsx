import { Button, Group } from '@mantine/core';
import { texts } from '../texts/en.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

type Props = {
  /** What the form sends. */
  command: { error: Error | null; isPending: boolean };
  confirm: string;
  /** Where a form can be left without sending it: in a dialog. */
  onCancel?: () => void;
};

/** How a form ends: what went wrong with it, the way out, and its button. */
export function FormEnd({ command, confirm, onCancel }: Props) {
  return (
    <>
      {command.error === null ? null : <ProblemAlert error={command.error} />}
      <Group justify="flex-end">
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel}>
            {texts.ui.cancel}
          </Button>
        )}
        <Button type="submit" loading={command.isPending}>
          {confirm}
        </Button>
      </Group>
    </>
  );
}
