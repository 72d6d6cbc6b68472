import { setTimeout as pause } from 'node:timers/promises';
import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateStage,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { ERROR_POLICY, isErrorCode } from '../../domain/errors.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { callProcedure } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import type { Delivered } from '../database/port.ts';
import type { DeliverableCommand, Stories } from './port.ts';
import { mayRevive, revivalOf } from './revival.ts';

/** A story that was just received is started within this rhythm; asking again is cheap. */
const NOT_STARTED_PAUSE_MS = 80;

type Deps = { client: Client; database: Database };

export const createStories = (deps: Deps): Stories => ({
  deliver: (command, waitMs) => deliver(deps, command, Date.now() + waitMs),

  isReachable: async (waitMs) => {
    try {
      await deps.client.withDeadline(Date.now() + waitMs, () =>
        deps.client.connection.workflowService.getSystemInfo({}),
      );
      return true;
    } catch {
      return false;
    }
  },
});

async function deliver(deps: Deps, command: DeliverableCommand, deadline: number): Promise<Delivered> {
  while (Date.now() < deadline) {
    try {
      const answer = await deps.client.withDeadline(deadline, () => updateOrRevive(deps, command));
      await noteDelivered(deps, command);
      return answer;
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return rejected(error);
      // Not started yet, or ended: the relay knows which, when patience is over.
      if (!(error instanceof WorkflowNotFoundError)) return { outcome: 'later' };
      await pause(NOT_STARTED_PAUSE_MS);
    }
  }
  return { outcome: 'later' };
}

/** Where this fails the relay brings the command once more, and the story passes over it. */
async function noteDelivered({ database }: Deps, { commandId }: DeliverableCommand): Promise<void> {
  await callProcedure(database, 'note_delivered', commandId).catch(() => undefined);
}

/** What may meet a story that has ended starts its next run in the same call, so that the caller gets its answer at once. */
async function updateOrRevive({ client, database }: Deps, command: DeliverableCommand): Promise<CommandAnswer> {
  try {
    return await update(client, command);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError) || !mayRevive(command.name)) throw error;
    const again = await revivalOf(database, command.workflowId);
    if (again?.isOver !== true) throw error;
    const start = { ...again.start, workflowIdConflictPolicy: 'USE_EXISTING' as const };
    const handle = await client.workflow.startUpdateWithStart<Workflow, CommandAnswer, [Record<string, unknown>]>(
      command.name,
      { ...messageOf(command), startWorkflowOperation: new WithStartWorkflowOperation(again.type, start) },
    );
    return handle.result();
  }
}

const messageOf = ({ payload, commandId, actor }: DeliverableCommand) => ({
  args: [{ ...payload, commandId, actor }] as [Record<string, unknown>],
  updateId: commandId,
  waitForStage: WorkflowUpdateStage.ACCEPTED,
});

async function update(client: Client, command: DeliverableCommand): Promise<CommandAnswer> {
  const handle = await client.workflow
    .getHandle(command.workflowId)
    .startUpdate<CommandAnswer, [Record<string, unknown>]>(command.name, messageOf(command));
  return handle.result();
}

/**
 * The story's validator turned it away and kept nothing: for its shape, or until later because too much waits there. What
 * the server gives up for reasons of its own (such as `UnprocessedUpdate` in a rush on one story) decides nothing: the
 * command is recorded, and the relay brings it.
 */
function rejected(error: WorkflowUpdateFailedError): Delivered {
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'type' in cause ? String(cause.type) : '';
  if (!isErrorCode(code) || ERROR_POLICY[code].retryable) return { outcome: 'later' };
  return { outcome: 'refused', code, facts: {} };
}
