import { Text } from '@mantine/core';
import { useUser } from '../../api/session.ts';
import { SignInForm } from '../../sign-in/SignInForm.tsx';
import { texts } from '../../texts/en.ts';

const words = texts.finance.approvals;

/** Money asks for a fresh proof of who you are. */
export function StepUp({ onConfirmed }: { onConfirmed: () => void }) {
  return (
    <div>
      <Text fw={600}>{words.stepUp}</Text>
      <Text size="sm" mb="md" className="fl-soft">
        {words.stepUpText}
      </Text>
      <SignInForm email={useUser().email} onSignedIn={onConfirmed} />
    </div>
  );
}
