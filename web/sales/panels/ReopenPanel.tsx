import { Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { texts } from '../../texts/en.ts';
import { MessageField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

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
        <MessageField {...form.getInputProps('message')} />
        <FormEnd command={reopen} confirm={words.confirm} />
      </Stack>
    </form>
  );
}
