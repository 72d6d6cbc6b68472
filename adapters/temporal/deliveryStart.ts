import { TASK_QUEUE, deliveryWorkflowId } from '../../workflows/messages.ts';
import type { DeliveryInput } from '../../workflows/messages.ts';

/** The delivery of one mail, named by the event and the reader that its row is grouped by. */
export function deliveryStart({ outboxId, groupKey }: { outboxId: string; groupKey: string }) {
  const eventId = groupKey.replace(/^mail:/, '').replaceAll(':', '.');
  return {
    workflowId: deliveryWorkflowId(eventId),
    taskQueue: TASK_QUEUE,
    args: [{ eventId, outboxId }] as [DeliveryInput],
  };
}
