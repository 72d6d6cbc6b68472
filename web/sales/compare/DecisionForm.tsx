import { Button, Checkbox, Group, Radio, Select, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { useUser } from '../../api/session.ts';
import { optionalText } from '../../api/optionalText.ts';
import type { Referral, ReviewBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { tellResult } from '../../ui/tellResult.ts';
import { DeclinePreview } from './DeclinePreview.tsx';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.review;

type Values = {
  decision: ReviewBody['decision'] | '';
  reasonCode: string;
  candidateId: string;
  remember: boolean;
  message: string;
  note: string;
};

function bodyOf({ decision, reasonCode, candidateId, remember, message, note }: Values): ReviewBody {
  const texts = { ...optionalText('message', message), ...optionalText('note', note) };
  if (decision === 'decline') return { decision, reasonCode, ...texts };
  if (decision === 'waitlist') return { decision, ...optionalText('candidateId', candidateId), ...texts };
  return { decision: 'accept', ...(remember ? { sameCompany: false as const } : {}), ...texts };
}

function WhyNot({ referral }: { referral: Referral }) {
  const { id } = useUser();
  if (referral.actions.includes('review')) return null;
  const isInterested = referral.verdict?.vendor?.interested.includes(id) === true;
  return <span className="fl-soft">{isInterested ? words.barred : words.notYou}</span>;
}

const useDecision = (candidateId: string) =>
  useForm<Values>({
    initialValues: {
      decision: '',
      reasonCode: '',
      candidateId,
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
  const candidates = (referral.verdict?.candidates ?? []).flatMap(({ referralId, referralNumber, companyName }) =>
    referralId === null
      ? []
      : [{ value: referralId, label: [referralNumber, companyName].filter(Boolean).join(' · ') }],
  );
  const hasLookAlikes = (referral.verdict?.candidates ?? []).some(({ companyId }) => companyId !== null);
  const form = useDecision(candidates[0]?.value ?? '');
  const save = form.onSubmit((values) => review.mutate(bodyOf(values)));
  const { decision } = form.values;
  return (
    <Card title={words.decision}>
      <form onSubmit={save} noValidate>
        <Stack maw={560}>
          <Radio.Group aria-label={words.decision} {...form.getInputProps('decision')}>
            <Stack gap="xs">
              <Radio value="accept" label={words.accept} />
              {candidates.length === 0 && (referral.ahead ?? null) === null ? null : (
                <Radio value="waitlist" label={words.waitlist} />
              )}
              <Radio value="decline" label={words.decline} />
            </Stack>
          </Radio.Group>
          {decision === 'waitlist' && candidates.length > 1 ? (
            <Select
              label={words.behind}
              data={candidates}
              allowDeselect={false}
              {...form.getInputProps('candidateId')}
            />
          ) : null}
          {decision === 'accept' && hasLookAlikes ? (
            <Checkbox label={words.remember} {...form.getInputProps('remember', { type: 'checkbox' })} />
          ) : null}
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
