import { Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.partner.more;
const DAYS_USUAL = 30;
const DAYS_MAX = 180;
const REASONS = Object.entries(words.reasons).map(([value, label]) => ({ value, label }));

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
        <Select
          label={words.reason}
          data={REASONS}
          value={reasonCode}
          allowDeselect={false}
          onChange={(code) => setReasonCode(code ?? reasonCode)}
        />
        {ask.isError ? <ProblemAlert error={ask.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.ui.cancel}
          </Button>
          <Button
            loading={ask.isPending}
            disabled={typeof days !== 'number'}
            onClick={() => ask.mutate({ days: Number(days), reasonCode })}
          >
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
