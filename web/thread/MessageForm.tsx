import { ActionIcon, Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { usePostMessage, useUpload } from '../api/messages.ts';
import type { FileInfo } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';

const words = texts.thread;

type ChosenProps = { files: readonly FileInfo[]; onRemove: (id: string) => void };

function Chosen({ files, onRemove }: ChosenProps) {
  if (files.length === 0) return null;
  return (
    <ul className="fl-message-files">
      {files.map(({ id, name, sizeBytes }) => (
        <li key={id} className="fl-message-file">
          <IconPaperclip size={14} aria-hidden />
          {name}
          <span className="fl-soft">{words.size(sizeBytes)}</span>
          <ActionIcon variant="subtle" size="sm" aria-label={words.remove(name)} onClick={() => onRemove(id)}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

/** A message to the other side, or a note that stays inside; files are uploaded as they are chosen. */
export function MessageForm({ referralId, internal }: { referralId: string; internal: boolean }) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<FileInfo[]>([]);
  const upload = useUpload(referralId);
  const post = usePostMessage(referralId, () => {
    setText('');
    setFiles([]);
    notifications.show({ message: internal ? words.kept : words.sent, color: 'teal' });
  });
  const attach = (file: File | null): void => {
    if (file === null) return;
    upload.mutate(file, { onSuccess: (kept) => setFiles((before) => [...before, kept]) });
  };
  const send = (): void => post.mutate({ text: text.trim(), internal, files: files.map(({ id }) => id) });
  const error = post.error ?? upload.error;
  return (
    <Stack gap="xs" mt="sm">
      <Textarea
        label={internal ? words.writeInternal : words.write}
        autosize
        minRows={2}
        maxLength={10_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Chosen files={files} onRemove={(gone) => setFiles((before) => before.filter(({ id }) => id !== gone))} />
      {error === null ? null : <ProblemAlert error={error} />}
      <Group justify="space-between">
        <FileButton onChange={attach}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={upload.isPending}
              leftSection={<IconPaperclip size={16} aria-hidden />}
            >
              {words.attach}
            </Button>
          )}
        </FileButton>
        <Button disabled={text.trim() === ''} loading={post.isPending} onClick={send}>
          {internal ? words.keep : words.send}
        </Button>
      </Group>
    </Stack>
  );
}
