import { pathToFileURL } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';

export const BARE_TASK_QUEUE = 'bare';

const activities = {
  localNothing: (_args: { filler: unknown }): Promise<void> => Promise.resolve(),
  nothing: (_args: { filler: unknown }): Promise<void> => Promise.resolve(),
};
export type BareActivities = typeof activities;

/** A worker of the bare story as a process of its own, with the settings of ours. Arguments: address, namespace. */
async function main(): Promise<void> {
  const [address, namespace] = process.argv.slice(2);
  if (address === undefined || namespace === undefined) throw new Error('bareWorker <address> <namespace>');
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: BARE_TASK_QUEUE,
    workflowsPath: new URL('./bareStory.ts', import.meta.url).pathname,
    activities,
    maxCachedWorkflows: 2_000,
    shutdownGraceTime: '5 seconds',
  });
  console.log('bare worker polls');
  await worker.run();
  await connection.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
