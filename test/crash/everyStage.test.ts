import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import type { ReferralCommandName, Stage } from '../../domain/referral/stages.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { SubmissionChanges } from '../support/factories.ts';
import { chainFault } from '../support/eventChain.ts';
import { spawnWorker, untilTakenOver } from '../support/spawnWorker.ts';
import { giveCommand, recordCommand } from '../support/giveCommand.ts';
import { createGround, readings } from '../support/storyWorld.ts';
import type { Ground } from '../support/storyWorld.ts';
import { createTestNamespace } from '../support/temporal.ts';

const BOUND_MS = 600_000;
const YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
const NO = { need: 'no', budget: 'no', authority: 'no', timeline: 'no' } as const;
const REACHED = { channel: 'phone', outcome: 'reached' } as const;
const QUALIFIED = { ...YES, outcome: 'qualified', quality: 5 } as const;
const NO_NEED = { ...NO, outcome: 'disqualified', reasonCode: 'no_need' } as const;
const LOST = { outcome: 'lost', reasonCode: 'competitor' } as const;

type Move = { [Name in ReferralCommandName]: { name: Name; payload: CommandPayloads[Name] } }[ReferralCommandName];

const CONTACT: Move = { name: 'contact', payload: REACHED };
const QUALIFY: Move = { name: 'qualify', payload: QUALIFIED };
const advanced = (stage: CommandPayloads['advance']['stage']): Move => ({ name: 'advance', payload: { stage } });

/** The way to the stage before, and the one decision that a worker does not survive. */
const PATHS: { to: Stage; way: Move[]; last: Move }[] = [
  { to: 'contacted', way: [], last: CONTACT },
  { to: 'disqualified', way: [CONTACT], last: { name: 'qualify', payload: NO_NEED } },
  { to: 'qualified', way: [CONTACT], last: QUALIFY },
  { to: 'opportunity', way: [CONTACT, QUALIFY], last: advanced('opportunity') },
  { to: 'proposal', way: [CONTACT, QUALIFY], last: advanced('proposal') },
  { to: 'negotiation', way: [CONTACT, QUALIFY], last: advanced('negotiation') },
  { to: 'lost', way: [CONTACT, QUALIFY], last: { name: 'close', payload: LOST } },
];

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

async function bring(changes: SubmissionChanges, program = programId): Promise<string> {
  const partner = await createPartner(ground.database, { programIds: [program], managerId: ground.vendor.samir });
  return (await receive(ground.database, submissionOf(partner, changes))).referralId;
}

const bringOwn = (name: string): Promise<string> =>
  bring({ company: { name, domain: `${name}.example` }, prospect: { name: 'Ada', email: `ada@${name}.example` } });

const stageOf = async (id: string): Promise<string> =>
  (await ground.database.referral.findUniqueOrThrow({ where: { id } })).stage;

const untilIn = (id: string, stage: Stage): Promise<void> =>
  untilTakenOver(async () => (await stageOf(id)) === stage, `${id} is ${stage}`);

const ownerOf = async (id: string): Promise<string> =>
  (await ground.database.referral.findUniqueOrThrow({ where: { id } })).ownerId ?? '';

async function walk(referralId: string, way: readonly Move[]): Promise<void> {
  await untilIn(referralId, 'accepted');
  for (const move of way) {
    const given = { ...move, referralId, userId: await ownerOf(referralId) };
    const { answer } = await giveCommand({ database: ground.database, client }, given);
    expect(answer).toEqual({ outcome: 'done' });
  }
}

/** No API delivers it: the relay has to. */
async function leave(referralId: string, { name, payload }: Move): Promise<void> {
  await recordCommand(ground, { referralId, name, payload, userId: await ownerOf(referralId) });
  await ground.database.outboxRow.updateMany({ where: { kind: 'deliver_command' }, data: { availableAt: new Date() } });
}

async function withWorker<Result>(work: () => Promise<Result>): Promise<Result> {
  const worker = await spawnWorker(place);
  return work().finally(() => worker.stop());
}

async function dieAt(crashAt: string, work: () => Promise<unknown>): Promise<void> {
  const worker = await spawnWorker({ ...place, crashAt });
  await work();
  await worker.crashed().finally(() => worker.stop());
}

/** Record and story say the same, each stage was entered once, and the chain has no gap. */
async function expectAgreed(referralId: string, stage: Stage): Promise<void> {
  const { explain, timeline } = readings(ground.database, client);
  await untilIn(referralId, stage);
  await untilTakenOver(
    async () => (await explain(referralId)).stage === stage,
    `the story of ${referralId} says ${stage} as well`,
  );
  const entered = (await timeline(referralId)).flatMap(({ toStage }) => (toStage === null ? [] : [toStage]));
  expect(new Set(entered).size).toBe(entered.length);
  expect(entered.at(-1)).toBe(stage);
  expect(await chainFault(ground.database, referralId)).toBeUndefined();
}

const around = (name: string): string[] => [`${name}.before`, `${name}.after`];
const nameOf = (point: string): string => point.replaceAll(/[._]/g, '-').toLowerCase();

describe('a worker that dies', () => {
  it(
    'around any decision of a person is replaced: the decision counts once, in the record and in the story',
    async () => {
      const planned = PATHS.flatMap((path) =>
        around(`transition.${path.to}`).map((point) => ({ ...path, point, referralId: '' })),
      );
      await withWorker(async () => {
        for (const one of planned) one.referralId = await bringOwn(nameOf(one.point));
        for (const { referralId, way } of planned) await walk(referralId, way);
      });
      for (const { point, referralId, last } of planned) await dieAt(point, () => leave(referralId, last));
      await withWorker(async () => {
        for (const { referralId, to } of planned) await expectAgreed(referralId, to);
      });
    },
    BOUND_MS,
  );

  it(
    'around the end of a line is replaced: who waited is declined once, and the story knows',
    async () => {
      const lines: { point: string; head: string; next: string }[] = [];
      const points = [...around('signal.claimClosed'), ...around('transition.declined')];
      await withWorker(async () => {
        for (const point of points) {
          const head = await bringOwn(nameOf(point));
          await walk(head, [CONTACT]);
          const next = await bringOwn(nameOf(point));
          await untilIn(next, 'waitlisted');
          lines.push({ point, head, next });
        }
      });
      for (const { point, head } of lines) await dieAt(point, () => leave(head, { name: 'qualify', payload: NO_NEED }));
      await withWorker(async () => {
        for (const { next } of lines) await expectAgreed(next, 'declined');
      });
    },
    BOUND_MS,
  );
});
