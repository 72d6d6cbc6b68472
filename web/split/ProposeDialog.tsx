import { Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { usePartners } from '../api/catalog.ts';
import { useProposeSplit } from '../api/splits.ts';
import type { Referral } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { FormEnd } from '../ui/FormEnd.tsx';
import { tellResult } from '../ui/tellResult.ts';
import { basisPointsOf, restInWords } from './percent.ts';

const words = texts.splits;
const PERCENT_USUAL = 30;

type Props = { referral: Referral; onClose: () => void };

/** Which other partner of the program gets which part; the partner that referred the company is asked. */
export function ProposeDialog({ referral, onClose }: Props) {
  const partners = usePartners();
  const propose = useProposeSplit(referral.id, () => {
    tellResult({ state: 'done' }, words.sent);
    onClose();
  });
  const form = useForm<{ partnerId: string; percent: number | string }>({
    initialValues: { partnerId: '', percent: PERCENT_USUAL },
    validate: {
      partnerId: (value) => (value === '' ? words.partnerMissing : null),
      percent: (value) => (basisPointsOf(value) === undefined ? words.percentMissing : null),
    },
  });
  const part = basisPointsOf(form.values.percent);
  const others = (partners.data ?? []).filter(
    ({ id, enrolments }) =>
      id !== referral.partnerId && enrolments.some(({ programId }) => programId === referral.programId),
  );
  const save = form.onSubmit(({ partnerId, percent }) => {
    const basisPoints = basisPointsOf(percent);
    if (basisPoints !== undefined) propose.mutate({ partnerId, basisPoints });
  });
  return (
    <Modal opened onClose={onClose} title={words.propose}>
      <form onSubmit={save} noValidate>
        <Stack>
          <Text size="sm">{words.about}</Text>
          <Select
            label={words.partner}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            withAsterisk
            data-autofocus
            {...form.getInputProps('partnerId')}
          />
          <NumberInput
            label={words.percent}
            description={part === undefined ? undefined : words.percentHint(restInWords(part))}
            min={0.01}
            max={99.99}
            decimalScale={2}
            suffix=" %"
            withAsterisk
            {...form.getInputProps('percent')}
          />
          <FormEnd command={propose} confirm={words.send} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
