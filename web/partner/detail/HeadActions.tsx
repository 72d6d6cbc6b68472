import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { ContestButton } from './ContestButton.tsx';
import { UndoButton } from './UndoButton.tsx';

// Rarely opened, so not part of what the page has to load.
const ExtensionDialog = lazy(async () => ({ default: (await import('./ExtensionDialog.tsx')).ExtensionDialog }));
const WithdrawDialog = lazy(async () => ({ default: (await import('./WithdrawDialog.tsx')).WithdrawDialog }));

/** What the partner may do with a referral now. */
export function HeadActions({ referral }: { referral: Referral }) {
  const { id, actions } = referral;
  const [withdrawing, withdrawal] = useDisclosure(false);
  const [asking, extension] = useDisclosure(false);
  return (
    <Group gap="xs">
      {actions.includes('undo-withdraw') ? <UndoButton referralId={id} /> : null}
      {actions.includes('extension') ? (
        <Button variant="default" onClick={extension.open}>
          {texts.partner.more.ask}
        </Button>
      ) : null}
      {actions.includes('withdraw') ? (
        <Button variant="default" onClick={withdrawal.open}>
          {texts.partner.detail.withdraw}
        </Button>
      ) : null}
      {actions.includes('contest') ? <ContestButton referral={referral} /> : null}
      <Suspense>
        {asking ? <ExtensionDialog referralId={id} opened onClose={extension.close} /> : null}
        {withdrawing ? <WithdrawDialog referralId={id} opened onClose={withdrawal.close} /> : null}
      </Suspense>
    </Group>
  );
}
