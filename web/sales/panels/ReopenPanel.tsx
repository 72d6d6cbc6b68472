import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import type { PanelProps } from './panel.ts';

const words = texts.sales.reopen;
const REASONS = Object.entries(words.reasons).map(([value, label]) => ({ value, label }));

/** Takes up again what has ended; a win gives back what was earned by it. */
export function ReopenPanel({ referral, onDone }: PanelProps) {
  const reopen = useReferralCommand(referral.id, 'reopen', (result) => onDone(result, words.done));
  const form = useForm({ initialValues: { reasonCode: 'new_information', message: '' } });
  const save = form.onSubmit(({ reasonCode, message }) =>
    reopen.mutate({ reasonCode, ...optionalText('message', message) }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Text size="sm">{referral.stage === 'won' ? words.textWon : words.text}</Text>
        <Select label={texts.ui.reason} data={REASONS} allowDeselect={false} {...form.getInputProps('reasonCode')} />
        <Textarea
          label={texts.sales.contact.message}
          description={texts.sales.contact.messageHint}
          autosize
          minRows={2}
          {...form.getInputProps('message')}
        />
        {reopen.isError ? <ProblemAlert error={reopen.error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={reopen.isPending}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
