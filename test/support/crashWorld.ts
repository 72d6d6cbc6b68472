import { expect } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { Database } from '../../adapters/database/client.ts';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import type { ReferralCommandName, Stage } from '../../domain/referral/stages.ts';
import { chainFault } from './eventChain.ts';
import { createPartner, createProgram, receive, submissionOf } from './factories.ts';
import type { Partner, SubmissionChanges } from './factories.ts';
import { giveCommand, recordCommand } from './giveCommand.ts';
import { spawnWorker, untilTakenOver } from './spawnWorker.ts';
import { createGround } from './ground.ts';
import { readings } from './storyWorld.ts';
import { createTestNamespace } from './temporal.ts';

export type Move = {
  [Name in ReferralCommandName]: { name: Name; payload: CommandPayloads[Name] };
}[ReferralCommandName];

export type CrashWorld = Awaited<ReturnType<typeof openCrashWorld>>;

export type Brought = { referralId: string; partner: Partner };

/** A database and a namespace of Temporal that workers live and die in; each of them carries the outbox out itself. */
export async function openCrashWorld() {
  const ground = await createGround();
  const { database, vendor, url } = ground;
  const { address, namespace } = await createTestNamespace();
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const place = { databaseUrl: url, address, namespace, relay: true };
  const { row } = readings(database, client);
  const ownerOf = async (id: string): Promise<string> => (await row(id)).ownerId ?? '';
  const untilIn = (id: string, stage: Stage): Promise<void> =>
    untilTakenOver(async () => (await row(id)).stage === stage, `${id} is ${stage}`);
  /** No API delivers what was recorded: the relay has to, and at once. */
  const hurry = (): Promise<unknown> =>
    database.outboxRow.updateMany({
      where: { kind: 'deliver_command', doneAt: null },
      data: { availableAt: new Date() },
    });
  return {
    ...ground,
    client,
    hurry,
    untilIn,
    program: await createProgram(database, { vendor }),

    bring: async (programId: string, changes: SubmissionChanges): Promise<Brought> => {
      const partner = await createPartner(database, { programIds: [programId], managerId: vendor.samir });
      const { referralId } = await receive(database, submissionOf(partner, changes));
      return { referralId, partner };
    },

    /** From `accepted` on, by its owner, while a worker lives. */
    walk: async (referralId: string, way: readonly Move[]): Promise<void> => {
      await untilIn(referralId, 'accepted');
      for (const move of way) {
        const given = { ...move, referralId, userId: await ownerOf(referralId) };
        const { answer } = await giveCommand({ database, client }, given);
        expect(answer).toEqual({ outcome: 'done' });
      }
    },

    leave: async (referralId: string, { name, payload }: Move): Promise<void> => {
      await recordCommand(ground, { referralId, name, payload, userId: await ownerOf(referralId) });
      await hurry();
    },

    withWorker: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const worker = await spawnWorker(place);
      return work().finally(() => worker.stop());
    },

    dieAt: async <Result>(crashAt: string, work: () => Promise<Result>): Promise<Result> => {
      const worker = await spawnWorker({ ...place, crashAt });
      const result = await work();
      await worker.crashed().finally(() => worker.stop());
      return result;
    },

    expectAgreed: agreement({ database, client, untilIn }),

    close: async (): Promise<void> => {
      await connection.close();
      await ground.close();
    },
  };
}

type Parts = {
  database: Database;
  client: Client;
  untilIn: (referralId: string, stage: Stage) => Promise<void>;
};

/** Record and story say the same, the stage was entered so often and no more, and the chain has no gap. */
const agreement =
  ({ database, client, untilIn }: Parts) =>
  async (referralId: string, stage: Stage, entered: number): Promise<void> => {
    const { explain, timeline } = readings(database, client);
    await untilIn(referralId, stage);
    // One that several workers have died over is not asked for a moment: Temporal waits before it gives it to another.
    const says = (): Promise<boolean> =>
      explain(referralId).then(
        (told) => told.stage === stage,
        () => false,
      );
    await untilTakenOver(says, `the story of ${referralId} says ${stage} as well`);
    const stages = (await timeline(referralId)).flatMap(({ toStage }) => toStage ?? []);
    expect(stages.filter((one) => one === stage)).toHaveLength(entered);
    expect(stages.at(-1)).toBe(stage);
    expect(await chainFault(database, referralId)).toBeUndefined();
  };

/** A company and a person nobody else has. */
export const own = (name: string): SubmissionChanges => ({
  company: { name, domain: `${name}.example` },
  prospect: { name: 'Ada', email: `ada@${name}.example` },
});

export const asName = (point: string): string => point.replaceAll(/[._]/g, '-').toLowerCase();
