import { Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { useCommissions, usePayoutRails, usePrepareRun, type NewRun } from '../../api/money.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { localInputValue } from '../../ui/time.ts';

const words = texts.finance.runs;

type Values = { rail: NewRun['rail']; currency: string; cutOff: string };

function NewRunForm({ onClose }: { onClose: () => void }) {
  const approved = useCommissions({ state: 'approved' });
  const rails = usePayoutRails();
  const prepare = usePrepareRun();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initialValues: { rail: 'csv', currency: '', cutOff: localInputValue(new Date()) },
    validate: { cutOff: (value) => (value === '' ? words.cutOffMissing : null) },
  });
  const currencies = [...new Set((approved.data ?? []).map(({ amount }) => amount.currency))];
  const offered = rails.data ?? [];
  const carried = offered.find(({ name }) => name === form.values.rail)?.currency ?? null;
  const chosen = form.values.currency === '' ? (currencies[0] ?? 'EUR') : form.values.currency;
  const currency = carried ?? chosen;
  const save = form.onSubmit(({ rail, cutOff }) =>
    prepare.mutate(
      { rail, currency, cutOff: new Date(cutOff).toISOString() },
      {
        onSuccess: ({ id }) => {
          notifications.show({ message: words.prepared, color: 'teal' });
          void navigate(`/runs/${id}`);
        },
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Select
          label={words.rail}
          data={offered.map(({ name }) => ({ value: name, label: words.rails[name] }))}
          allowDeselect={false}
          {...form.getInputProps('rail')}
        />
        <Select
          label={words.currency}
          data={carried === null ? (currencies.length === 0 ? ['EUR'] : currencies) : [carried]}
          allowDeselect={false}
          {...form.getInputProps('currency')}
          value={currency}
        />
        <TextInput
          label={words.cutOff}
          description={words.cutOffHint}
          type="datetime-local"
          {...form.getInputProps('cutOff')}
        />
        <FormEnd command={prepare} confirm={words.prepare} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Collects what is payable. It moves no money: another person releases it. */
export function NewRunDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.create}>
      <NewRunForm onClose={onClose} />
    </Modal>
  );
}
