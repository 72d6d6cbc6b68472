import { Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { fieldErrorsOf, isProblem } from '../../api/problem.ts';
import { useRecordVendor, type VendorIdentity } from '../../api/vendor.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { todayInUtc } from '../../ui/time.ts';

const words = texts.vendor.form;

type Values = { legalName: string; address: string; country: string; vatId: string; validFrom: string };

const REQUIRED = ['legalName', 'address', 'country', 'validFrom'] as const;

const missing = (values: Values): Record<string, string> =>
  Object.fromEntries(REQUIRED.filter((field) => values[field].trim() === '').map((field) => [field, words.required]));

const begin = (before: VendorIdentity | undefined): Values => ({
  legalName: before?.legalName ?? '',
  address: before?.address ?? '',
  country: before?.country ?? '',
  vatId: before?.vatId ?? '',
  validFrom: todayInUtc(),
});

function VendorForm({ before, onDone }: { before: VendorIdentity | undefined; onDone: () => void }) {
  const record = useRecordVendor();
  const form = useForm<Values>({ initialValues: begin(before), validate: missing });
  const send = form.onSubmit(({ vatId, country, ...values }) =>
    record.mutate(
      { ...values, country: country.trim().toUpperCase(), vatId: vatId.trim() === '' ? null : vatId.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: words.sent, color: 'teal' });
          onDone();
        },
        onError: (error) => {
          if (isProblem(error, 'invalid_request')) form.setErrors(fieldErrorsOf(error));
        },
      },
    ),
  );
  const saidAtField = isProblem(record.error, 'invalid_request') && record.error.fields.length > 0;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <p className="fl-soft">{words.text}</p>
        <TextInput label={words.legalName} withAsterisk {...form.getInputProps('legalName')} />
        <Textarea
          label={words.address}
          description={words.addressHint}
          withAsterisk
          autosize
          minRows={2}
          {...form.getInputProps('address')}
        />
        <TextInput
          label={words.country}
          description={words.countryHint}
          withAsterisk
          maxLength={2}
          {...form.getInputProps('country')}
        />
        <TextInput label={words.vatId} description={words.vatIdHint} {...form.getInputProps('vatId')} />
        <TextInput
          label={words.validFrom}
          description={words.validFromHint}
          type="date"
          withAsterisk
          {...form.getInputProps('validFrom')}
        />
        <FormEnd
          command={{ ...record, error: saidAtField ? null : record.error }}
          confirm={words.send}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}

type Props = { opened: boolean; before: VendorIdentity | undefined; onClose: () => void };

/** The next version; it begins with what the one before says. */
export function VendorDialog({ opened, before, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.title}>
      <VendorForm before={before} onDone={onClose} />
    </Modal>
  );
}
