import { Alert, Select, SimpleGrid, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useChangePayee } from '../api/payees.ts';
import { fieldErrorsOf, isProblem } from '../api/problem.ts';
import { useUser } from '../api/session.ts';
import type { Payee } from '../api/types.ts';
import { StepUp } from '../finance/decision/StepUp.tsx';
import { texts } from '../texts/en.ts';
import { FormEnd } from '../ui/FormEnd.tsx';
import { EMPTY_ACCOUNT, missingIn, toBody, type AccountValues } from './accountForm.ts';

const words = texts.payees.form;

const METHODS = (['iban', 'ach', 'stripe', 'manual'] as const).map((value) => ({
  value,
  label: texts.payees.methods[value],
}));
const TYPES = (['checking', 'savings'] as const).map((value) => ({ value, label: words.types[value] }));

type Form = UseFormReturnType<AccountValues>;

/** Numbers of accounts are no business of the browser's memory. */
const secret = (form: Form, name: keyof AccountValues) => ({
  autoComplete: 'off',
  spellCheck: false,
  withAsterisk: name !== 'bic',
  ...form.getInputProps(name),
});

function Holder({ form }: { form: Form }) {
  return <TextInput label={words.holder} description={words.holderHint} {...secret(form, 'holder')} />;
}

function Fields({ form }: { form: Form }) {
  switch (form.values.kind) {
    case 'iban':
      return (
        <>
          <Holder form={form} />
          <TextInput label={words.iban} {...secret(form, 'iban')} />
          <TextInput label={words.country} description={words.countryHint} {...secret(form, 'country')} />
          <TextInput label={words.bic} description={words.bicHint} {...secret(form, 'bic')} />
        </>
      );
    case 'ach':
      return (
        <>
          <Holder form={form} />
          <TextInput label={words.routingNumber} inputMode="numeric" {...secret(form, 'routingNumber')} />
          <TextInput label={words.accountNumber} inputMode="numeric" {...secret(form, 'accountNumber')} />
          <Select label={words.accountType} data={TYPES} allowDeselect={false} {...form.getInputProps('accountType')} />
        </>
      );
    case 'stripe':
      return <TextInput label={words.accountId} description={words.accountIdHint} {...secret(form, 'accountId')} />;
    case 'manual':
      return (
        <>
          <Holder form={form} />
          <Textarea label={words.instructions} autosize minRows={2} {...secret(form, 'instructions')} />
        </>
      );
    default:
      return form.values.kind satisfies never;
  }
}

/** A new account; nothing of the old one is in it, for nobody reads that any more. */
export function AccountForm({ payee, onDone }: { payee: Payee; onDone: () => void }) {
  const user = useUser();
  const change = useChangePayee(payee);
  const form = useForm<AccountValues>({
    initialValues: { ...EMPTY_ACCOUNT, contactEmail: payee.current?.contactEmail ?? user.email },
    validate: missingIn,
  });
  const send = (values: AccountValues): void =>
    change.mutate(toBody(values), {
      onSuccess: () => {
        notifications.show({ message: words.saved, color: 'teal' });
        onDone();
      },
      onError: (error) => {
        if (isProblem(error, 'invalid_request')) form.setErrors(fieldErrorsOf(error));
      },
    });
  const saidAtField = isProblem(change.error, 'invalid_request') && change.error.fields.length > 0;
  if (isProblem(change.error, 'step_up_required')) return <StepUp onConfirmed={() => send(form.values)} />;
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack>
        <Select label={words.method} data={METHODS} allowDeselect={false} {...form.getInputProps('kind')} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Fields form={form} />
        </SimpleGrid>
        <TextInput
          label={words.contactEmail}
          description={words.contactHint}
          type="email"
          withAsterisk
          {...form.getInputProps('contactEmail')}
        />
        <Alert color="yellow" variant="outline">
          {words.warning}
        </Alert>
        <FormEnd
          command={{ ...change, error: saidAtField ? null : change.error }}
          confirm={words.send}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
