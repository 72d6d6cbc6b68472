import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useCaseCommand, type Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { tellResult } from '../ui/tellResult.ts';

const words = texts.cases.withdraw;

/** Asks once more, and says what it means. */
export function WithdrawDialog({ about: { id }, onClose }: { about: Case; onClose: () => void }) {
  const withdraw = useCaseCommand(id, (result) => {
    tellResult(result, words.done);
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <Stack>
        <Text size="sm">{words.text}</Text>
        {withdraw.isError ? <ProblemAlert error={withdraw.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.ui.cancel}
          </Button>
          <Button
            color="red"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ name: 'withdraw', body: {} })}
          >
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
