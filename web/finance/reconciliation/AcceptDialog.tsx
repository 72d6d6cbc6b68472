import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useAcceptFinding, type ReconciliationFinding } from '../../api/reconciliation.ts';
import { texts } from '../../texts/en.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

const words = texts.reconciliation;

/** That both sides are right as they are, and why. */
export function AcceptDialog({ finding, onDone }: { finding: ReconciliationFinding | null; onDone: () => void }) {
  const accept = useAcceptFinding();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const leave = (): void => {
    accept.reset();
    setReason('');
    setIsMissing(false);
    onDone();
  };
  const send = (): void => {
    setIsMissing(reason.trim() === '');
    if (finding === null || reason.trim() === '') return;
    accept.mutate(
      { id: finding.id, version: finding.version, reason: reason.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: words.accepted, color: 'teal' });
          leave();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened={finding !== null}
      title={words.acceptTitle}
      text={words.acceptText}
      command={accept}
      confirm={words.accept}
      onConfirm={send}
      onClose={leave}
    >
      <Textarea
        label={words.reason}
        withAsterisk
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={isMissing ? words.reasonMissing : null}
      />
    </ConfirmDialog>
  );
}
