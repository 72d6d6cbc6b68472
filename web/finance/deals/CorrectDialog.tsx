import { Modal, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useCorrectDeal, type Deal } from '../../api/deals.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, moneyInWords, toMinor } from '../../ui/money.ts';

const words = texts.deals;

type Values = { units: number | ''; firstYear: number | ''; externalId: string; reason: string };

function CorrectForm({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const correct = useCorrectDeal(deal.dealId);
  const { currency } = deal.amount;
  const form = useForm<Values>({
    initialValues: { units: '', firstYear: '', externalId: '', reason: '' },
    validate: {
      units: (value) => (value === '' || value <= 0 ? words.amountMissing : null),
      firstYear: (value, { units }) => (value !== '' && units !== '' && value > units ? words.firstYearAbove : null),
      externalId: (value) => (value.trim() === '' ? words.externalIdMissing : null),
      reason: (value) => (value.trim() === '' ? words.correction.reasonMissing : null),
    },
  });
  const moneyOf = (units: number) => ({ amount: toMinor(units, currency), currency });
  const save = form.onSubmit(({ units, firstYear, externalId, reason }) =>
    correct.mutate(
      {
        externalId: externalId.trim(),
        amount: moneyOf(Number(units)),
        ...(firstYear === '' ? {} : { firstYearNet: moneyOf(firstYear) }),
        reason: reason.trim(),
      },
      {
        onSuccess: () => {
          notifications.show({ message: words.correction.recorded, color: 'teal' });
          onClose();
        },
      },
    ),
  );
  const amountInput = { hideControls: true, thousandSeparator: ',', decimalScale: minorDigits(currency) } as const;
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Text size="sm">{words.correction.hint(moneyInWords(deal.amount), moneyInWords(deal.firstYearNet))}</Text>
        <NumberInput
          label={words.correction.amount(currency)}
          withAsterisk
          {...amountInput}
          {...form.getInputProps('units')}
        />
        <NumberInput
          label={words.correction.firstYear(currency)}
          description={words.correction.firstYearHint}
          {...amountInput}
          {...form.getInputProps('firstYear')}
        />
        <TextInput
          label={words.externalId}
          description={words.externalIdHint}
          withAsterisk
          maxLength={120}
          autoComplete="off"
          {...form.getInputProps('externalId')}
        />
        <Textarea
          label={words.reason}
          description={words.correction.reasonHint}
          withAsterisk
          maxLength={1000}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <FormEnd command={correct} confirm={words.correction.confirm} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Puts right what a deal is worth; its lines follow. */
export function CorrectDialog({ deal, opened, onClose }: { deal: Deal; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.correction.title(deal.companyName)}>
      {opened ? <CorrectForm deal={deal} onClose={onClose} /> : null}
    </Modal>
  );
}
