import { Button } from '@mantine/core';
import { useReferralCommand } from '../../api/commands.ts';
import { texts } from '../../texts/en.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { tellResult } from '../../ui/tellResult.ts';

const words = texts.partner.more;

/** A withdrawal is taken back with one click: it asks nothing that was not answered before. */
export function UndoButton({ referralId }: { referralId: string }) {
  const undo = useReferralCommand(referralId, 'undo-withdraw', (result) => tellResult(result, words.undone));
  return (
    <>
      <Button loading={undo.isPending} onClick={() => undo.mutate({})}>
        {words.undo}
      </Button>
      {undo.isError ? <ProblemAlert error={undo.error} /> : null}
    </>
  );
}
