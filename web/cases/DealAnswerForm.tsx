import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCaseCommand, type Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';
import { tellResult } from '../ui/tellResult.ts';

const words = texts.cases.dealAnswer;

type Values = { says: 'linked' | 'other_business' | ''; note: string };

/** Whose deal it is says what it is: the deal of the referral, or other business and why. */
export function DealAnswerForm({ about: { id } }: { about: Case }) {
  const answer = useCaseCommand(id, (result) => tellResult(result, words.done));
  const form = useForm<Values>({
    initialValues: { says: '', note: '' },
    validate: {
      says: (says) => (says === '' ? words.missing : null),
      note: (note, { says }) => (says === 'other_business' && note.trim() === '' ? words.reasonMissing : null),
    },
  });
  const send = form.onSubmit(({ says, note }) => {
    if (says === 'linked') answer.mutate({ name: 'answer', body: { says } });
    if (says === 'other_business') answer.mutate({ name: 'answer', body: { says, note: note.trim() } });
  });
  return (
    <Card title={words.title}>
      <form onSubmit={send} noValidate>
        <Stack maw={560}>
          <Text size="sm">{words.text}</Text>
          <Radio.Group aria-label={words.title} {...form.getInputProps('says')}>
            <Stack gap="xs">
              <Radio value="linked" label={words.linked} description={words.linkedDoes} />
              <Radio value="other_business" label={words.other} description={words.otherDoes} />
            </Stack>
          </Radio.Group>
          {form.values.says === 'other_business' ? (
            <Textarea
              label={words.reason}
              description={words.reasonHint}
              autosize
              minRows={2}
              withAsterisk
              {...form.getInputProps('note')}
            />
          ) : null}
          <FormEnd command={answer} confirm={words.confirm} />
        </Stack>
      </form>
    </Card>
  );
}
