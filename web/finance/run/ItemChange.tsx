import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useItemChange } from '../../api/money.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

const words = texts.finance.run;

type Item = PayoutRun['items'][number];

/** Leaves one payee out of a run that is not released, or takes it in again, with the reason. */
export function ItemChange({ runId, item }: { runId: string; item: Item }) {
  const change = useItemChange(runId);
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const name = item.excludedReason === null ? 'exclude' : 'include';
  const send = (): void => change.mutate({ itemId: item.id, name, reason: reason.trim() }, { onSuccess: dialog.close });
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open} aria-label={words.changeOf[name](item.partnerName)}>
        {words.change[name]}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={words.changeOf[name](item.partnerName)}>
        <Stack>
          <TextInput
            label={texts.ui.reason}
            withAsterisk
            data-autofocus
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <FormEnd
            command={change}
            confirm={words.change[name]}
            disabled={reason.trim() === ''}
            onConfirm={send}
            onCancel={dialog.close}
          />
        </Stack>
      </Modal>
    </>
  );
}
