import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { addressBook } from '../../adapters/addressBook.ts';
import type { Submission } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { chainFault } from '../support/eventChain.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import { spawnWorker, untilTakenOver } from '../support/spawnWorker.ts';
import { recordCommand } from '../support/giveCommand.ts';
import { createGround } from '../support/ground.ts';
import { readings } from '../support/storyWorld.ts';
import type { Ground } from '../support/ground.ts';
import { createTestNamespace } from '../support/temporal.ts';
import { ON_PROMOTION, ON_RECEIPT, ON_THE_WAY_IN } from './points.ts';

const BOUND_MS = 600_000;

/** Three partners bring one company; the first of the intake is to hold it. */
type Line = { head: string; next: string; last: string; submitterId: string };

let ground: Ground;
let connection: Connection;
let client: Client;
let place: { databaseUrl: string; address: string; namespace: string; relay: true };
let programId: string;

beforeAll(async () => {
  ground = await createGround();
  const { address, namespace } = await createTestNamespace();
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  place = { databaseUrl: ground.url, address, namespace, relay: true };
  programId = await createProgram(ground.database, { vendor: ground.vendor });
}, 300_000);

afterAll(async () => {
  await connection.close();
  await ground.close();
});

async function bringCompany(domain: string): Promise<Line> {
  const ids: string[] = [];
  let submitterId = '';
  for (const person of ['ada', 'bo', 'cy']) {
    const partner = await createPartner(ground.database, { programIds: [programId] });
    if (person === 'ada') submitterId = partner.userId;
    const prospect = { name: person, email: `${person}@${domain}` };
    const submission = submissionOf(partner, { company: { name: domain, domain }, prospect });
    ids.push((await receive(ground.database, submission)).referralId);
  }
  const [head = '', next = '', last = ''] = ids;
  return { head, next, last, submitterId };
}

/** A withdrawal that no API delivers: the relay has to. */
async function withdraw({ head, submitterId }: Line): Promise<void> {
  await recordCommand(ground, {
    referralId: head,
    name: 'withdraw',
    userId: submitterId,
    payload: { reasonCode: 'mistake' },
  });
  await ground.database.outboxRow.updateMany({ where: { kind: 'deliver_command' }, data: { availableAt: new Date() } });
}

const stagesOf = async (lines: readonly Line[]): Promise<string[]> => {
  const stages: string[] = [];
  for (const { head, next, last } of lines) {
    const rows = await ground.database.referral.findMany({
      where: { id: { in: [head, next, last] } },
      orderBy: { intakeNo: 'asc' },
    });
    stages.push(rows.map(({ stage, crmRecordId }) => `${stage}${crmRecordId === null ? '' : '+crm'}`).join(' '));
  }
  return stages;
};

/** One worker after the other dies at its point; each takes up what those before it have left. The last one lives. */
async function dieAtEach(
  points: readonly string[],
  work: (point: string) => Promise<void>,
  reached: () => Promise<boolean>,
): Promise<void> {
  for (const crashAt of points) {
    const worker = await spawnWorker({ ...place, crashAt });
    await work(crashAt);
    await worker.crashed().finally(() => worker.stop());
  }
  const worker = await spawnWorker(place);
  await untilTakenOver(reached, 'what was left is taken up').finally(() => worker.stop());
}

/** What must hold whatever has died: one story, no gap and no fork in the record, nothing told or made twice. */
async function expectToldOnce(referralId: string): Promise<void> {
  const { database } = ground;
  expect(await chainFault(database, referralId)).toBeUndefined();
  const row = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const numbers = await database.transition.findMany({ where: { referralId }, orderBy: { transitionNo: 'asc' } });
  expect(numbers.map(({ transitionNo }) => transitionNo)).toEqual(numbers.map((_, index) => index + 1));
  expect(row.transitionNo).toBe(numbers.length);
  const { runId } = await client.workflow.getHandle(`referral:${referralId}`).describe();
  expect(row.storyRunId).toBe(runId);
  const entered = (await readings(database, client).timeline(referralId)).flatMap(({ toStage, type }) =>
    toStage === null && type !== 'crm.linked' ? [] : [toStage ?? type],
  );
  expect(new Set(entered).size).toBe(entered.length);
  const mails = await database.outboxRow.findMany({ where: { kind: 'mail', groupKey: { startsWith: 'mail:' } } });
  expect(new Set(mails.map(({ groupKey }) => groupKey)).size).toBe(mails.length);
  expect(await database.crmRecord.count({ where: { referralNumber: row.number } })).toBeLessThanOrEqual(1);
}

async function expectOneHolder(line: Line): Promise<void> {
  const { companyId } = await ground.database.queueEntry.findUniqueOrThrow({ where: { referralId: line.head } });
  expect(await ground.database.queueEntry.count({ where: { companyId, state: 'held' } })).toBe(1);
}

describe('a worker that dies', () => {
  const lines: Line[] = [];

  it(
    'at any point between receipt and acceptance is replaced: one story each, one holder, the others in line',
    async () => {
      const bring = async (point: string): Promise<void> => {
        lines.push(await bringCompany(`${point.replaceAll('.', '-')}.example`));
      };
      const all = ON_THE_WAY_IN.map(() => 'accepted+crm waitlisted waitlisted');
      await dieAtEach(ON_THE_WAY_IN, bring, async () => String(await stagesOf(lines)) === String(all));
      for (const line of lines) {
        for (const referralId of [line.head, line.next, line.last]) await expectToldOnce(referralId);
        await expectOneHolder(line);
      }
    },
    BOUND_MS,
  );

  it(
    'at any point of a withdrawal is replaced: the claim is given back once and the next in line is promoted once',
    async () => {
      const withdrawn = lines.slice(0, ON_PROMOTION.length);
      const giveBack = (point: string): Promise<void> => withdraw(withdrawn[ON_PROMOTION.indexOf(point)] as Line);
      const all = withdrawn.map(() => 'withdrawn+crm accepted+crm waitlisted');
      await dieAtEach(ON_PROMOTION, giveBack, async () => String(await stagesOf(withdrawn)) === String(all));
      for (const line of withdrawn) {
        for (const referralId of [line.head, line.next, line.last]) await expectToldOnce(referralId);
        await expectOneHolder(line);
        const promoted = await ground.database.outboxRow.findMany({
          where: { kind: 'signal', groupKey: `referral:${line.next}` },
        });
        expect(promoted).toHaveLength(1);
      }
    },
    BOUND_MS,
  );
});

/** Whatever the process said before it ended, and how it ended. */
async function receiveInProcess(submission: Submission, crashAt: string): Promise<{ signal: NodeJS.Signals | null }> {
  const file = fileURLToPath(new URL('../support/receiveProcess.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: ground.url, CRASH_AT: crashAt },
  });
  const ended = once(child, 'exit');
  await once(child, 'message');
  child.send(submission);
  const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return { signal };
}

describe('a request that dies', () => {
  it.each([
    { crashAt: ON_RECEIPT[0] ?? '', first: 'created', why: 'nothing was committed' },
    { crashAt: ON_RECEIPT[1] ?? '', first: 'replayed', why: 'it was committed, only the answer is lost' },
  ])(
    'at $crashAt and is sent again makes one referral: $first ($why)',
    async ({ crashAt, first }) => {
      const partner = await createPartner(ground.database, { programIds: [programId] });
      const submission = submissionOf(partner, { idempotency: { key: crashAt, requestHash: 'h' } });
      expect(await receiveInProcess(submission, crashAt)).toEqual({ signal: 'SIGKILL' });
      const intake = createIntake({ database: ground.database, addresses: addressBook });
      const again = await intake.receive(submission);
      expect(again.outcome).toBe(first);
      expect((await intake.receive(submission)).outcome).toBe('replayed');
      expect(await ground.database.referral.count({ where: { partnerId: partner.id } })).toBe(1);
    },
    BOUND_MS,
  );
});
