import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useReasons } from '../../api/catalog.ts';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.partner.detail;

type Props = { referralId: string; opened: boolean; onClose: () => void };

/** Asks once more and for the reason, and says what it does to others. */
export function WithdrawDialog({ referralId, opened, onClose }: Props) {
  const reasons = useReasons();
  const withdraw = useReferralCommand(referralId, 'withdraw', (result) => {
    tellResult(result, words.withdrawn);
    onClose();
  });
  const [reasonCode, setReasonCode] = useState('prospect_request');
  const choices = (reasons.data ?? []).filter(({ usedFor }) => usedFor === 'withdrawn');
  return (
    <Modal opened={opened} onClose={onClose} title={words.withdrawTitle}>
      <Stack>
        <Text size="sm">{words.withdrawText}</Text>
        <Radio.Group label={words.withdrawReason} value={reasonCode} onChange={setReasonCode}>
          <Stack gap="xs" mt="xs">
            {choices.map(({ code }) => (
              <Radio key={code} value={code} label={texts.codes.reason(code)} />
            ))}
          </Stack>
        </Radio.Group>
        {withdraw.isError ? <ProblemAlert error={withdraw.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.ui.cancel}
          </Button>
          <Button color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate({ reasonCode })}>
            {words.withdraw}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
