import { Group, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../texts/en.ts';
import { minorDigits } from '../ui/money.ts';
import type { DecisionValues } from './decision.ts';

const words = texts.sales.close;

/** The deal that credit is given for. */
export function DealFields({ form }: { form: UseFormReturnType<DecisionValues> }) {
  const { currency } = form.values;
  const decimalScale = /^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2;
  const money = { thousandSeparator: ',', decimalScale, min: 0, hideControls: true } as const;
  return (
    <>
      <TextInput label={words.dealId} withAsterisk autoComplete="off" {...form.getInputProps('dealId')} />
      <Group grow align="start" preventGrowOverflow={false} wrap="nowrap">
        <NumberInput label={words.amount} withAsterisk {...money} {...form.getInputProps('amount')} />
        <TextInput label={words.currency} maxLength={3} w={90} {...form.getInputProps('currency')} />
      </Group>
      <NumberInput
        label={words.firstYear}
        description={words.firstYearHint}
        {...money}
        {...form.getInputProps('firstYear')}
      />
      <TextInput label={words.closedOn} type="date" withAsterisk {...form.getInputProps('closedOn')} />
    </>
  );
}
