import { Button, Group, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useColleagues } from '../../api/catalog.ts';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import type { PanelProps } from './panel.ts';
import { ReasonSelect } from './ReasonSelect.tsx';

const words = texts.sales.assign;

/** Gives it to somebody else; whether they can take it is for the API to say. */
export function AssignPanel({ referral, onDone }: PanelProps) {
  const people = useColleagues();
  const form = useForm({
    initialValues: { ownerId: '', reasonCode: '' },
    validate: {
      ownerId: (value) => (value === '' ? words.ownerMissing : null),
      reasonCode: (value) => (value === '' ? texts.ui.reasonMissing : null),
    },
  });
  const others = (people.data ?? []).filter(({ id }) => id !== referral.owner?.id);
  const assign = useReferralCommand(referral.id, 'assign', (result, { ownerId }) =>
    onDone(result, words.done(others.find(({ id }) => id === ownerId)?.name ?? words.somebody)),
  );
  const save = form.onSubmit((values) => assign.mutate(values));
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Select
          label={words.owner}
          data-autofocus
          placeholder={texts.ui.choose}
          searchable
          withAsterisk
          data={others.map(({ id, name, roles }) => ({
            value: id,
            label: `${name}, ${texts.codes.role(roles[0] ?? '')}`,
          }))}
          {...form.getInputProps('ownerId')}
        />
        <ReasonSelect usedFor="assign" {...form.getInputProps('reasonCode')} />
        {assign.isError ? <ProblemAlert error={assign.error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={assign.isPending}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
