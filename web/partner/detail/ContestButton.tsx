import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useCases } from '../../api/cases.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { useNow } from '../../ui/useNow.ts';
import { contestableKinds } from './contestable.ts';

const ContestDialog = lazy(async () => ({ default: (await import('./ContestDialog.tsx')).ContestDialog }));

/** The way to an objection, as long as there is something left to contest. */
export function ContestButton({ referral }: { referral: Referral }) {
  const [opened, dialog] = useDisclosure(false);
  const cases = useCases({ referralId: referral.id });
  const kinds = contestableKinds(referral, cases.data ?? [], useNow('third'));
  // What is open already decides what is left, so that nothing is offered before it is known.
  if (cases.isPending || kinds.length === 0) return null;
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {texts.cases.contest.open}
      </Button>
      <Suspense>
        {opened ? <ContestDialog referral={referral} kinds={kinds} opened onClose={dialog.close} /> : null}
      </Suspense>
    </>
  );
}
