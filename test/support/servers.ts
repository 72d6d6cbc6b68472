import { z } from 'zod';

/** Starting a server for the first time may mean fetching it. */
const FIRST_START_TIMEOUT_MS = 300_000;

async function ask<Answer>(name: string, shape: z.ZodType<Answer>): Promise<Answer> {
  const broker = process.env['FAIRLEAD_TEST_BROKER'];
  if (broker === undefined) throw new Error('no broker: run tests with `npm run jest -- <file>`');
  // A connection kept from the file before may be closed by the broker at the moment it is used again.
  const headers = { connection: 'close' };
  const response = await fetch(`${broker}${name}`, { headers, signal: AbortSignal.timeout(FIRST_START_TIMEOUT_MS) });
  if (!response.ok) throw new Error(await response.text());
  return shape.parse(await response.json());
}

const WithFile = z.object({ file: z.string() });

/** The servers of this test run; each starts when it is asked for the first time. */
export const testServers = {
  /** URL of the maintenance database, as superuser. */
  postgres: () => ask('/postgres', z.object({ url: z.string() })),
  /** In-memory dev server; take a namespace of your own with `createTestNamespace`. */
  temporal: () => ask('/temporal', z.object({ address: z.string() })),
  temporalCli: () => ask('/temporal-cli', WithFile),
  temporalTestServer: () => ask('/temporal-test-server', WithFile),
  workflowBundle: () => ask('/workflow-bundle', WithFile),
  workerProcess: () => ask('/worker-process', WithFile),
  /** Where the web app lies, built from its present sources. */
  webApp: () => ask('/web-app', z.object({ webRoot: z.string() })),
  browser: () => ask('/browser', z.object({ file: z.string(), args: z.array(z.string()) })),
};
