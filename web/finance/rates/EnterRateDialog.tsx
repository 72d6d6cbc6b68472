import { Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useEnterRate } from '../../api/ledger.ts';
import type { RateBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { todayInUtc } from '../../ui/time.ts';

const words = texts.books.rates;

export type Pair = { from: string; to: string };

const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text.trim().toUpperCase());
const isDecimal = (text: string): boolean => /^\d{1,9}(\.\d{1,12})?$/.test(text.trim()) && /[1-9]/.test(text);

function EnterRateForm({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const enter = useEnterRate();
  const form = useForm<RateBody>({
    initialValues: { ...pair, rate: '', day: todayInUtc(), source: '' },
    validate: {
      from: (value) => (isCurrency(value) ? null : words.currencyMissing),
      to: (value, { from }) => {
        if (!isCurrency(value)) return words.currencyMissing;
        return value.trim().toUpperCase() === from.trim().toUpperCase() ? words.samePair : null;
      },
      rate: (value) => (isDecimal(value) ? null : words.rateMissing),
      day: (value) => (value === '' ? words.dayMissing : null),
      source: (value) => (value.trim() === '' ? words.sourceMissing : null),
    },
  });
  const save = form.onSubmit(({ from, to, rate, day, source }) =>
    enter.mutate(
      {
        from: from.trim().toUpperCase(),
        to: to.trim().toUpperCase(),
        rate: rate.trim(),
        day,
        source: source.trim(),
      },
      {
        onSuccess: () => {
          notifications.show({ message: words.entered, color: 'teal' });
          onClose();
        },
      },
    ),
  );
  const { from, to } = form.values;
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Group grow align="flex-start">
          <TextInput label={words.from} withAsterisk maxLength={3} autoComplete="off" {...form.getInputProps('from')} />
          <TextInput label={words.to} withAsterisk maxLength={3} autoComplete="off" {...form.getInputProps('to')} />
        </Group>
        <TextInput
          label={words.rate}
          description={
            isCurrency(from) && isCurrency(to) ? words.rateHint(from.toUpperCase(), to.toUpperCase()) : undefined
          }
          withAsterisk
          inputMode="decimal"
          autoComplete="off"
          {...form.getInputProps('rate')}
        />
        <TextInput label={words.day} type="date" withAsterisk max={todayInUtc()} {...form.getInputProps('day')} />
        <TextInput label={words.source} withAsterisk maxLength={100} {...form.getInputProps('source')} />
        <FormEnd command={enter} confirm={words.enter} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Takes down a rate; it counts once another person has confirmed it. */
export function EnterRateDialog({ pair, onClose }: { pair: Pair | null; onClose: () => void }) {
  return (
    <Modal opened={pair !== null} onClose={onClose} title={words.enter}>
      {pair === null ? null : <EnterRateForm pair={pair} onClose={onClose} />}
    </Modal>
  );
}
