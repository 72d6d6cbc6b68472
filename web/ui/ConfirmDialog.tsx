import { Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormEnd, type FormEndProps } from './FormEnd.tsx';

type Props = Pick<FormEndProps, 'command' | 'confirm' | 'destroys' | 'disabled'> & {
  opened: boolean;
  title: string;
  /** What it does, to whom. */
  text: string;
  onConfirm: () => void;
  onClose: () => void;
  /** What is still to be said with it. */
  children?: ReactNode;
};

/** Asks once more before something is done, and says what it means. */
export function ConfirmDialog({ opened, title, text, onClose, children, ...end }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        <FormEnd {...end} onCancel={onClose} />
      </Stack>
    </Modal>
  );
}
