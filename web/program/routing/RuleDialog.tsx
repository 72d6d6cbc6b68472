import { Group, Modal, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useColleagues, usePartners } from '../../api/catalog.ts';
import { useSaveRule, type RoutingRule } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { toBody, toValues, type RuleValues } from './ruleForm.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

const words = texts.staff.routing;

type FormProps = { rule: RoutingRule | undefined; onClose: () => void };
type Inputs = Pick<UseFormReturnType<RuleValues>, 'getInputProps'>;

const named = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What a referral has to be for the rule to fit. */
function Conditions({ form }: { form: Inputs }) {
  const partners = usePartners();
  const choices = (partners.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextInput label={words.countries} description={words.countriesHint} {...form.getInputProps('countries')} />
      <TextInput label={words.regions} description={words.listHint} {...form.getInputProps('regions')} />
      <TextInput label={words.productLines} description={words.listHint} {...form.getInputProps('productLines')} />
      <TextInput label={words.tiers} description={words.listHint} {...form.getInputProps('tiers')} />
      <MultiSelect label={words.partners} data={choices} searchable {...form.getInputProps('partnerIds')} />
      <Group grow align="end">
        <TextInput label={words.currency} maxLength={3} {...form.getInputProps('currency')} />
        <NumberInput label={words.from} min={0} hideControls {...form.getInputProps('from')} />
        <NumberInput label={words.below} min={0} hideControls {...form.getInputProps('below')} />
      </Group>
      <MultiSelect label={words.duties} data={named(words.dutyNames)} {...form.getInputProps('duties')} />
    </>
  );
}

function RuleForm({ rule, onClose }: FormProps) {
  const people = useColleagues();
  const saving = useSaveRule();
  const form = useForm<RuleValues>({
    initialValues: toValues(rule),
    validate: {
      name: (value) => (value.trim() === '' ? words.nameMissing : null),
      team: (value) => (value.length === 0 ? words.teamMissing : null),
    },
  });
  const save = form.onSubmit((values) =>
    saving.mutate(
      { rule, body: toBody(values, rule) },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved, color: 'teal' });
          onClose();
        },
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput label={words.name} withAsterisk data-autofocus {...form.getInputProps('name')} />
        <Conditions form={form} />
        <MultiSelect
          label={words.team}
          withAsterisk
          searchable
          data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('team')}
        />
        <Select label={words.mode} data={named(words.modes)} allowDeselect={false} {...form.getInputProps('mode')} />
        <FormEnd command={saving} confirm={words.save} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** A new rule, or a change of one. */
export const RuleDialog = ({ opened, rule, onClose }: FormProps & { opened: boolean }) => (
  <Modal opened={opened} onClose={onClose} title={rule?.name ?? words.add} size="lg">
    <RuleForm rule={rule} onClose={onClose} />
  </Modal>
);
