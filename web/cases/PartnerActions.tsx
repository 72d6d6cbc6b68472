import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';

// Rarely opened, so not part of what the page has to load.
const WithdrawDialog = lazy(async () => ({ default: (await import('./WithdrawDialog.tsx')).WithdrawDialog }));
const SecondLookDialog = lazy(async () => ({ default: (await import('./SecondLookDialog.tsx')).SecondLookDialog }));

/** What the partner may do with a case now. */
export function PartnerActions({ about }: { about: Case }) {
  const [withdrawing, withdrawal] = useDisclosure(false);
  const [asking, secondLook] = useDisclosure(false);
  return (
    <Group gap="xs">
      {about.actions.includes('second-look') ? (
        <Button onClick={secondLook.open}>{texts.cases.secondLook.open}</Button>
      ) : null}
      {about.actions.includes('withdraw') ? (
        <Button variant="default" onClick={withdrawal.open}>
          {texts.cases.withdraw.open}
        </Button>
      ) : null}
      <Suspense>
        {asking ? <SecondLookDialog about={about} onClose={secondLook.close} /> : null}
        {withdrawing ? <WithdrawDialog about={about} onClose={withdrawal.close} /> : null}
      </Suspense>
    </Group>
  );
}
