import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useItemChange } from '../../api/money.ts';
import { useUser } from '../../api/session.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

const words = texts.finance.run;

type Item = PayoutRun['items'][number];

/** Who prepared the run, or of a draft who prepares runs; anybody of finance leaves one out. */
function useMayTakeIn({ preparedBy }: PayoutRun): boolean {
  const user = useUser();
  return user.roles.includes('finance_preparer') && (preparedBy === null || preparedBy.id === user.id);
}

/** Leaves one payee out of a run that is not released, or takes it in again, with the reason; or says who takes it in. */
export function ItemChange({ run, item }: { run: PayoutRun; item: Item }) {
  const change = useItemChange(run.id);
  const mayTakeIn = useMayTakeIn(run);
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const name = item.excludedReason === null ? 'exclude' : 'include';
  const send = (): void => change.mutate({ itemId: item.id, name, reason: reason.trim() }, { onSuccess: dialog.close });
  if (name === 'include' && !mayTakeIn) {
    return (
      <span className="fl-why">{run.preparedBy === null ? words.includeByPreparer : words.includeByWhoPrepared}</span>
    );
  }
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
