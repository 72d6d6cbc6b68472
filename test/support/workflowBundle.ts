import { testServers } from './servers.ts';

/** The bundle of workflows/index.ts for `Worker.create({ workflowBundle })`, built once for all test files. */
export async function workflowBundle(): Promise<{ codePath: string }> {
  const { file } = await testServers.workflowBundle();
  return { codePath: file };
}
