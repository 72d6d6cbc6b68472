import type { Client } from '@temporalio/client';
import type { Database } from '../../adapters/database/client.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import type { Delivered } from '../../adapters/database/port.ts';
import { createStories } from '../../adapters/temporal/stories.ts';
import { referralWorkflowId } from '../../workflows/messages.ts';

const DELIVERY_MS = 8_000;

export type GivenCommand = { commandId: string; answer: Delivered };

type Clients = { database: Database; client: Client };
type NewCommand = { referralId: string; name: string; userId: string; payload: object; texts?: Record<string, string> };

/** The command's row with its outbox row, and nothing said to the story yet. */
export async function recordCommand({ database }: Pick<Clients, 'database'>, command: NewCommand) {
  const { referralId, name, userId, texts = {} } = command;
  const workflowId = referralWorkflowId(referralId);
  const actor = { kind: 'user' as const, id: userId };
  const payload = command.payload as Record<string, unknown>;
  const recorded = await createCommandLog(database).record({
    workflowId,
    referralId,
    runId: undefined,
    name,
    actor,
    source: 'api',
    payload,
    texts,
    caller: userId,
    idempotency: undefined,
  });
  if (recorded.outcome !== 'recorded') throw new Error(JSON.stringify(recorded));
  return { workflowId, name, commandId: recorded.commandId, actor, payload };
}

export async function giveCommand(clients: Clients, command: NewCommand): Promise<GivenCommand> {
  const recorded = await recordCommand(clients, command);
  const answer = await createStories(clients).deliver(recorded, DELIVERY_MS);
  return { commandId: recorded.commandId, answer };
}
