import { Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { useContest, type ContestKind } from '../../api/cases.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { momentInWords } from '../../ui/time.ts';
import { useNow } from '../../ui/useNow.ts';

const words = texts.cases.contest;

type Props = { referral: Referral; kinds: readonly ContestKind[]; opened: boolean; onClose: () => void };

/** Asks what is wrong, says what happens then and until when it is possible, and goes to the case. */
export function ContestDialog({ referral, kinds, opened, onClose }: Props) {
  const navigate = useNavigate();
  const now = useNow('third');
  const contest = useContest(referral.id, ({ id, number }) => {
    notifications.show({ message: words.done(number), color: 'teal' });
    void navigate(`/cases/${id}`);
  });
  const form = useForm<{ kind: ContestKind; note: string }>({
    initialValues: { kind: kinds[0] ?? 'missing_credit', note: '' },
    validate: { note: (note) => (note.trim() === '' ? words.missing : null) },
  });
  const send = form.onSubmit(({ kind, note }) => contest.mutate({ kind, note: note.trim() }));
  const until = referral.outcome?.contestUntil ?? null;
  const isEnd = form.values.kind === referral.stage;
  return (
    <Modal opened={opened} onClose={onClose} title={words.title}>
      <form onSubmit={send} noValidate>
        <Stack>
          <Text size="sm">
            {words.text}
            {isEnd && until !== null ? ` ${words.until(momentInWords(until, now))}` : null}
          </Text>
          <Radio.Group label={words.kind} {...form.getInputProps('kind')}>
            <Stack gap="xs" mt="xs">
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} label={words.kinds[kind]} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={words.note}
            description={words.noteHint}
            autosize
            minRows={3}
            withAsterisk
            data-autofocus
            {...form.getInputProps('note')}
          />
          <FormEnd command={contest} confirm={words.confirm} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
