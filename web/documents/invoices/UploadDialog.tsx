import { Checkbox, FileInput, Modal, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useUploadInvoice, type WantedInvoice } from '../../api/invoices.ts';
import { fieldErrorsOf, isProblem } from '../../api/problem.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, moneyInWords } from '../../ui/money.ts';
import { emptyInvoice, missingInInvoice, owedFor, toUpload, type InvoiceValues } from './invoiceForm.ts';

const words = texts.invoices;

type FormProps = { form: UseFormReturnType<InvoiceValues>; wanted: WantedInvoice };

function Lines({ form, wanted }: FormProps) {
  return (
    <Checkbox.Group label={words.form.lines} {...form.getInputProps('lines')}>
      <Stack gap="xs" mt="xs">
        {wanted.lines.map(({ commissionId, companyName, referralNumber, amount }) => (
          <Checkbox
            key={commissionId}
            value={commissionId}
            label={`${companyName} · ${referralNumber} · ${moneyInWords(amount)}`}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Fields({ form, wanted }: FormProps) {
  const { currency } = wanted.net;
  const amount = (name: 'net' | 'vat' | 'gross') => ({
    ...{ label: words.form[name](currency), withAsterisk: true, hideControls: true, thousandSeparator: ',' },
    ...{ decimalScale: minorDigits(currency), allowNegative: false },
    ...form.getInputProps(name),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={words.form.number}
        description={words.form.numberHint}
        maxLength={60}
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('number')}
      />
      <TextInput
        label={words.form.dated}
        description={words.form.numberHint}
        type="date"
        withAsterisk
        {...form.getInputProps('dated')}
      />
      <NumberInput
        description={words.form.exactly(moneyInWords(owedFor(wanted, form.values.lines)))}
        {...amount('net')}
      />
      <NumberInput description={words.form.numberHint} {...amount('vat')} />
      <NumberInput description={words.form.numberHint} {...amount('gross')} />
      <FileInput
        label={words.form.file}
        description={words.form.fileHint}
        accept=".pdf,.xml"
        withAsterisk
        {...form.getInputProps('file')}
      />
    </SimpleGrid>
  );
}

function UploadForm({ wanted, onDone }: { wanted: WantedInvoice; onDone: () => void }) {
  const upload = useUploadInvoice(wanted.partnerId);
  const form = useForm<InvoiceValues>({ initialValues: emptyInvoice(wanted), validate: missingInInvoice });
  const send = form.onSubmit((values) => {
    if (values.file === null) return;
    upload.mutate(
      { ...toUpload(values, wanted), file: values.file },
      {
        onSuccess: () => {
          notifications.show({ message: words.form.sent, color: 'teal' });
          onDone();
        },
        onError: (error) => {
          if (isProblem(error, 'invalid_request')) form.setErrors(fieldErrorsOf(error));
        },
      },
    );
  });
  const saidAtField = isProblem(upload.error, 'invalid_request') && upload.error.fields.length > 0;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        {wanted.corrects === null ? <Lines form={form} wanted={wanted} /> : null}
        <Fields form={form} wanted={wanted} />
        <FormEnd
          command={{ ...upload, error: saidAtField ? null : upload.error }}
          confirm={words.form.send}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}

/** An invoice, or a credit note, with its file. */
export function UploadDialog({ wanted, onClose }: { wanted: WantedInvoice | null; onClose: () => void }) {
  const number = wanted?.corrects?.number;
  return (
    <Modal
      opened={wanted !== null}
      onClose={onClose}
      size="lg"
      title={number === undefined ? words.uploadTitle : words.creditTitle(number)}
    >
      {wanted === null ? null : <UploadForm wanted={wanted} onDone={onClose} />}
    </Modal>
  );
}
