import { Button, Checkbox, Group, Rating, Input, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { isProblem } from '../../api/problem.ts';
import type { QualifyBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { Choice } from './Choice.tsx';
import { lacksOf, QUESTIONS, type Answer, type Question } from './lacks.ts';
import type { PanelProps } from './panel.ts';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.qualify;
const ANSWERS: Record<Answer, string> = { yes: texts.ui.yes, no: texts.ui.no, unknown: texts.ui.unknown };

type Values = Record<Question, Answer> & {
  authorityPath: boolean;
  outcome: QualifyBody['outcome'];
  reasonCode: string;
  recontactOn: string;
  quality: number;
  feedback: string;
  note: string;
};

const INITIAL: Values = {
  need: 'unknown',
  budget: 'unknown',
  authority: 'unknown',
  timeline: 'unknown',
  authorityPath: false,
  outcome: 'qualified',
  reasonCode: '',
  recontactOn: '',
  quality: 0,
  feedback: '',
  note: '',
};

function bodyOf({ need, budget, authority, timeline, ...values }: Values): QualifyBody {
  const checklist = {
    need,
    budget,
    authority,
    timeline,
    ...(values.authorityPath && authority !== 'yes' ? { authorityPath: true } : {}),
    ...(values.quality === 0 ? {} : { quality: values.quality }),
    ...optionalText('feedback', values.feedback),
    ...optionalText('note', values.note),
  };
  if (values.outcome === 'qualified') return { outcome: 'qualified', ...checklist };
  if (values.outcome === 'later') return { outcome: 'later', recontactOn: values.recontactOn, ...checklist };
  return { outcome: 'disqualified', reasonCode: values.reasonCode, ...checklist };
}

/** What lacks, in the words of the checklist, as the API answered. */
function Lacking({ facts }: { facts: Readonly<Record<string, unknown>> }) {
  const lacks = lacksOf(facts);
  if (lacks.length === 0) return null;
  return (
    <ul>
      {lacks.map(({ question, answer }) => (
        <li key={question}>{words.lacking(words.questions[question], ANSWERS[answer])}</li>
      ))}
    </ul>
  );
}

function Refused({ error }: { error: Error }) {
  return (
    <ProblemAlert error={error} title={isProblem(error, 'checklist_incomplete') ? words.lacks : texts.ui.failed}>
      {isProblem(error) ? <Lacking facts={error.facts} /> : null}
    </ProblemAlert>
  );
}

/** Need, budget, authority and time, and what the partner reads about the introduction. */
export function QualifyPanel({ referral, onDone }: PanelProps) {
  const qualify = useReferralCommand(referral.id, 'qualify', (result) => onDone(result, words.done));
  const form = useForm<Values>({
    initialValues: INITIAL,
    validate: {
      recontactOn: (value, { outcome }) => (outcome === 'later' && value === '' ? words.recontactMissing : null),
      reasonCode: (value, { outcome }) => (outcome === 'disqualified' && value === '' ? texts.ui.reasonMissing : null),
    },
  });
  const save = form.onSubmit((values) => qualify.mutate(bodyOf(values)));
  const { values, setFieldValue } = form;
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {QUESTIONS.map((question) => (
          <Choice<Answer>
            key={question}
            label={words.questions[question]}
            value={values[question]}
            onChange={(answer) => setFieldValue(question, answer)}
            choices={ANSWERS}
          />
        ))}
        {values.authority === 'yes' ? null : (
          <Checkbox label={words.path} {...form.getInputProps('authorityPath', { type: 'checkbox' })} />
        )}
        <Choice<QualifyBody['outcome']>
          label={words.outcome}
          value={values.outcome}
          onChange={(outcome) => setFieldValue('outcome', outcome)}
          choices={words.outcomes}
        />
        {values.outcome === 'disqualified' ? (
          <ReasonSelect usedFor="disqualified" {...form.getInputProps('reasonCode')} />
        ) : null}
        {values.outcome === 'later' ? (
          <TextInput
            label={words.recontactOn}
            description={words.recontactHint}
            type="date"
            withAsterisk
            {...form.getInputProps('recontactOn')}
          />
        ) : null}
        <Input.Wrapper label={words.quality} description={words.qualityHint}>
          <Rating
            size="lg"
            mt={4}
            value={values.quality}
            onChange={(quality) => setFieldValue('quality', quality)}
            getSymbolLabel={(stars) => texts.partner.detail.rated(stars)}
          />
        </Input.Wrapper>
        <Textarea label={words.feedback} autosize minRows={2} {...form.getInputProps('feedback')} />
        <Textarea label={words.note} autosize minRows={2} {...form.getInputProps('note')} />
        {qualify.isError ? <Refused error={qualify.error} /> : null}
        {values.outcome === 'qualified' ? (
          <Text size="sm" className="fl-soft">
            {words.rule}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button type="submit" loading={qualify.isPending}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
