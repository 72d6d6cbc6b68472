import { NumberInput, Radio, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useCommissions } from '../api/money.ts';
import { texts } from '../texts/en.ts';
import { minorDigits, moneyInWords } from '../ui/money.ts';
import type { DecisionValues } from './decision.ts';

const words = texts.cases.decide;
const { add, take, direction, amount } = texts.finance.adjust;

/** Which line of the referral is adjusted, and by how much. */
export function AdjustFields({ form, referralId }: { form: UseFormReturnType<DecisionValues>; referralId: string }) {
  const lines = useCommissions({ referralId });
  const adjustable = (lines.data ?? []).filter((line) => line.adjustable);
  const { currency } = form.values;
  const choose = (id: string | null): void => {
    const line = adjustable.find((one) => one.id === id);
    form.setFieldValue('commissionId', line?.id ?? '');
    form.setFieldValue('currency', line?.amount.currency ?? currency);
  };
  return (
    <>
      <Select
        label={words.line}
        withAsterisk
        data={adjustable.map((line) => ({
          value: line.id,
          label: `${moneyInWords(line.amount)}: ${line.explanation.sentence}`,
        }))}
        {...form.getInputProps('commissionId')}
        onChange={choose}
      />
      <Radio.Group label={direction} {...form.getInputProps('direction')}>
        <Stack gap="xs" mt="xs">
          <Radio value="add" label={add} />
          <Radio value="take" label={take} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={amount(currency)}
        withAsterisk
        hideControls
        min={0}
        thousandSeparator=","
        decimalScale={minorDigits(currency)}
        {...form.getInputProps('amount')}
      />
    </>
  );
}
