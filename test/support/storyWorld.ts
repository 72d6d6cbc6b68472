import { setTimeout as pause } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { DEVELOPMENT_KEYS } from '../../adapters/payees/keys.ts';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import type { Crm } from '../../adapters/crm/port.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { Receipt } from '../../adapters/database/port.ts';
import type { OutboxKind } from '../../adapters/database/outbox.ts';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import { relayToTemporal } from '../../adapters/temporal/relayWork.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { durationMs } from '../../domain/duration.ts';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import type { ReferralCommandName, Stage } from '../../domain/referral/stages.ts';
import type { Policy } from '../../domain/policy.ts';
import { composeActivities, workerOptions } from '../../worker.ts';
import { explainQuery, referralWorkflowId } from '../../workflows/messages.ts';
import type { Explanation } from '../../workflows/messages.ts';
import { giveCommand, recordCommand } from './giveCommand.ts';
import type { GivenCommand } from './giveCommand.ts';
import { createPartner, createProgram, receive, submissionOf } from './factories.ts';
import type { Partner, SubmissionChanges } from './factories.ts';
import type { Ground } from './ground.ts';
import { createTimeSkippingEnvironment } from './temporal.ts';
import { workflowBundle } from './workflowBundle.ts';

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 20;
const TEMPORAL_KINDS: readonly OutboxKind[] = [
  'start_story',
  'start_run',
  'start_case',
  'start_reconciliation',
  'open_case',
  'deliver_command',
  'signal',
];

/** The database as the worker sees it: with its grants and nothing more. */
const asWorker = (url: string): Database => createDatabase({ url, role: 'fairlead_worker', connections: 6 });

export type StoryEvent = {
  type: string;
  at: Date;
  toStage: string | null;
  reasonCode: string | null;
  actorId: string;
  source: string;
  public: Record<string, unknown>;
};

export type StoryMail = { text: string; receiver: string; facts: Record<string, unknown> };

export type StoryOptions = {
  policy?: Partial<Policy>;
  crm?: Crm | ((database: Database) => Crm);
  acceptRawSignals?: boolean;
  /** Of the plan; none publishes no plan. */
  rules?: PlanRule[];
  cached?: false;
  /** For a story that has to work hard while the test does. */
  ownThread?: true;
};

export type StoryWorld = Awaited<ReturnType<typeof openStoryWorld>>;

/**
 * A server that skips time with one worker on real activities, from now on: open one for each test, since time that was
 * skipped does not come back. Close it at the end of the test.
 */
export async function openStoryWorld(ground: Ground, options: StoryOptions = {}) {
  const environment = await createTimeSkippingEnvironment();
  const own = asWorker(ground.url);
  const { policy = {}, crm = createEmbeddedCrm, acceptRawSignals = true, rules, cached, ownThread } = options;
  const activities = composeActivities({
    payeeKeys: DEVELOPMENT_KEYS,
    database: own,
    mail: createFakeMail(),
    crm: typeof crm === 'function' ? crm(own) : crm,
    publicUrl: 'http://localhost:3000',
    acceptRawSignals,
  });
  const startWorker = async () => {
    const worker = await Worker.create({
      ...workerOptions(activities),
      // Otherwise in the thread of the test: to start another takes longer than a story does.
      debugMode: ownThread !== true,
      // Otherwise tasks would wait for the worker that is gone until their time with it is over.
      ...(cached === false ? { maxCachedWorkflows: 0 } : {}),
      connection: environment.nativeConnection,
      workflowBundle: await workflowBundle(),
    });
    const running = worker.run();
    return async (): Promise<void> => {
      worker.shutdown();
      await running;
    };
  };
  let stopWorker = await startWorker();
  const { database, vendor } = ground;
  const programId = await createProgram(database, { vendor, policy, ...(rules === undefined ? {} : { rules }) });
  const partner = await createPartner(database, { programIds: [programId], managerId: vendor.samir });
  const { client } = environment;
  return {
    ...ground,
    ...readings(database, client),
    ...acting({ database, client, environment, partner }),
    environment,
    client,
    programId,
    partner,
    anotherPartner: () => createPartner(database, { programIds: [programId], managerId: vendor.samir }),
    /** No worker is there for as long as `during` lasts; then there is one again. */
    withoutWorker: async (during: () => Promise<void>): Promise<void> => {
      await stopWorker();
      await during();
      stopWorker = await startWorker();
    },
    close: async () => {
      await stopWorker();
      await environment.teardown();
      await own.$disconnect();
    },
  };
}

/** What can be read of a referral: its row, timeline, mails, commands, and what its story says. */
export function readings(database: Database, client: Client) {
  const row = (id: string) => database.referral.findUniqueOrThrow({ where: { id } });
  const timeline = async (referralId: string): Promise<StoryEvent[]> => {
    const events = await database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
    return events.map(({ type, at, toStage, reasonCode, actorId, source, publicText }) => ({
      type,
      at,
      toStage,
      reasonCode,
      actorId,
      source,
      public: JSON.parse(publicText) as Record<string, unknown>,
    }));
  };
  const mails = async (referralId: string): Promise<StoryMail[]> => {
    const rows = await database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
    return rows
      .map(
        ({ payload }) => payload as { referralId: string; text: string; receiver: Receiver; facts: StoryMail['facts'] },
      )
      .filter((mail) => mail.referralId === referralId)
      .map(({ text, receiver, facts }) => ({ text, receiver: receiver.userId ?? receiver.kind, facts }));
  };
  return {
    row,
    timeline,
    mails,
    handle: (referralId: string): WorkflowHandle => client.workflow.getHandle(referralWorkflowId(referralId)),
    explain: (referralId: string): Promise<Explanation> =>
      client.workflow.getHandle(referralWorkflowId(referralId)).query(explainQuery),
    stageTimes: async (referralId: string) =>
      (await timeline(referralId)).flatMap(({ toStage, at }) => (toStage === null ? [] : [{ stage: toStage, at }])),
    isIn: (referralId: string, stage: Stage) => until(async () => (await row(referralId)).stage === stage, stage),
    /** Waits until the timeline holds this many events of a type. */
    tells: (referralId: string, type: string, count = 1) =>
      until(async () => (await timeline(referralId)).filter((event) => event.type === type).length >= count, type),
  };
}

type Receiver = { kind: string; userId?: string };

export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
}

/** Carries out what the transactions left for Temporal, in order, as the relay does; deterministic for tests. */
export async function carryOut(database: Database, client: Client): Promise<void> {
  const where = { kind: { in: [...TEMPORAL_KINDS] }, doneAt: null };
  for (const row of await database.outboxRow.findMany({ where, orderBy: { id: 'asc' } })) {
    const payload = row.payload as Record<string, unknown>;
    await relayToTemporal(
      { client, database },
      { id: row.id, kind: row.kind as OutboxKind, groupKey: row.groupKey, payload, attempts: 1 },
    );
    await database.outboxRow.update({ where: { id: row.id }, data: { doneAt: new Date() } });
  }
}

type Acting = { database: Database; client: Client; environment: TestWorkflowEnvironment; partner: Partner };

function acting({ database, client, environment, partner }: Acting) {
  const relay = (): Promise<void> => carryOut(database, client);
  return {
    relay,
    /** Receives a referral and starts its story. */
    submit: async (changes: SubmissionChanges & { by?: Partner } = {}): Promise<Receipt> => {
      const { by = partner, ...rest } = changes;
      const receipt = await receive(database, submissionOf(by, rest));
      await relay();
      return receipt;
    },
    /** A person's decision as the API gives it: the row first, then the update. */
    give: <Name extends ReferralCommandName>(
      referralId: string,
      name: Name,
      userId: string,
      payload: CommandPayloads[Name],
      texts: Record<string, string> = {},
    ): Promise<GivenCommand> => giveCommand({ database, client }, { referralId, name, userId, payload, texts }),
    record: (referralId: string, name: ReferralCommandName, userId: string, payload: object) =>
      recordCommand({ database }, { referralId, name, userId, payload }),
    /** Lets time pass on the server; what falls due meanwhile happens at its time. */
    pass: (duration: string): Promise<void> => environment.sleep(durationMs(duration)),
    nowMs: () => environment.currentTimeMs(),
  };
}
