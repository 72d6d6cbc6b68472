import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import type { Actor } from '../../domain/referral/commands.ts';
import { SEARCH_ATTRIBUTES, TASK_QUEUE } from '../../workflows/messages.ts';
import type { PayoutRunInput, ReferralInput } from '../../workflows/messages.ts';
import { crashPoint } from '../crashPoint.ts';
import { callProcedure } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import type { OutboxWork } from '../database/outbox.ts';

type Deps = { client: Client; database: Database };

const PARTNER = defineSearchAttributeKey(SEARCH_ATTRIBUTES.partner, SearchAttributeType.KEYWORD);
const PROGRAM = defineSearchAttributeKey(SEARCH_ATTRIBUTES.program, SearchAttributeType.KEYWORD);

/** One row for Temporal; throws when it has to be tried again. Every kind is safe to repeat. */
export async function relayToTemporal(deps: Deps, work: OutboxWork): Promise<void> {
  switch (work.kind) {
    case 'start_story':
      return startStory(deps, work);
    case 'start_run':
      return startRun(deps, work);
    case 'deliver_command':
      return deliverCommand(deps, work);
    case 'signal':
      return signal(deps, work);
    case 'mail':
      throw new Error('mail has a lane of its own');
    default:
      return work.kind satisfies never;
  }
}

async function startStory({ client }: Deps, { groupKey, payload }: OutboxWork): Promise<void> {
  const input = payload['input'] as ReferralInput;
  crashPoint('start.before');
  await startOnce(() =>
    client.workflow.start('referral', {
      workflowId: groupKey,
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: [
        { key: PARTNER, value: input.partnerId },
        { key: PROGRAM, value: input.programId },
      ],
    }),
  );
  crashPoint('start.after');
}

async function startRun({ client }: Deps, { groupKey, payload }: OutboxWork): Promise<void> {
  const input = payload['input'] as PayoutRunInput;
  await startOnce(() =>
    client.workflow.start('payoutRun', {
      workflowId: groupKey,
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    }),
  );
}

/** "Already started" is success: somebody was here before us, or we were and did not live to note it. */
async function startOnce(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** The same command as the API's update, by signal; a story that has ended answers `closed`. */
async function deliverCommand({ client, database }: Deps, { payload }: OutboxWork): Promise<void> {
  const row = await database.command.findUnique({ where: { id: payload['commandId'] as string } });
  if (row === null || row.state !== 'pending') return;
  const message = (row.payload as { message: Record<string, unknown> }).message;
  const handle = client.workflow.getHandle(row.workflowId);
  crashPoint('command.before');
  try {
    await handle.signal(row.name, { ...message, commandId: row.id, actor: row.actor as Actor });
    crashPoint('command.after');
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    if (!(await hasEnded(handle))) throw error;
    await callProcedure(database, 'answer_command', row.id, 'refused', 'closed', {}, new Date());
  }
}

async function signal({ client }: Deps, { payload }: OutboxWork): Promise<void> {
  const {
    workflowId,
    signal: name,
    args,
  } = payload as { workflowId: string; signal: string; args: Record<string, unknown> };
  crashPoint(`signal.${name}.before`);
  const handle = client.workflow.getHandle(workflowId);
  try {
    await handle.signal(name, args);
  } catch (error) {
    // Told to a story that ended meanwhile: it has given back what it held in its last transaction, and nothing is left to do.
    if (!(error instanceof WorkflowNotFoundError) || !(await hasEnded(handle))) throw error;
  }
  crashPoint(`signal.${name}.after`);
}

/** Throws when there is no such story at all. */
const hasEnded = async (handle: WorkflowHandle): Promise<boolean> =>
  (await handle.describe()).status.name !== 'RUNNING';
