import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useReasons } from '../../api/catalog.ts';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.partner.detail;

type Props = { referralId: string; opened: boolean; onClose: () => void };

/** Asks for the reason, and says what it does to others. */
export function WithdrawDialog({ referralId, opened, onClose }: Props) {
  const reasons = useReasons();
  const withdraw = useReferralCommand(referralId, 'withdraw', (result) => {
    tellResult(result, words.withdrawn);
    onClose();
  });
  const [reasonCode, setReasonCode] = useState('prospect_request');
  const choices = (reasons.data ?? []).filter(({ usedFor }) => usedFor === 'withdrawn');
  return (
    <ConfirmDialog
      opened={opened}
      title={words.withdrawTitle}
      text={words.withdrawText}
      command={withdraw}
      confirm={words.withdraw}
      destroys
      onConfirm={() => withdraw.mutate({ reasonCode })}
      onClose={onClose}
    >
      <Radio.Group label={words.withdrawReason} value={reasonCode} onChange={setReasonCode}>
        <Stack gap="xs" mt="xs">
          {choices.map(({ code }) => (
            <Radio key={code} value={code} label={texts.codes.reason(code)} />
          ))}
        </Stack>
      </Radio.Group>
    </ConfirmDialog>
  );
}
