import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCaseCommand, type Case, type CaseEffect } from '../api/cases.ts';
import { optionalText } from '../api/optionalText.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';
import { tellResult } from '../ui/tellResult.ts';
import { AdjustFields } from './AdjustFields.tsx';
import { DealFields } from './DealFields.tsx';
import { decisionBody, decisionRules, initialDecision, type DecisionValues } from './decision.ts';

const words = texts.cases.decide;
const { note: noteLabel, noteHint } = texts.sales.contact;

/** What the choice brings about, said before it is made. */
function effectOf({ kind, round }: Case, { outcome, effect }: DecisionValues): string | null {
  if (outcome === '') return null;
  if (outcome === 'rejected') return round === 1 ? words.rejects : words.last;
  const isAboutMoney = kind === 'commission' || kind === 'late_payment';
  return effect === 'none' && isAboutMoney ? words.financeTold : words.does[effect];
}

type EffectProps = { effects: readonly CaseEffect[]; input: { value?: string; onChange: (value: string) => void } };

function Effects({ effects, input }: EffectProps) {
  return (
    <Radio.Group label={words.effect} {...input}>
      <Stack gap="xs" mt="xs">
        {effects.map((effect) => (
          <Radio key={effect} value={effect} label={words.effects[effect]} description={words.does[effect]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** Upheld with what happens then, or rejected; with a reason that the partner reads. */
export function DecideForm({ about }: { about: Case }) {
  const decide = useCaseCommand(about.id, (result) => tellResult(result, words.done));
  const effects = about.effects ?? [];
  const form = useForm<DecisionValues>({ initialValues: initialDecision(effects), validate: decisionRules });
  const save = form.onSubmit((values) =>
    decide.mutate({ name: 'decide', body: { ...decisionBody(values), ...optionalText('note', values.note) } }),
  );
  const outcomes = about.kind === 'parallel_deal' ? words.dealOutcomes : words.outcomes;
  const { outcome, effect } = form.values;
  const isUpheld = outcome === 'upheld';
  const consequence = effectOf(about, form.values);
  return (
    <Card title={words.title}>
      <form onSubmit={save} noValidate>
        <Stack maw={560}>
          <Radio.Group aria-label={words.title} {...form.getInputProps('outcome')}>
            <Stack gap="xs">
              <Radio value="upheld" label={outcomes.upheld} />
              <Radio value="rejected" label={outcomes.rejected} />
            </Stack>
          </Radio.Group>
          {isUpheld && effects.length > 1 ? <Effects effects={effects} input={form.getInputProps('effect')} /> : null}
          {isUpheld && effect === 'credit' ? <DealFields form={form} /> : null}
          {isUpheld && effect === 'adjust' ? <AdjustFields form={form} referralId={about.referralId} /> : null}
          {consequence === null || (isUpheld && effects.length > 1) ? null : <Text size="sm">{consequence}</Text>}
          <Textarea
            label={words.reason}
            description={words.reasonHint}
            autosize
            minRows={2}
            withAsterisk
            {...form.getInputProps('reason')}
          />
          <Textarea label={noteLabel} description={noteHint} autosize {...form.getInputProps('note')} />
          <FormEnd command={decide} confirm={words.confirm} />
        </Stack>
      </form>
    </Card>
  );
}
