import { Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { ReasonSelect } from '../../ui/ReasonSelect.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.partner.more;
const DAYS_USUAL = 30;
const DAYS_MAX = 180;

type Props = { referralId: string; opened: boolean; onClose: () => void };

/** Asks a manager for a later end of the registration. */
export function ExtensionDialog({ referralId, opened, onClose }: Props) {
  const ask = useReferralCommand(referralId, 'extension', (result) => {
    tellResult(result, words.asked);
    onClose();
  });
  const [days, setDays] = useState<number | string>(DAYS_USUAL);
  const [reasonCode, setReasonCode] = useState('decision_pending');
  return (
    <Modal opened={opened} onClose={onClose} title={words.title}>
      <Stack>
        <Text size="sm">{words.text}</Text>
        <NumberInput label={words.days} value={days} onChange={setDays} min={1} max={DAYS_MAX} allowDecimal={false} />
        <ReasonSelect usedFor="extension" value={reasonCode} onChange={setReasonCode} />
        <FormEnd
          command={ask}
          confirm={words.confirm}
          disabled={typeof days !== 'number' || reasonCode === ''}
          onConfirm={() => ask.mutate({ days: Number(days), reasonCode })}
          onCancel={onClose}
        />
      </Stack>
    </Modal>
  );
}
