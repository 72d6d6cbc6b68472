import { FileInput, Select, SimpleGrid, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { fieldErrorsOf, isProblem } from '../../api/problem.ts';
import { useChangeTax } from '../../api/tax.ts';
import type { TaxProfile } from '../../api/types.ts';
import { StepUp } from '../../finance/decision/StepUp.tsx';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { EMPTY_TAX, missingInTax, taxFieldOf, toTaxBody, type TaxValues } from './taxForm.ts';

const words = texts.tax.form;

const FORMS = (['vat_registration', 'w9', 'w8ben_e'] as const).map((value) => ({
  value,
  label: texts.tax.forms[value],
}));
const TREATMENTS = (['domestic', 'reverse_charge', 'exempt'] as const).map((value) => ({
  value,
  label: texts.tax.treatments[value],
}));

function Fields({ form }: { form: UseFormReturnType<TaxValues> }) {
  const secret = (name: 'legalName' | 'taxNumber') => ({
    autoComplete: 'off',
    spellCheck: false,
    withAsterisk: true,
    ...form.getInputProps(name),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select label={words.kind} data={FORMS} allowDeselect={false} {...form.getInputProps('form')} />
      <FileInput
        label={words.file}
        description={words.fileHint}
        accept=".pdf,.png,.jpg,.jpeg"
        withAsterisk
        {...form.getInputProps('file')}
      />
      <TextInput label={words.legalName} description={words.legalNameHint} {...secret('legalName')} />
      <TextInput label={words.taxNumber} description={words.taxNumberHint} {...secret('taxNumber')} />
      <Textarea
        label={words.address}
        description={words.addressHint}
        withAsterisk
        autosize
        {...form.getInputProps('address')}
      />
      <TextInput
        label={words.country}
        description={words.countryHint}
        withAsterisk
        {...form.getInputProps('country')}
      />
      <Select label={words.treatment} data={TREATMENTS} allowDeselect={false} {...form.getInputProps('treatment')} />
      {form.values.treatment === 'domestic' ? (
        <TextInput label={words.rate} inputMode="decimal" withAsterisk {...form.getInputProps('rate')} />
      ) : null}
      <TextInput label={words.validFrom} type="date" withAsterisk {...form.getInputProps('validFrom')} />
      <TextInput
        label={words.validUntil}
        description={words.validUntilHint}
        type="date"
        {...form.getInputProps('validUntil')}
      />
    </SimpleGrid>
  );
}

/** A new profile with its form; nothing of the one before is in it, for nobody reads that any more. */
export function TaxForm({ tax, onDone }: { tax: TaxProfile; onDone: () => void }) {
  const change = useChangeTax(tax);
  const form = useForm<TaxValues>({ initialValues: EMPTY_TAX, validate: missingInTax });
  const send = (values: TaxValues): void => {
    if (values.file === null) return;
    change.mutate(
      { ...toTaxBody(values), file: values.file },
      {
        onSuccess: () => {
          notifications.show({ message: words.sent, color: 'teal' });
          onDone();
        },
        onError: (error) => {
          if (!isProblem(error, 'invalid_request')) return;
          const errors = Object.entries(fieldErrorsOf(error));
          form.setErrors(Object.fromEntries(errors.map(([field, message]) => [taxFieldOf(field), message])));
        },
      },
    );
  };
  const saidAtField = isProblem(change.error, 'invalid_request') && change.error.fields.length > 0;
  if (isProblem(change.error, 'step_up_required')) return <StepUp onConfirmed={() => send(form.values)} />;
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack>
        <Fields form={form} />
        <FormEnd
          command={{ ...change, error: saidAtField ? null : change.error }}
          confirm={words.send}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
