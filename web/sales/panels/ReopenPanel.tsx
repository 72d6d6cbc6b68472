import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { texts } from '../../texts/en.ts';
import { MessageField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.reopen;

/** Takes up again what has ended; a win gives back what was earned by it. */
export function ReopenPanel({ referral, onDone }: PanelProps) {
  const reopen = useReferralCommand(referral.id, 'reopen', (result) => onDone(result, words.done));
  const form = useForm({
    initialValues: { reasonCode: 'new_information', message: '' },
    validate: { reasonCode: (value) => (value === '' ? texts.ui.reasonMissing : null) },
  });
  const save = form.onSubmit(({ reasonCode, message }) =>
    reopen.mutate({ reasonCode, ...optionalText('message', message) }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Text size="sm">{referral.stage === 'won' ? words.textWon : words.text}</Text>
        <ReasonSelect usedFor="reopen" {...form.getInputProps('reasonCode')} />
        <MessageField {...form.getInputProps('message')} />
        <FormEnd command={reopen} confirm={words.confirm} />
      </Stack>
    </form>
  );
}
