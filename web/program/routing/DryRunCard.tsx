import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { usePartners } from '../../api/catalog.ts';
import { useDryRun, type DryRunBody, type DryRunResult } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { toMinor } from '../../ui/money.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.staff.routing;

const INITIAL = { country: '', productLine: '', partnerId: '', value: '' as number | string, duty: 'qualifier' };

/** Sizes are tried in the currency most programs have. */
const CURRENCY = 'EUR';

function toSample({ country, productLine, partnerId, value, duty }: typeof INITIAL): DryRunBody {
  const sample = {
    ...(country === '' ? {} : { country: country.toUpperCase() }),
    ...(productLine === '' ? {} : { productLine }),
    ...(partnerId === '' ? {} : { partnerId }),
    ...(value === '' ? {} : { estimatedValue: { amount: toMinor(Number(value), CURRENCY), currency: CURRENCY } }),
  };
  return { duty: duty === 'closer' ? 'closer' : 'qualifier', sample };
}

function whoGets({ person, unassigned, rules, ruleId }: DryRunResult): string[] {
  const name = person?.name ?? '';
  const rule = rules.find(({ id }) => id === ruleId);
  const because = rule === undefined ? words.byTurn : words.because(rule.name);
  return unassigned ? [words.nobody(name), ...(rule === undefined ? [] : [because])] : [words.gets(name), because];
}

function Result({ result }: { result: DryRunResult }) {
  const unmet = result.rules.filter((rule) => rule.unmet.length > 0);
  const named = (condition: string): string =>
    Object.entries(words.conditions).find(([key]) => key === condition)?.[1] ?? condition;
  return (
    <div aria-live="polite">
      <p>
        <strong>{whoGets(result).join(' ')}</strong>
      </p>
      {unmet.length === 0 ? null : (
        <ul>
          {unmet.map((rule) => (
            <li key={rule.id}>{words.notFitting(rule.name, rule.unmet.map(named).join(', '))}</li>
          ))}
        </ul>
      )}
      {result.others.length === 0 ? null : (
        <p className="fl-soft">
          {words.others}: {result.others.map(({ name, why }) => `${name} (${words.why[why]})`).join(', ')}
        </p>
      )}
    </div>
  );
}

/** A sample, and who would get it. */
export function DryRunCard() {
  const partners = usePartners();
  const dryRun = useDryRun();
  const form = useForm({ initialValues: INITIAL });
  return (
    <Card title={words.try}>
      <form onSubmit={form.onSubmit((values) => dryRun.mutate(toSample(values)))} noValidate>
        <Stack>
          <p className="fl-soft">{words.tryAbout}</p>
          <Group align="end">
            <TextInput label={words.country} maxLength={2} w={110} {...form.getInputProps('country')} />
            <TextInput label={words.productLine} {...form.getInputProps('productLine')} />
            <NumberInput
              label={`${words.value} (${CURRENCY})`}
              min={0}
              hideControls
              thousandSeparator=","
              {...form.getInputProps('value')}
            />
            <Select
              label={words.partner}
              placeholder={texts.ui.choose}
              data={(partners.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
              value={form.values.partnerId === '' ? null : form.values.partnerId}
              onChange={(value) => form.setFieldValue('partnerId', value ?? '')}
            />
            <Select
              label={words.duty}
              data={Object.entries(words.dutyOf).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps('duty')}
            />
            <Button type="submit" loading={dryRun.isPending}>
              {words.run}
            </Button>
          </Group>
          {dryRun.isError ? <ProblemAlert error={dryRun.error} /> : null}
          {dryRun.data === undefined ? null : <Result result={dryRun.data} />}
        </Stack>
      </form>
    </Card>
  );
}
