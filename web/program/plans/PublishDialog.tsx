import { notifications } from '@mantine/notifications';
import { usePublishPlan, type Plan } from '../../api/plans.ts';
import { texts } from '../../texts/en.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { PlanWarnings } from './PlanWarnings.tsx';

const words = texts.plans;

/** Shows once more what is about to bind, word for word. */
export function PublishDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const publish = usePublishPlan();
  const onSuccess = (): void => {
    notifications.show({ message: words.done, color: 'teal' });
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={words.publishTitle}
      text={words.publishText}
      command={publish}
      confirm={words.publish}
      onConfirm={() => publish.mutate(plan, { onSuccess })}
      onClose={onClose}
    >
      <p className="fl-text">{plan.terms}</p>
      <PlanWarnings warnings={plan.warnings} />
    </ConfirmDialog>
  );
}
