import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { ExtensionDialog } from './ExtensionDialog.tsx';
import { UndoButton } from './UndoButton.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

/** What the partner may do with a referral now. */
export function HeadActions({ referral: { id, actions } }: { referral: Referral }) {
  const [withdrawing, withdrawal] = useDisclosure(false);
  const [asking, extension] = useDisclosure(false);
  return (
    <Group gap="xs">
      {actions.includes('undoWithdraw') ? <UndoButton referralId={id} /> : null}
      {actions.includes('requestExtension') ? (
        <Button variant="default" onClick={extension.open}>
          {texts.partner.more.ask}
        </Button>
      ) : null}
      {actions.includes('withdraw') ? (
        <Button variant="default" onClick={withdrawal.open}>
          {texts.partner.detail.withdraw}
        </Button>
      ) : null}
      <ExtensionDialog referralId={id} opened={asking} onClose={extension.close} />
      <WithdrawDialog referralId={id} opened={withdrawing} onClose={withdrawal.close} />
    </Group>
  );
}
