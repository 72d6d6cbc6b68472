import { Modal, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useAdjust } from '../../api/money.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, toMinor } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';

const words = texts.finance.adjust;

type Values = { direction: 'add' | 'take'; units: number | string; reasonCode: string; message: string };

function AdjustForm({ line, onClose }: { line: Commission; onClose: () => void }) {
  const adjust = useAdjust();
  const { currency } = line.amount;
  const form = useForm<Values>({
    initialValues: { direction: 'add', units: '', reasonCode: '', message: '' },
    validate: {
      units: (units) => (toMinor(Number(units), currency) > 0 ? null : words.amountMissing),
      reasonCode: (code) => (code.trim() === '' ? words.reasonMissing : null),
      message: (message) => (message.trim() === '' ? words.messageMissing : null),
    },
  });
  const save = form.onSubmit(({ direction, units, reasonCode, message }) => {
    const amount = toMinor(Number(units), currency);
    adjust.mutate(
      { line, amount: direction === 'take' ? -amount : amount, reasonCode: reasonCode.trim(), message: message.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: words.proposed, color: 'teal' });
          onClose();
        },
      },
    );
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <div className="fl-ask">
          <MoneyText money={line.amount} strong />
          <span className="fl-soft">
            {line.partnerName} · {line.companyName}
          </span>
        </div>
        <Radio.Group label={words.direction} {...form.getInputProps('direction')}>
          <Stack gap="xs" mt="xs">
            <Radio value="add" label={words.add} />
            <Radio value="take" label={words.take} />
          </Stack>
        </Radio.Group>
        <NumberInput
          label={words.amount(currency)}
          withAsterisk
          hideControls
          thousandSeparator=","
          decimalScale={minorDigits(currency)}
          {...form.getInputProps('units')}
        />
        <TextInput label={words.reasonCode} withAsterisk maxLength={60} {...form.getInputProps('reasonCode')} />
        <Textarea
          label={words.message}
          withAsterisk
          autosize
          minRows={2}
          maxLength={2_000}
          {...form.getInputProps('message')}
        />
        <p className="fl-soft">{words.others}</p>
        <FormEnd command={adjust} confirm={words.propose} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Says what is to be added or taken, and why; nothing is decided here. */
export function AdjustDialog({ line, onClose }: { line: Commission | null; onClose: () => void }) {
  return (
    <Modal opened={line !== null} onClose={onClose} title={words.dialog}>
      {line === null ? null : <AdjustForm line={line} onClose={onClose} />}
    </Modal>
  );
}
