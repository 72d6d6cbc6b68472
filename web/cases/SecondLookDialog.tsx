import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCaseCommand, type Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { FormEnd } from '../ui/FormEnd.tsx';
import { tellResult } from '../ui/tellResult.ts';
import { momentInWords } from '../ui/time.ts';
import { useNow } from '../ui/useNow.ts';

const words = texts.cases.secondLook;

/** Asks somebody else to look once more, and says that there is no third time. */
export function SecondLookDialog({ about, onClose }: { about: Case; onClose: () => void }) {
  const now = useNow('third');
  const ask = useCaseCommand(about.id, (result) => {
    tellResult(result, words.done);
    onClose();
  });
  const form = useForm({
    initialValues: { message: '' },
    validate: { message: (message) => (message.trim() === '' ? words.missing : null) },
  });
  const send = form.onSubmit(({ message }) => ask.mutate({ name: 'second-look', body: { message: message.trim() } }));
  const until = about.secondLookUntil === null ? '' : ` ${words.until(momentInWords(about.secondLookUntil, now))}`;
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <form onSubmit={send} noValidate>
        <Stack>
          <Text size="sm">
            {words.text}
            {until}
          </Text>
          <Textarea
            label={words.message}
            autosize
            minRows={3}
            withAsterisk
            data-autofocus
            {...form.getInputProps('message')}
          />
          <FormEnd command={ask} confirm={words.confirm} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
