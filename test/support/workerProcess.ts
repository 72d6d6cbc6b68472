import { NativeConnection, Worker } from '@temporalio/worker';
import { armCrashPoint, parseCrashPoint } from '../../adapters/crashPoint.ts';
import { DEVELOPMENT_KEYS } from '../../adapters/payees/keys.ts';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import { createSilentLogger } from '../../adapters/logger.ts';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { startRelay } from '../../adapters/temporal/relay.ts';
import { composeActivities, workerOptions } from '../../worker.ts';

/**
 * A real worker process on real activities, which dies at CRASH_AT as in a power cut. Like worker.ts, but with a bundle that
 * is built already, and with the relay only when the test does not play its part itself. Ends with its parent.
 */
const {
  DATABASE_URL = '',
  TEMPORAL_ADDRESS = '',
  TEMPORAL_NAMESPACE = '',
  WORKFLOW_BUNDLE = '',
  WITH_RELAY,
  CRASH_AT,
} = process.env;

const crashAt = parseCrashPoint(CRASH_AT);
armCrashPoint(crashAt === 'malformed' ? undefined : crashAt);
process.on('disconnect', () => process.exit(0));

const database = createDatabase({ url: DATABASE_URL, role: 'fairlead_worker', connections: 4 });
const activities = composeActivities({
  database,
  mail: createFakeMail(),
  crm: createEmbeddedCrm(database),
  publicUrl: 'http://localhost:3000',
  payeeKeys: DEVELOPMENT_KEYS,
  acceptRawSignals: false,
});
const worker = await Worker.create({
  ...workerOptions(activities),
  connection: await NativeConnection.connect({ address: TEMPORAL_ADDRESS }),
  namespace: TEMPORAL_NAMESPACE,
  workflowBundle: { codePath: WORKFLOW_BUNDLE },
  // A dead worker's workflows go to the next one after this.
  stickyQueueScheduleToStartTimeout: '1 second',
});
if (WITH_RELAY !== undefined) {
  const connectionOptions = { address: TEMPORAL_ADDRESS };
  const client = createTemporalClient({ connectionOptions, namespace: TEMPORAL_NAMESPACE });
  const { deliverMail } = activities;
  startRelay({ database, databaseUrl: DATABASE_URL, client, deliverMail, logger: createSilentLogger() });
}
process.send?.('ready');
await worker.run();
