import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { useUser } from '../../api/session.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { tellResult } from '../../ui/tellResult.ts';
import { DecisionChoice } from './DecisionChoice.tsx';
import { DeclinePreview } from './DeclinePreview.tsx';
import { bodyOf } from './decisions.ts';
import type { Values } from './decisions.ts';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.review;

function WhyNot({ referral }: { referral: Referral }) {
  const { id } = useUser();
  if (referral.actions.includes('review')) return null;
  const isInterested = referral.verdict?.vendor?.interested.includes(id) === true;
  return <span className="fl-soft">{isInterested ? words.barred : words.notYou}</span>;
}

const useDecision = () =>
  useForm<Values>({
    initialValues: {
      decision: '',
      reasonCode: '',
      candidateId: '',
      remember: true,
      message: '',
      note: '',
    },
    validate: {
      decision: (value) => (value === '' ? words.choose : null),
      reasonCode: (value, { decision }) => (decision === 'decline' && value === '' ? texts.ui.reasonMissing : null),
    },
  });

/** Another company, the same one, or no: a person decides, with a reason that the partner can read. */
export function DecisionForm({ referral }: { referral: Referral }) {
  const review = useReferralCommand(referral.id, 'review', (result) => tellResult(result, words.done));
  const candidates = referral.verdict?.candidates ?? [];
  const form = useDecision();
  const save = form.onSubmit((values) => review.mutate(bodyOf(values, candidates)));
  const { decision } = form.values;
  return (
    <Card title={words.decision}>
      <form onSubmit={save} noValidate>
        <Stack maw={560}>
          <DecisionChoice form={form} referral={referral} />
          {decision === 'decline' ? <ReasonSelect usedFor="declined" {...form.getInputProps('reasonCode')} /> : null}
          <Textarea
            label={words.message}
            description={texts.sales.contact.messageHint}
            autosize
            minRows={2}
            {...form.getInputProps('message')}
          />
          <Textarea
            label={words.note}
            description={texts.sales.contact.noteHint}
            autosize
            minRows={2}
            {...form.getInputProps('note')}
          />
          {decision === 'decline' ? (
            <DeclinePreview reasonCode={form.values.reasonCode} message={form.values.message} />
          ) : null}
          {review.isError ? <ProblemAlert error={review.error} /> : null}
          <Group>
            <Button type="submit" loading={review.isPending} disabled={!referral.actions.includes('review')}>
              {words.confirm}
            </Button>
            <WhyNot referral={referral} />
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
