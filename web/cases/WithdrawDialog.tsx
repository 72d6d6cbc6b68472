import { useCaseCommand, type Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { tellResult } from '../ui/tellResult.ts';

const { title, text, confirm, done } = texts.cases.withdraw;

export function WithdrawDialog({ about: { id }, onClose }: { about: Case; onClose: () => void }) {
  const withdraw = useCaseCommand(id, (result) => {
    tellResult(result, done);
    onClose();
  });
  return (
    <ConfirmDialog
      opened
      title={title}
      text={text}
      command={withdraw}
      confirm={confirm}
      destroys
      onConfirm={() => withdraw.mutate({ name: 'withdraw', body: {} })}
      onClose={onClose}
    />
  );
}
