import { Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRecordMovement, type Deal, type DealMovement } from '../../api/deals.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, toMinor } from '../../ui/money.ts';
import { todayInUtc } from '../../ui/time.ts';

const words = texts.deals;
const KINDS = ['paid', 'invoiced', 'refunded'] as const satisfies readonly DealMovement['kind'][];

type Values = { kind: DealMovement['kind']; units: number | ''; on: string; externalId: string; reasonCode: string };

function Fields({ form, deal }: { form: UseFormReturnType<Values>; deal: Deal }) {
  const { currency } = deal.amount;
  return (
    <>
      <NumberInput
        label={words.amountNet(currency)}
        withAsterisk
        hideControls
        thousandSeparator=","
        decimalScale={minorDigits(currency)}
        {...form.getInputProps('units')}
      />
      <TextInput
        label={words.day}
        type="date"
        withAsterisk
        min={deal.closedOn}
        max={todayInUtc()}
        {...form.getInputProps('on')}
      />
      <TextInput
        label={words.externalId}
        description={words.externalIdHint}
        withAsterisk
        maxLength={120}
        autoComplete="off"
        {...form.getInputProps('externalId')}
      />
      {form.values.kind === 'refunded' ? (
        <TextInput label={words.reason} maxLength={60} autoComplete="off" {...form.getInputProps('reasonCode')} />
      ) : null}
    </>
  );
}

function RecordForm({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const record = useRecordMovement(deal.dealId);
  const { currency } = deal.amount;
  const form = useForm<Values>({
    initialValues: {
      kind: deal.waitsFor.includes('invoiced') ? 'invoiced' : 'paid',
      units: '',
      on: todayInUtc(),
      externalId: '',
      reasonCode: '',
    },
    validate: {
      units: (value) => (value === '' || value <= 0 ? words.amountMissing : null),
      on: (value) => (value === '' ? words.dayMissing : null),
      externalId: (value) => (value.trim() === '' ? words.externalIdMissing : null),
    },
  });
  const { kind } = form.values;
  const save = form.onSubmit(({ units, externalId, on, reasonCode }) =>
    record.mutate(
      {
        kind,
        on,
        externalId: externalId.trim(),
        reasonCode: reasonCode.trim(),
        amount: { amount: toMinor(Number(units), currency), currency },
      },
      {
        onSuccess: () => {
          notifications.show({ message: words.recorded[kind], color: 'teal' });
          onClose();
        },
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <SegmentedControl
          aria-label={words.what}
          data={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          {...form.getInputProps('kind')}
        />
        {kind === 'refunded' ? <Text size="sm">{words.refundHint}</Text> : null}
        <Fields form={form} deal={deal} />
        <FormEnd command={record} confirm={words.recordLabels[kind]} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Records an invoice, a payment or a refund of a deal. */
export function RecordDialog({ deal, opened, onClose }: { deal: Deal; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.recordTitle(deal.companyName)}>
      {opened ? <RecordForm deal={deal} onClose={onClose} /> : null}
    </Modal>
  );
}
