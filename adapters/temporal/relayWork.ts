import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { REVIVING_SIGNALS, TASK_QUEUE } from '../../workflows/messages.ts';
import type { CaseInput, PayoutRunInput, ReferralInput } from '../../workflows/messages.ts';
import { crashPoint } from '../crashPoint.ts';
import { callProcedure } from '../database/callFunction.ts';
import { openMissingCredit, openParallelDeal } from '../database/caseDesk.ts';
import type { DealFound, MissingCredit } from '../database/caseDesk.ts';
import type { Database } from '../database/client.ts';
import type { OutboxWork } from '../database/outbox.ts';
import { mayRevive, revivalOf } from './revival.ts';
import { storyStart } from './storyStart.ts';

type Deps = { client: Client; database: Database };

/** One row for Temporal; throws when it has to be tried again. Every kind is safe to repeat. */
export async function relayToTemporal(deps: Deps, work: OutboxWork): Promise<void> {
  switch (work.kind) {
    case 'start_story':
      return startStory(deps, work);
    case 'start_run':
      return startNamed('payoutRun', deps, work);
    case 'start_case':
      return startNamed('case', deps, work);
    case 'start_reconciliation':
      return startNamed('reconciliation', deps, work);
    case 'open_case':
      return work.payload['kind'] === 'parallel_deal'
        ? openParallelDeal(deps.database, work.payload as DealFound)
        : openMissingCredit(deps.database, work.payload as MissingCredit);
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

async function startStory({ client }: Deps, { payload }: OutboxWork): Promise<void> {
  const input = payload['input'] as ReferralInput;
  crashPoint('start.before');
  await startOnce(() =>
    client.workflow.start('referral', {
      ...storyStart(input),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    }),
  );
  crashPoint('start.after');
}

/** A payout run, a case or a comparison: the group of its row is its workflow id. */
async function startNamed(
  type: 'payoutRun' | 'case' | 'reconciliation',
  { client }: Deps,
  { groupKey, payload }: OutboxWork,
): Promise<void> {
  const input = payload['input'] as PayoutRunInput | CaseInput | undefined;
  await startOnce(() =>
    client.workflow.start(type, {
      workflowId: groupKey,
      taskQueue: TASK_QUEUE,
      args: input === undefined ? [] : [input],
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

/**
 * The same command as the API's update, by signal; a story that has ended answers `closed`, or is taken up again. Also when
 * it is answered already: an update that a server of Temporal took to its grave has left its effect in the record, and a
 * story that does not know of it would sleep on. A story that knows passes over it.
 */
async function deliverCommand(deps: Deps, { payload }: OutboxWork): Promise<void> {
  const { database } = deps;
  const row = await database.command.findUnique({ where: { id: payload['commandId'] as string } });
  if (row === null) return;
  const message = (row.payload as { message: Record<string, unknown> }).message;
  crashPoint('command.before');
  const heard = await tell(deps, {
    workflowId: row.workflowId,
    signal: row.name,
    args: { ...message, commandId: row.id, actor: row.actor },
    revives: mayRevive(row.name),
  });
  crashPoint('command.after');
  if (!heard && row.state === 'pending')
    await callProcedure(database, 'answer_command', row.id, 'refused', 'closed', {}, new Date());
}

async function signal(deps: Deps, { payload }: OutboxWork): Promise<void> {
  const told = payload as { workflowId: string; signal: string; args: Record<string, unknown> };
  crashPoint(`signal.${told.signal}.before`);
  // Told to a story that ended meanwhile: it has given back what it held in its last transaction, and nothing is left to do.
  await tell(deps, { ...told, revives: REVIVING_SIGNALS.includes(told.signal) });
  crashPoint(`signal.${told.signal}.after`);
}

type Told = { workflowId: string; signal: string; args: Record<string, unknown>; revives: boolean };

/** False when the story has ended and is not taken up again for this; throws when it is not there though it should be. */
async function tell({ client, database }: Deps, { workflowId, signal: name, args, revives }: Told): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    await handle.signal(name, args);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const again = await revivalOf(database, workflowId);
    if (again?.isOver !== true && !(await isCompleted(handle))) throw error;
    if (again === undefined || !revives) return false;
    await client.workflow.signalWithStart(again.type, { ...again.start, signal: name, signalArgs: [args] });
    return true;
  }
}

/** Throws when there is no such workflow at all. */
const isCompleted = async (handle: WorkflowHandle): Promise<boolean> =>
  (await handle.describe()).status.name === 'COMPLETED';
