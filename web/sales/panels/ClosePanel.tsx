import { Alert, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { useUser } from '../../api/session.ts';
import type { CloseBody, Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { minorDigits, toMinor, toUnits } from '../../ui/money.ts';
import { localToday } from '../../ui/time.ts';
import { ConfirmWin } from './ConfirmWin.tsx';
import { Choice } from './Choice.tsx';
import { MessageField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';

const words = texts.sales.close;

type Values = {
  outcome: CloseBody['outcome'];
  amount: number | '';
  firstYear: number | '';
  currency: string;
  closedOn: string;
  dealId: string;
  reasonCode: string;
  message: string;
};

function initialOf({ estimatedValue, pendingWin }: Referral): Values {
  return {
    outcome: 'won',
    amount: pendingWin === null || pendingWin === undefined ? '' : toUnits(pendingWin.amount),
    firstYear: '',
    currency: pendingWin?.amount.currency ?? estimatedValue?.currency ?? 'EUR',
    closedOn: pendingWin?.closedOn ?? localToday(new Date()),
    dealId: '',
    reasonCode: '',
    message: '',
  };
}

function bodyOf(values: Values): CloseBody {
  const message = optionalText('message', values.message);
  if (values.outcome === 'lost') return { outcome: 'lost', reasonCode: values.reasonCode, ...message };
  const { currency } = values;
  return {
    outcome: 'won',
    amount: { amount: toMinor(Number(values.amount), currency), currency },
    ...(values.firstYear === '' ? {} : { firstYearNet: { amount: toMinor(values.firstYear, currency), currency } }),
    closedOn: values.closedOn,
    ...optionalText('dealId', values.dealId),
    ...message,
  };
}

function WonFields({ form }: { form: UseFormReturnType<Values> }) {
  const { currency } = form.values;
  const digits = currency.length === 3 ? minorDigits(currency) : 2;
  const money = { thousandSeparator: ',', decimalScale: digits, min: 0, hideControls: true } as const;
  return (
    <>
      <Group grow align="start" preventGrowOverflow={false} wrap="nowrap">
        <NumberInput label={words.amount} withAsterisk data-autofocus {...money} {...form.getInputProps('amount')} />
        <TextInput label={words.currency} maxLength={3} w={90} {...form.getInputProps('currency')} />
      </Group>
      <NumberInput
        label={words.firstYear}
        description={words.firstYearHint}
        {...money}
        {...form.getInputProps('firstYear')}
      />
      <TextInput label={words.closedOn} type="date" withAsterisk {...form.getInputProps('closedOn')} />
      <TextInput
        label={words.dealId}
        description={words.dealHint}
        autoComplete="off"
        {...form.getInputProps('dealId')}
      />
    </>
  );
}

const rules = {
  amount: (value: number | '', { outcome }: Values) =>
    outcome === 'won' && !Number(value) ? words.amountMissing : null,
  currency: (value: string, { outcome }: Values) =>
    outcome === 'won' && !/^[A-Z]{3}$/.test(value) ? words.currencyMissing : null,
  closedOn: (value: string, { outcome }: Values) => (outcome === 'won' && value === '' ? words.dateMissing : null),
  reasonCode: (value: string, { outcome }: Values) =>
    outcome === 'lost' && value === '' ? texts.ui.reasonMissing : null,
};

/** Who reported a win may still name the deal; anybody else who closes confirms it. */
export function ClosePanel(props: PanelProps) {
  const { id } = useUser();
  const { pendingWin } = props.referral;
  if (pendingWin === null || pendingWin === undefined || pendingWin.closedBy === id) return <CloseForm {...props} />;
  return <ConfirmWin {...props} win={pendingWin} />;
}

/** How it ended. A win names the deal it can be checked against, or waits for a second person. */
function CloseForm({ referral, onDone }: PanelProps) {
  const close = useReferralCommand(referral.id, 'close', (result, body) =>
    onDone(result, body.outcome === 'won' ? words.won : words.lost),
  );
  const form = useForm<Values>({ initialValues: initialOf(referral), validate: rules });
  const { outcome } = form.values;
  const save = form.onSubmit((values) => close.mutate(bodyOf(values)));
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Choice<CloseBody['outcome']>
          label={words.outcome}
          value={outcome}
          onChange={(value) => form.setFieldValue('outcome', value)}
          choices={words.outcomes}
        />
        {outcome === 'won' ? (
          <WonFields form={form} />
        ) : (
          <ReasonSelect usedFor="lost" {...form.getInputProps('reasonCode')} />
        )}
        <MessageField {...form.getInputProps('message')} />
        {outcome === 'won' && form.values.dealId.trim() === '' ? (
          <Alert color="yellow">{words.secondText}</Alert>
        ) : null}
        <FormEnd command={close} confirm={outcome === 'won' ? words.confirmWon : words.confirmLost} />
      </Stack>
    </form>
  );
}
