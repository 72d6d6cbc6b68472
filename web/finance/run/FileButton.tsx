import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRunFile } from '../../api/money.ts';
import { isProblem } from '../../api/problem.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/saveAs.ts';

const words = texts.finance.run;

const FILE_ENDINGS: Readonly<Record<string, string>> = { csv: 'csv', sepa: 'xml', nacha: 'ach' };

/** The bank file. Every time it is taken is recorded; from the second time on it asks why. */
export function FileButton({ run: { id: runId, rail } }: { run: PayoutRun }) {
  const file = useRunFile(runId);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const take = (why?: string): void =>
    file.mutate(why, {
      onSuccess: (text) => {
        setAsking(false);
        setReason('');
        saveAs(`${runId}.${FILE_ENDINGS[rail] ?? 'txt'}`, text);
      },
      onError: (error) => {
        if (isProblem(error, 'reason_required')) setAsking(true);
      },
    });
  const needsWords = isProblem(file.error, 'reason_required');
  return (
    <>
      <Button variant="default" loading={file.isPending && !asking} onClick={() => take()}>
        {words.file}
      </Button>
      {file.error !== null && !needsWords && !asking ? <ProblemAlert error={file.error} /> : null}
      <Modal opened={asking} onClose={() => setAsking(false)} title={words.fileAgain}>
        <Stack>
          <Text size="sm">{words.fileAgainText}</Text>
          <TextInput
            label={texts.ui.reason}
            withAsterisk
            data-autofocus
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <FormEnd
            command={{ error: needsWords ? null : file.error, isPending: file.isPending }}
            confirm={words.file}
            disabled={reason.trim() === ''}
            onConfirm={() => take(reason.trim())}
            onCancel={() => setAsking(false)}
          />
        </Stack>
      </Modal>
    </>
  );
}
