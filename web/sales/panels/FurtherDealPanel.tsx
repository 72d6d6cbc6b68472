import { Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { useRecordFurtherDeal, type NewFurtherDeal } from '../../api/furtherDeals.ts';
import { optionalText } from '../../api/optionalText.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, toMinor } from '../../ui/money.ts';
import { Choice } from './Choice.tsx';
import type { PanelProps } from './panel.ts';

const words = texts.sales['further-deals'];

type Kind = NewFurtherDeal['kind'];
type Values = { kind: Kind; name: string; amount: number | ''; currency: string; productLine: string };

/** What the plan pays for, and nothing else. */
const choicesOf = ({ paysBeyond = [] }: Referral): Partial<Record<Kind, string>> =>
  Object.fromEntries(paysBeyond.map((kind) => [kind, texts.ui.customerDeals.kinds[kind]]));

const bodyOf = ({ kind, name, amount, currency, productLine }: Values): NewFurtherDeal => ({
  kind,
  name: name.trim(),
  ...(amount === '' ? {} : { expectedAmount: { amount: toMinor(amount, currency), currency } }),
  ...optionalText('productLine', productLine),
});

/** A renewal or further deal of the customer: from here on a referral of its own, to which the reader is led. */
export function FurtherDealPanel({ referral, onDone }: PanelProps) {
  const navigate = useNavigate();
  const record = useRecordFurtherDeal(referral.id, ({ id, number }) => {
    onDone({ state: 'done', referral }, words.done(number));
    void navigate(`/referrals/${id}`);
  });
  const form = useForm<Values>({
    initialValues: {
      kind: referral.paysBeyond?.[0] ?? 'renewal',
      name: '',
      amount: '',
      currency: referral.deal?.amount.currency ?? 'EUR',
      productLine: referral.productLine ?? '',
    },
    validate: {
      name: (value) => (value.trim() === '' ? words.nameMissing : null),
      currency: (value) => (/^[A-Z]{3}$/.test(value) ? null : texts.sales.close.currencyMissing),
    },
  });
  const { currency, kind } = form.values;
  const digits = currency.length === 3 ? minorDigits(currency) : 2;
  return (
    <form onSubmit={form.onSubmit((values) => record.mutate(bodyOf(values)))} noValidate>
      <Stack>
        <Text size="sm">{words.about}</Text>
        <Choice<Kind>
          label={words.kind}
          value={kind}
          onChange={(value) => form.setFieldValue('kind', value)}
          choices={choicesOf(referral) as Record<Kind, string>}
        />
        <TextInput
          label={words.name}
          description={words.nameHint}
          withAsterisk
          data-autofocus
          maxLength={200}
          {...form.getInputProps('name')}
        />
        <Group grow align="start" preventGrowOverflow={false} wrap="nowrap">
          <NumberInput
            label={words.amount}
            thousandSeparator=","
            decimalScale={digits}
            min={0}
            hideControls
            {...form.getInputProps('amount')}
          />
          <TextInput label={texts.sales.close.currency} maxLength={3} w={90} {...form.getInputProps('currency')} />
        </Group>
        <TextInput label={words.product} maxLength={100} {...form.getInputProps('productLine')} />
        <FormEnd command={record} confirm={words.confirm} />
      </Stack>
    </form>
  );
}
