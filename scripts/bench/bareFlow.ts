import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { BACKGROUND_NICE } from '../servers/processes.ts';
import type { Step } from './historyCost.ts';
import { inFlight } from './inFlight.ts';
import type { Installation } from './installation.ts';
import { createService, type Service } from './service.ts';
import { defaultPolicy } from '../../domain/policy.ts';

export type Flow = { journeys: number; perSecond: number; errors: string[] };

export const BARE_TASK_QUEUE = 'bare';

/** Messages of about the size of ours. */
const FILLER = { ids: Array.from({ length: 6 }, () => randomUUID()), policy: defaultPolicy('EUR') };

/** The worker of the bare workflows, with the settings of ours. */
export const createBareWorker = ({ temporal, folder }: Installation): Service =>
  createService({
    name: 'bare worker',
    entry: 'scripts/bench/bareWorker.ts',
    args: [temporal.address, temporal.namespace],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', TZ: 'UTC' },
    logFile: path.join(folder, 'logs', 'bare.log'),
    nice: BACKGROUND_NICE,
    ready: 'its log says that it polls',
    isReady: (log) => log.includes('bare worker polls'),
  });

/** The bare story on the same Temporal server, with the same messages from the same machine; our own worker rests. */
export async function runBareFlow(
  installation: Installation,
  client: Client,
  args: { steps: Step[]; journeys: number; atOnce: number },
): Promise<Flow> {
  const worker = createBareWorker(installation);
  await worker.start();
  const errors: string[] = [];
  const work = (): Promise<void> => bareJourney(client, args.steps);
  const onError = (error: unknown): void => void errors.push(String(error));
  try {
    await inFlight({ total: args.atOnce, atOnce: args.atOnce, work, onError }); // both sides begin warm
    const begun = performance.now();
    await inFlight({ total: args.journeys, atOnce: args.atOnce, work, onError });
    return { journeys: args.journeys, perSecond: (args.journeys * 1_000) / (performance.now() - begun), errors };
  } finally {
    await worker.stop();
  }
}

async function bareJourney(client: Client, steps: Step[]): Promise<void> {
  const handle = await client.workflow.start('bareStory', {
    workflowId: `bare:${randomUUID()}`,
    taskQueue: BARE_TASK_QUEUE,
    args: [{ steps, filler: FILLER }],
  });
  for (const { message } of steps.slice(1)) {
    const commandId = randomUUID();
    const body = { commandId, payload: FILLER.ids };
    if (message === 'update') await handle.executeUpdate('move', { args: [body], updateId: commandId });
    else await handle.signal('tell', body);
  }
  await handle.result();
}
