import { Client, Connection } from '@temporalio/client';
import { spawnWorker, type WorkerProcess } from './spawnWorker.ts';
import { type Ground } from './ground.ts';
import { carryOut } from './storyWorld.ts';
import { createTestNamespace } from './temporal.ts';
import { winReferral } from './winReferral.ts';

type Clients = { database: Ground['database']; client: Client };
type Won = Awaited<ReturnType<typeof winReferral>>;

/** A referral is won, `act` asks something of it, the worker dies at `crashAt` over it, and another is there while `look` looks. */
export async function workerReplaced<Asked>(args: {
  ground: Ground;
  crashAt: string;
  act: (clients: Clients, won: Won) => Promise<Asked>;
  look: (clients: Clients, won: Won, asked: Asked) => Promise<void>;
}): Promise<void> {
  const { ground, crashAt, act, look } = args;
  const { database, url, vendor } = ground;
  const { address, namespace } = await createTestNamespace();
  const connection = await Connection.connect({ address });
  const clients = { database, client: new Client({ connection, namespace }) };
  const place = { databaseUrl: url, address, namespace };
  let worker: WorkerProcess = await spawnWorker({ ...place, crashAt });
  try {
    const won = await winReferral(clients, vendor);
    const asked = await act(clients, won);
    await carryOut(database, clients.client);
    await worker.crashed();
    worker = await spawnWorker(place);
    await look(clients, won, asked);
  } finally {
    await worker.stop();
    await connection.close();
  }
}
