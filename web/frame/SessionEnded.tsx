import { Modal, Text } from '@mantine/core';
import type { User } from '../api/session.ts';
import { SignInForm } from '../sign-in/SignInForm.tsx';
import { texts } from '../texts/en.ts';

/** Asks for the password again without leaving the page. */
export function SessionEnded({ user }: { user: User }) {
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={texts.signIn.ended}>
      <Text size="sm" mb="md">
        {texts.signIn.endedText}
      </Text>
      <SignInForm email={user.email} onSignedIn={() => undefined} />
    </Modal>
  );
}
