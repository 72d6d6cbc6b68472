import { Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.questions;

/** What the partner is asked, with the line to answer it. What is asked by itself stands in the sentence above. */
export function QuestionBox({ referral }: { referral: Referral }) {
  const asked = referral.questions.findLast(({ state }) => state === 'open' || state === 'lapsed')?.question;
  const form = useForm({
    initialValues: { answer: '' },
    validate: { answer: (value) => (value.trim() === '' ? words.answerMissing : null) },
  });
  const answer = useReferralCommand(referral.id, 'answer', (result) => {
    form.reset();
    tellResult(result, words.answered);
  });
  const send = form.onSubmit((values) => answer.mutate({ answer: values.answer.trim() }));
  if (!referral.actions.includes('answer')) return null;
  return (
    <Card title={words.title} aside={referral.answerBy === null ? undefined : <Moment at={referral.answerBy} />}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          {asked === null || asked === undefined ? null : <Text>{asked}</Text>}
          <Textarea label={words.yourAnswer} autosize minRows={2} withAsterisk {...form.getInputProps('answer')} />
          <FormEnd command={answer} confirm={words.send} />
        </Stack>
      </form>
    </Card>
  );
}
