import { Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { texts } from '../../texts/en.ts';
import { NoteField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

const words = texts.sales.ask;

/** One question to the partner; our clock stands still until it is answered. */
export function AskPanel({ referral, onDone }: PanelProps) {
  const ask = useReferralCommand(referral.id, 'ask', (result) => onDone(result, words.done));
  const form = useForm({
    initialValues: { question: '', note: '' },
    validate: { question: (value) => (value.trim() === '' ? words.missing : null) },
  });
  const save = form.onSubmit(({ question, note }) =>
    ask.mutate({ question: question.trim(), ...optionalText('note', note) }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Textarea
          label={words.question}
          description={words.questionHint}
          data-autofocus
          withAsterisk
          autosize
          minRows={3}
          {...form.getInputProps('question')}
        />
        <Text size="sm" className="fl-soft">
          {words.rule}
        </Text>
        <NoteField {...form.getInputProps('note')} />
        <FormEnd command={ask} confirm={words.confirm} />
      </Stack>
    </form>
  );
}
