import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import { readEnv, type Env } from '../../adapters/env.ts';
import { createLogger, type Logger } from '../../adapters/logger.ts';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { startRelay } from '../../adapters/temporal/relay.ts';
import { composeServer } from '../../api/main.ts';
import { composeActivities, workerOptions } from '../../worker.ts';
import { startApiServer, type ApiServer } from './apiServer.ts';
import { createTestNamespace } from './temporal.ts';
import { workflowBundle } from './workflowBundle.ts';

type FakeMail = ReturnType<typeof createFakeMail>;

export type LiveSystem = {
  api: ApiServer;
  mail: FakeMail;
  client: Client;
  /** What API and worker have said, to the last detail. */
  said: readonly string[];
  /** Begins and ends the work behind the API: relay and stories. */
  startWork: () => Promise<void>;
  stopWork: () => Promise<void>;
  close: () => Promise<void>;
};

type Work = { stop: () => Promise<void> };
type WorkArgs = { databaseUrl: string; env: Env; client: Client; mail: FakeMail; logger: Logger };

/** What worker.ts runs: the stories with their activities, and the relay. */
async function beginWork({ databaseUrl, env, client, mail, logger }: WorkArgs): Promise<Work> {
  const database = createDatabase({ url: databaseUrl, role: 'fairlead_worker', connections: 6 });
  const crm = createEmbeddedCrm(database);
  const { publicUrl } = env;
  const activities = composeActivities({
    database,
    mail,
    crm,
    publicUrl,
    payeeKeys: env.payeeKeys,
    acceptRawSignals: true,
  });
  const connection = await NativeConnection.connect({ address: env.temporal.connectionOptions.address ?? '' });
  const worker = await Worker.create({
    ...workerOptions(activities),
    connection,
    namespace: env.temporal.namespace,
    workflowBundle: await workflowBundle(),
  });
  const running = worker.run();
  const { deliverMail } = activities;
  const relay = startRelay({ database, databaseUrl, client, deliverMail, logger });
  return {
    stop: async () => {
      await relay.stop();
      worker.shutdown();
      await running;
      await connection.close();
      await database.$disconnect();
    },
  };
}

/**
 * API, relay and worker as the processes compose them, on a real database and a real Temporal server; `webRoot` serves
 * the built web app besides.
 */
export async function startLiveSystem({
  webRoot,
  environment = {},
}: { webRoot?: string; environment?: Record<string, string> } = {}): Promise<LiveSystem> {
  const { address, namespace } = await createTestNamespace();
  const env = readEnv({
    DATABASE_URL: 'postgresql://the-test-has-its-own',
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ...environment,
  });
  const client = createTemporalClient(env.temporal);
  const mail = createFakeMail();
  const said: string[] = [];
  const destination = { write: (line: string) => void said.push(line) };
  const logger = createLogger({ name: 'live', level: 'trace', destination });
  const api = await startApiServer((database) => {
    const { stories, furtherRoutes } = composeServer({ env, logger, database, client });
    return { stories, furtherRoutes, logger, ...(webRoot === undefined ? {} : { webRoot }) };
  });
  const begin = (): Promise<Work> => beginWork({ databaseUrl: api.databaseUrl, env, client, mail, logger });
  let work: Work | undefined = await begin();
  const stopWork = async (): Promise<void> => {
    await work?.stop();
    work = undefined;
  };
  return {
    api,
    mail,
    client,
    said,
    startWork: async () => {
      work ??= await begin();
    },
    stopWork,
    close: async () => {
      await stopWork();
      await client.connection.close();
      await api.close();
    },
  };
}
