import { Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { usePartners } from '../../api/catalog.ts';
import { usePreviewPlan, type Plan, type SampleDeal } from '../../api/plans.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { toMinor } from '../../ui/money.ts';
import { PastDeals, SampleLines } from './PreviewResult.tsx';

const words = texts.plans;

type Values = {
  amount: number | string;
  firstYear: number | string;
  partnerId: string | null;
  productLine: string;
  country: string;
  quality: string | null;
};

const INITIAL: Values = { amount: '', firstYear: '', partnerId: null, productLine: '', country: '', quality: null };
const QUALITIES = ['1', '2', '3', '4', '5'];

/** undefined: no deal was made up. */
function toSample(values: Values, currency: string): SampleDeal | undefined {
  const { amount, firstYear, partnerId, productLine, country, quality } = values;
  if (amount === '') return undefined;
  const money = (units: number | string) => ({ amount: toMinor(Number(units), currency), currency });
  return {
    amount: money(amount),
    ...(firstYear === '' ? {} : { firstYearNet: money(firstYear) }),
    ...(partnerId === null ? {} : { partnerId }),
    ...(productLine.trim() === '' ? {} : { productLine: productLine.trim() }),
    ...(country.trim() === '' ? {} : { country: country.trim().toUpperCase() }),
    ...(quality === null ? {} : { quality: Number(quality) }),
  };
}

type Props = { plan: Plan; currency: string; onClose: () => void };

function TryForm({ plan, currency, onClose }: Props) {
  const partners = usePartners();
  const preview = usePreviewPlan(plan.id);
  const form = useForm<Values>({ initialValues: INITIAL });
  const amounts = { min: 0, hideControls: true, thousandSeparator: ',' };
  const clearable = { clearable: true, clearButtonProps: { 'aria-label': texts.ui.clearFilter } };
  return (
    <form onSubmit={form.onSubmit((values) => preview.mutate(toSample(values, currency)))} noValidate>
      <Stack>
        <p className="fl-soft">{words.tryAbout}</p>
        <div className="fl-fields">
          <NumberInput label={words.amount(currency)} {...amounts} {...form.getInputProps('amount')} />
          <NumberInput label={words.firstYear} {...amounts} {...form.getInputProps('firstYear')} />
          <Select
            label={words.partner}
            placeholder={texts.ui.choose}
            data={(partners.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            {...clearable}
            {...form.getInputProps('partnerId')}
          />
          <TextInput label={words.productLine} {...form.getInputProps('productLine')} />
          <TextInput label={words.country} maxLength={2} {...form.getInputProps('country')} />
          <Select
            label={words.quality}
            placeholder={texts.ui.choose}
            data={QUALITIES}
            {...clearable}
            {...form.getInputProps('quality')}
          />
        </div>
        <FormEnd command={preview} confirm={words.run} onCancel={onClose} />
        {preview.data === undefined ? null : (
          <div className="fl-stack" aria-live="polite">
            {preview.data.sample === null ? null : <SampleLines sample={preview.data.sample} />}
            <PastDeals past={preview.data.past} />
          </div>
        )}
      </Stack>
    </form>
  );
}

/** A deal that somebody makes up, and what the plan would pay for it and would have paid for those of the last year. */
export function TryDialog(props: Props) {
  return (
    <Modal opened onClose={props.onClose} title={words.tryTitle(props.plan.name)} size="xl">
      <TryForm {...props} />
    </Modal>
  );
}
