import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOpenWork } from '../../adapters/database/openWork.ts';
import { resumeWork } from '../../adapters/temporal/resumeWork.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { contacted, qualified } from '../support/storySteps.ts';
import { createGround } from '../support/ground.ts';
import { openStoryWorld, until } from '../support/storyWorld.ts';
import type { Ground } from '../support/ground.ts';
import type { StoryWorld } from '../support/storyWorld.ts';
import { prepareRun } from '../support/payoutRuns.ts';
import { TODAY } from '../support/today.ts';

/** Small enough for every test run; `npm run chaos -- --lose-temporal 500` does the same with an installation. */
const OF_EACH_KIND = 4;
const SOON_MS = 60_000;
const AMOUNT = { amount: 100_000, currency: 'EUR' };

let ground: Ground;

beforeAll(async () => {
  ground = await createGround();
}, 300_000);

afterAll(() => ground.close());

type Kept = { referralId: string; stage: Stage; clocks: unknown; expiresAt: Date | null };

/** Referrals in every situation that something follows from, and some that have ended. */
async function fill(world: StoryWorld): Promise<void> {
  for (let place = 0; place < OF_EACH_KIND; place += 1) {
    const company = { company: { name: `C${place}`, domain: `c${place}.example` } };
    const head = await world.submit({ ...company, prospect: { name: 'A', email: `a@c${place}.example` } });
    await world.isIn(head.referralId, 'accepted');
    const by = await world.anotherPartner();
    await world.submit({ by, ...company, prospect: { name: 'B', email: `b@c${place}.example` } });
    await contacted(world);
    await qualified(world);
    const won = await qualified(world);
    const close = { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId: `D-${place}` } as const;
    await world.give(won.referralId, 'close', won.owner, close);
    const gone = await contacted(world);
    await world.give(gone.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
  }
}

const keep = async (world: StoryWorld): Promise<Kept[]> =>
  (await world.database.referral.findMany({ orderBy: { intakeNo: 'asc' } })).map((row) => ({
    referralId: row.id,
    stage: row.stage as Stage,
    clocks: row.clocks,
    expiresAt: row.expiresAt,
  }));

describe('when the database of Temporal was thrown away', () => {
  it('everything open goes on from the record, with every clock as it was, and what ended stays ended', async () => {
    const lost = await openStoryWorld(ground);
    await fill(lost);
    const run = await prepareRun(lost.database, { by: lost.vendor.paul }).catch(() => undefined);
    await lost.close();

    const world = await openStoryWorld(ground);
    const resume = () => resumeWork({ client: world.client, work: createOpenWork(world.database) });
    try {
      const before = await keep(world);
      const open = before.filter(({ stage }) => stage !== 'withdrawn');
      expect(open).toHaveLength(OF_EACH_KIND * 5);
      const { kinds } = await resume();
      expect(kinds[0]).toEqual({ kind: 'referral', open: open.length, resumed: open.length, running: 0 });
      expect(kinds[1]?.open).toBe(run === undefined ? 0 : 1);
      for (const { referralId, stage, clocks } of open) {
        await until(async () => (await world.explain(referralId)).stage === stage, stage);
        const { state } = await world.explain(referralId);
        expect(state.clocks.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual(
          (clocks as { dueAt: string }[]).map(({ dueAt }) => dueAt),
        );
      }
      expect((await resume()).kinds[0]).toMatchObject({ resumed: 0, running: open.length });
      expect(await keep(world)).toEqual(before);

      await world.pass('P91D');
      for (const { referralId, stage, expiresAt, clocks } of open) {
        if (stage === 'contacted' && expiresAt !== null) {
          await world.isIn(referralId, 'expired');
          const ended = (await world.stageTimes(referralId)).find((one) => one.stage === 'expired');
          expect(Math.abs((ended?.at.getTime() ?? 0) - expiresAt.getTime())).toBeLessThan(SOON_MS);
        }
        if (stage === 'accepted') {
          const promise = (clocks as { kind: string; dueAt: string }[]).find(({ kind }) => kind === 'first_contact');
          const breach = (await world.timeline(referralId)).find(({ type }) => type === 'clock.breached');
          expect((breach?.at.getTime() ?? 0) - Date.parse(promise?.dueAt ?? '')).toBeLessThan(SOON_MS);
        }
      }
      const gone = before.find(({ stage }) => stage === 'withdrawn');
      await expect(world.handle(gone?.referralId ?? '').describe()).rejects.toMatchObject({
        name: 'WorkflowNotFoundError',
      });
    } finally {
      await world.close();
    }
  }, 240_000);

  it('a command that was said to the lost story and not answered is delivered once more', async () => {
    const lost = await openStoryWorld(ground);
    const { referralId } = await lost.submit();
    await lost.isIn(referralId, 'accepted');
    const owner = (await lost.row(referralId)).ownerId ?? '';
    await lost.close();
    const spoken = { channel: 'phone', outcome: 'reached' };
    const { commandId } = await lost.record(referralId, 'contact', owner, spoken);
    await ground.database.outboxRow.updateMany({ where: { doneAt: null }, data: { doneAt: new Date() } });

    const world = await openStoryWorld(ground);
    try {
      const { redelivered } = await resumeWork({ client: world.client, work: createOpenWork(world.database) });
      expect(redelivered).toBe(1);
      await world.relay();
      await world.isIn(referralId, 'contacted');
      const row = await world.database.command.findUniqueOrThrow({ where: { id: commandId } });
      expect(row.state).toBe('done');
    } finally {
      await world.close();
    }
  }, 120_000);
});
