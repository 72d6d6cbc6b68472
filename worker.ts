import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { WorkerOptions } from '@temporalio/worker';
import { createAttributionActivities, createCrmKeeper } from './activities/attribution.ts';
import { createCaseActivities } from './activities/cases.ts';
import { createCommissionActivities } from './activities/commissions.ts';
import { createCrmActivities } from './activities/crm.ts';
import type { Activities } from './activities/index.ts';
import { createDealSweepActivities } from './activities/dealSweep.ts';
import { createDigestActivities } from './activities/digest.ts';
import { createMailActivities } from './activities/mail.ts';
import { createMatchingActivities } from './activities/matching.ts';
import { createPayoutRunActivities } from './activities/payoutRuns.ts';
import { createReconciliationActivities } from './activities/reconciliation.ts';
import { createPayoutDraftActivities } from './activities/payoutDrafts.ts';
import { createRoutingActivities } from './activities/routing.ts';
import { createTierCheckActivities } from './activities/tierChecks.ts';
import { createWorkingTimeActivities } from './activities/workingTime.ts';
import { createWorkingTime } from './adapters/database/workingTime.ts';
import { createStoryActivities } from './activities/story.ts';
import { addressBook } from './adapters/addressBook.ts';
import { armCrashPoint } from './adapters/crashPoint.ts';
import { startChangeFeed } from './adapters/crm/changeFeed.ts';
import { createEmbeddedCrm } from './adapters/crm/embedded.ts';
import { impatient } from './adapters/crm/inTime.ts';
import type { Crm } from './adapters/crm/port.ts';
import { createDealWatch } from './adapters/crm/dealWatch.ts';
import { createVendorChecks } from './adapters/crm/vendorChecks.ts';
import { createCaseOrders, createCases } from './adapters/database/cases.ts';
import { createDatabase } from './adapters/database/client.ts';
import type { Database } from './adapters/database/client.ts';
import { createCommandLedger } from './adapters/database/commandLedger.ts';
import { createLines } from './adapters/database/commissionLines.ts';
import { createCrmLink } from './adapters/database/crmLink.ts';
import { createFailingWork } from './adapters/database/failingWork.ts';
import { makeDigests } from './adapters/database/mailDigest.ts';
import { createMailOutbox } from './adapters/database/mailOutbox.ts';
import { createMatching } from './adapters/database/matching.ts';
import { createParallelDeals } from './adapters/database/parallelDeals.ts';
import { createPayees } from './adapters/database/payees.ts';
import { createPayoutDrafts } from './adapters/database/payoutDrafts.ts';
import { createPayoutRuns } from './adapters/database/payoutRuns.ts';
import { createPeople } from './adapters/database/people.ts';
import { createProbingWatch } from './adapters/database/probing.ts';
import { createReconciling } from './adapters/database/reconciling.ts';
import { createStoryWrites } from './adapters/database/storyWrites.ts';
import { createTierChecks } from './adapters/database/tierChecks.ts';
import { createVendorQuestions } from './adapters/database/vendorQuestions.ts';
import { startSweep } from './adapters/database/sweep.ts';
import { readEnv } from './adapters/env.ts';
import type { Env } from './adapters/env.ts';
import { createLogger } from './adapters/logger.ts';
import type { Logger } from './adapters/logger.ts';
import type { MailSender } from './adapters/mail/port.ts';
import { createSmtpMail } from './adapters/mail/smtp.ts';
import { createAesVault } from './adapters/payees/aesVault.ts';
import type { PayeeKeys } from './adapters/payees/keys.ts';
import { createBuiltInRails } from './adapters/rails/builtIn.ts';
import type { RailSettings } from './adapters/rails/settings.ts';
import { createTemporalClient } from './adapters/temporal/client.ts';
import { listFailing } from './adapters/temporal/listFailing.ts';
import { startRelay } from './adapters/temporal/relay.ts';
import type { RailName } from './domain/commission/rails.ts';
import { TASK_QUEUE } from './workflows/messages.ts';

const CONNECT_PAUSE_MS = 1_000;

/** Workflows in memory: a story's state is small, and replaying an evicted one costs a history. */
const CACHED_WORKFLOWS = 2_000;

/** How long a step of a story, and a look at a record, wait for an answer of the CRM; what it does not do then follows. */
const STEP_WAITS_MS = 1_000;
const LOOK_WAITS_MS = 3_000;

/** Nobody waits for a comparison, and it asks for fifty referrals at once. */
const COMPARISON_WAITS_MS = 15_000;

/** Everything a story may ask of the outside world, on real parts or on a test's own. */
export function composeActivities(deps: {
  database: Database;
  mail: MailSender;
  crm: Crm;
  publicUrl: string;
  payeeKeys: PayeeKeys;
  railSettings?: RailSettings;
  /** By which the drafts of a period are paid; all that need no settings unless told. */
  rails?: readonly RailName[];
  acceptRawSignals: boolean;
}): Activities {
  const { database } = deps;
  const writes = createStoryWrites(database);
  const people = createPeople(database);
  const questions = createVendorQuestions(database);
  const vault = createAesVault(deps.payeeKeys);
  const deals = createParallelDeals(database);
  const watch = createDealWatch({ crm: deps.crm, deals, questions });
  const link = createCrmLink(database, { publicUrl: deps.publicUrl });
  return {
    ...createStoryActivities({
      writes,
      commands: createCommandLedger(database),
      watch,
      acceptRawSignals: deps.acceptRawSignals,
      probing: createProbingWatch(database),
      keepCrm: createCrmKeeper({ link, crm: impatient(deps.crm, STEP_WAITS_MS) }),
    }),
    ...createMatchingActivities({
      writes,
      people,
      matching: createMatching(database, addressBook),
      lines: createLines(database),
      vendor: createVendorChecks({ crm: deps.crm, questions }),
    }),
    ...createRoutingActivities({ people }),
    ...createWorkingTimeActivities({ workingTime: createWorkingTime(database) }),
    ...createCrmActivities({ crm: deps.crm, link, watch }),
    ...createAttributionActivities({ link, crm: impatient(deps.crm, LOOK_WAITS_MS) }),
    ...createDealSweepActivities({ watch, deals }),
    ...createReconciliationActivities({
      reconciling: createReconciling(database),
      crm: impatient(deps.crm, COMPARISON_WAITS_MS),
    }),
    ...createCommissionActivities({ lines: createLines(database) }),
    ...createPayoutRunActivities({
      runs: createPayoutRuns(database, vault),
      rails: createBuiltInRails(database, createPayees(database, vault), deps.railSettings),
      acceptRawSignals: deps.acceptRawSignals,
    }),
    ...createPayoutDraftActivities({
      drafts: createPayoutDrafts(database, { rails: deps.rails ?? ['manual', 'csv'] }),
    }),
    ...createTierCheckActivities({ checks: createTierChecks(database) }),
    ...createCaseActivities({
      cases: createCases(database),
      orders: createCaseOrders(database),
      acceptRawSignals: deps.acceptRawSignals,
    }),
    ...createDigestActivities({ makeDigests: (args) => makeDigests(database, args) }),
    ...createMailActivities({ outbox: createMailOutbox(database), mail: deps.mail, publicUrl: deps.publicUrl }),
  };
}

/** Temporal may be away when we start: the relay works meanwhile, and the stories are taken up when it is back. */
async function connect(env: Env, logger: Logger, stopping: AbortSignal): Promise<NativeConnection | undefined> {
  const { address, tls, apiKey, metadata } = env.temporal.connectionOptions;
  const options = { address, tls, apiKey, metadata };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  while (!stopping.aborted) {
    try {
      return await NativeConnection.connect(given);
    } catch (error) {
      logger.warn({ err: error }, 'Temporal cannot be reached yet');
      await pause(CONNECT_PAUSE_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return undefined;
}

export function workerOptions(activities: Activities): WorkerOptions {
  return {
    taskQueue: TASK_QUEUE,
    activities,
    maxCachedWorkflows: CACHED_WORKFLOWS,
    shutdownGraceTime: '5 seconds',
  };
}

type Running = { env: Env; logger: Logger; database: Database; activities: Activities; stopping: AbortSignal };

async function runWorker({ env, logger, database, activities, stopping }: Running): Promise<void> {
  const connection = await connect(env, logger, stopping);
  if (connection === undefined) return;
  const worker = await Worker.create({
    ...workerOptions(activities),
    interceptors: { activity: [listFailing({ failing: createFailingWork(database), logger })] },
    connection,
    namespace: env.temporal.namespace,
    workflowsPath: new URL('./workflows/index.ts', import.meta.url).pathname,
  });
  stopping.addEventListener('abort', () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  });
  logger.info('worker polls');
  await worker.run();
  await connection.close();
}

async function main(): Promise<void> {
  const env = readEnv(process.env, { pays: true });
  armCrashPoint(env.crashAt);
  const logger = createLogger({ name: 'worker', level: env.logLevel });
  // Signals are ours to handle: relay first, then the worker, then the connections.
  Runtime.install({ shutdownSignals: [] });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }

  const database = createDatabase({ url: env.databaseUrl, role: 'fairlead_worker', connections: env.databasePoolSize });
  const mail = createSmtpMail({ url: env.smtpUrl, from: env.mailFrom });
  const client: Client = createTemporalClient(env.temporal);
  const crm = createEmbeddedCrm(database);
  const activities = composeActivities({
    database,
    mail,
    crm,
    publicUrl: env.publicUrl,
    payeeKeys: env.payeeKeys,
    railSettings: env.railSettings,
    rails: env.rails,
    acceptRawSignals: env.rawSignals === 'accept',
  });
  const { deliverMail } = activities;
  const sweep = startSweep({ database, logger });
  const changes = startChangeFeed({ database, crm: impatient(crm, LOOK_WAITS_MS), logger });
  const relay = startRelay({ database, databaseUrl: env.databaseUrl, client, deliverMail, logger });
  await runWorker({ env, logger, database, activities, stopping: stop.signal });
  sweep.stop();
  await changes.stop();
  await relay.stop();
  await Promise.all([mail.close(), client.connection.close(), database.$disconnect()]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
