import { Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useColleagues } from '../../api/catalog.ts';
import { useLeads, useUser } from '../../api/session.ts';
import { usePlanAbsence } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { localInputValue } from '../../ui/time.ts';

const words = texts.staff.absences;

function PlanForm({ onClose }: { onClose: () => void }) {
  const user = useUser();
  const leads = useLeads();
  const people = useColleagues();
  const plan = usePlanAbsence();
  const form = useForm({
    initialValues: { userId: user.id, from: localInputValue(new Date()), to: '', deputyId: '' },
    validate: {
      to: (value, { from }) => (value === '' ? words.endMissing : value <= from ? words.endTooEarly : null),
    },
  });
  const choices = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const save = form.onSubmit(({ userId, from, to, deputyId }) =>
    plan.mutate(
      {
        userId,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        ...(deputyId === '' ? {} : { deputyId }),
      },
      {
        onSuccess: () => {
          notifications.show({ message: words.planned, color: 'teal' });
          onClose();
        },
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {leads ? (
          <Select label={words.who} data={choices} searchable allowDeselect={false} {...form.getInputProps('userId')} />
        ) : null}
        <TextInput label={words.from} type="datetime-local" data-autofocus {...form.getInputProps('from')} />
        <TextInput label={words.to} type="datetime-local" withAsterisk {...form.getInputProps('to')} />
        <Select
          label={words.deputy}
          description={words.deputyHint}
          placeholder={words.noDeputy}
          data={choices.filter(({ value }) => value !== form.values.userId)}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': texts.ui.clearFilter }}
          value={form.values.deputyId === '' ? null : form.values.deputyId}
          onChange={(value) => form.setFieldValue('deputyId', value ?? '')}
        />
        <FormEnd command={plan} confirm={words.plan} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** One's own absence, or, for those who lead, anybody's. */
export const PlanAbsence = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => (
  <Modal opened={opened} onClose={onClose} title={words.plan}>
    <PlanForm onClose={onClose} />
  </Modal>
);
