import { Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCaseCommand, type Case } from '../api/cases.ts';
import { optionalText } from '../api/optionalText.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';
import { tellResult } from '../ui/tellResult.ts';

const words = texts.cases.answer;
const { message: messageLabel, messageHint, note: noteLabel, noteHint } = texts.sales.contact;

/** The first answer to the partner, which keeps the first promise. */
export function AnswerForm({ about: { id } }: { about: Case }) {
  const answer = useCaseCommand(id, (result) => tellResult(result, words.done));
  const form = useForm({
    initialValues: { message: '', note: '' },
    validate: { message: (message) => (message.trim() === '' ? words.missing : null) },
  });
  const send = form.onSubmit(({ message, note }) =>
    answer.mutate({ name: 'answer', body: { message: message.trim(), ...optionalText('note', note) } }),
  );
  return (
    <Card title={words.title}>
      <form onSubmit={send} noValidate>
        <Stack maw={560}>
          <Text size="sm">{words.text}</Text>
          <Textarea
            label={messageLabel}
            description={messageHint}
            autosize
            minRows={2}
            withAsterisk
            {...form.getInputProps('message')}
          />
          <Textarea label={noteLabel} description={noteHint} autosize {...form.getInputProps('note')} />
          <FormEnd command={answer} confirm={words.confirm} />
        </Stack>
      </form>
    </Card>
  );
}
