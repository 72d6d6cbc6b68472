import { Checkbox, Radio, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { chosenOf, optionsFor } from './decisions.ts';
import type { Candidate, Values } from './decisions.ts';

const words = texts.sales.review;

const WHICH = { waitlist: words.behind, join: words.whichJoin, alias: words.whichAlias } as const;

/** What follows where it is more than the word says. */
function Consequence({ values, candidates }: { values: Values; candidates: readonly Candidate[] }) {
  const chosen = chosenOf(values, candidates);
  if (chosen === undefined) return null;
  if (values.decision === 'join') return <p className="fl-soft">{words.afterJoin(chosen.label)}</p>;
  return values.decision === 'alias' ? <p className="fl-soft">{words.afterAlias(chosen.label)}</p> : null;
}

/** Another company, the same one, the same introduction, or no; and which of the look-alikes is meant. */
export function DecisionChoice({ form, referral }: { form: UseFormReturnType<Values>; referral: Referral }) {
  const candidates = referral.verdict?.candidates ?? [];
  const offers = (decision: Values['decision']): boolean => optionsFor(decision, candidates).length > 0;
  const { decision } = form.values;
  const options = optionsFor(decision, candidates);
  const hasCompanies = candidates.some(({ companyId }) => companyId !== null);
  return (
    <>
      <Radio.Group aria-label={words.decision} {...form.getInputProps('decision')}>
        <Stack gap="xs">
          <Radio value="accept" label={words.accept} />
          {offers('join') ? <Radio value="join" label={words.join} /> : null}
          {offers('alias') ? <Radio value="alias" label={words.alias} /> : null}
          {offers('waitlist') || (referral.ahead ?? null) !== null ? (
            <Radio value="waitlist" label={words.waitlist} />
          ) : null}
          <Radio value="decline" label={words.decline} />
        </Stack>
      </Radio.Group>
      {(decision === 'waitlist' || decision === 'join' || decision === 'alias') && options.length > 1 ? (
        <Select
          label={WHICH[decision]}
          data={options}
          allowDeselect={false}
          {...form.getInputProps('candidateId')}
          value={chosenOf(form.values, candidates)?.value ?? null}
        />
      ) : null}
      <Consequence values={form.values} candidates={candidates} />
      {decision === 'accept' && hasCompanies ? (
        <Checkbox label={words.remember} {...form.getInputProps('remember', { type: 'checkbox' })} />
      ) : null}
    </>
  );
}
