import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { isErrorCode } from '../../domain/errors.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import type { Delivered } from '../database/port.ts';
import type { DeliverableCommand, Stories } from './port.ts';

/** A story that was just received is started within this rhythm; asking again is cheap. */
const NOT_STARTED_PAUSE_MS = 80;

export const createStories = (client: Client): Stories => ({
  deliver: (command, waitMs) => deliver(client, command, Date.now() + waitMs),

  isReachable: async (waitMs) => {
    try {
      await client.withDeadline(Date.now() + waitMs, () => client.connection.workflowService.getSystemInfo({}));
      return true;
    } catch {
      return false;
    }
  },
});

async function deliver(client: Client, command: DeliverableCommand, deadline: number): Promise<Delivered> {
  while (Date.now() < deadline) {
    try {
      return await client.withDeadline(deadline, () => update(client, command));
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return rejected(error);
      // Not started yet, or ended: the relay knows which, when patience is over.
      if (!(error instanceof WorkflowNotFoundError)) return { outcome: 'later' };
      await pause(NOT_STARTED_PAUSE_MS);
    }
  }
  return { outcome: 'later' };
}

async function update(
  client: Client,
  { workflowId, name, commandId, actor, payload }: DeliverableCommand,
): Promise<CommandAnswer> {
  const handle = await client.workflow
    .getHandle(workflowId)
    .startUpdate<CommandAnswer, [Record<string, unknown>]>(name, {
      args: [{ ...payload, commandId, actor }],
      updateId: commandId,
      waitForStage: WorkflowUpdateStage.ACCEPTED,
    });
  return handle.result();
}

/** The story's validator does not know this shape: it says so and keeps nothing. */
function rejected(error: WorkflowUpdateFailedError): CommandAnswer {
  const cause: unknown = error.cause;
  const type = cause instanceof Error && 'type' in cause ? String(cause.type) : '';
  return { outcome: 'refused', code: isErrorCode(type) ? type : 'internal_error', facts: {} };
}
