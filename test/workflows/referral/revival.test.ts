import { describe, expect, it } from '@jest/globals';
import { createStoryRecord } from '../../../adapters/database/storyRecord.ts';
import { storyAgain } from '../../../adapters/temporal/storyStart.ts';
import { accepted, clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { until } from '../../support/storyWorld.ts';
import type { Explanation } from '../../../workflows/messages.ts';

const inWorld = storyTests();
const REACHED = { channel: 'phone', outcome: 'reached' } as const;

/** Starts the story anew from the record, as somebody does who finds it closed. */
async function takeUp(world: StoryWorld, referralId: string, workflowId?: string) {
  const story = await createStoryRecord(world.database).find(referralId);
  if (story === undefined) throw new Error('no such referral');
  const start = storyAgain(story.beginning);
  return world.client.workflow.start('referral', { ...start, workflowId: workflowId ?? start.workflowId });
}

const runOf = async (world: StoryWorld, referralId: string) => (await world.handle(referralId).describe()).runId;

/** Unlike waiting for the result this lets no time pass on the server. */
const untilClosed = (world: StoryWorld, referralId: string) =>
  until(async () => (await world.handle(referralId).describe()).status.name === 'COMPLETED', 'the end of the run');

/** Keeps others from the referral's row while `work` is done. */
const withRowHeld = (world: StoryWorld, referralId: string, work: () => Promise<void>) =>
  world.database.$transaction(
    async (held) => {
      await held.$queryRaw`SELECT 1 FROM referrals WHERE id = ${referralId} FOR UPDATE`;
      await work();
    },
    { timeout: 30_000 },
  );

describe('a story whose run is lost', () => {
  it(
    'says nothing of itself before it has read its record',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      await world.handle(referralId).terminate('the database of Temporal was thrown away');
      await withRowHeld(world, referralId, async () => {
        await takeUp(world, referralId);
        await expect(world.explain(referralId)).rejects.toThrow();
      });
      let told: Explanation | undefined;
      await until(async () => {
        told = await world.explain(referralId).catch(() => undefined);
        return told !== undefined;
      }, 'an answer');
      expect(told?.stage).toBe('contacted');
    }),
    60_000,
  );

  it(
    'goes on from the record: owner, clocks, answers and stage are as they were, and what falls due comes at its time',
    inWorld(async (world) => {
      const { referralId, owner, expiresAt } = await accepted(world);
      const first = await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'no_answer' });
      const before = { ...(await world.explain(referralId)).state, crmRequested: false, seen: {} };
      await world.handle(referralId).terminate('the database of Temporal was thrown away');
      await takeUp(world, referralId);
      await until(() => world.explain(referralId).then(Boolean, () => false), 'an answer');
      expect((await world.explain(referralId)).state).toMatchObject({ ...before, crmRequested: expect.any(Boolean) });
      const repeat = { channel: 'phone', outcome: 'no_answer', actor: { kind: 'user', id: owner } };
      const again = { ...repeat, commandId: first.commandId };
      expect(await world.handle(referralId).executeUpdate('contact', { args: [again] })).toEqual({ outcome: 'done' });
      expect((await world.give(referralId, 'contact', owner, REACHED)).answer).toEqual({ outcome: 'done' });
      expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ state: 'running', dueAt: expiresAt });
      await world.pass('P91D');
      await world.isIn(referralId, 'expired');
      const ended = (await world.stageTimes(referralId)).find(({ stage }) => stage === 'expired');
      expect(Math.abs((ended?.at.getTime() ?? 0) - Date.parse(expiresAt))).toBeLessThan(60_000);
      expect((await world.timeline(referralId)).filter(({ type }) => type === 'crm.linked')).toHaveLength(1);
    }),
  );

  it(
    'looks after what the lost run was told and did not live to see',
    inWorld(async (world) => {
      const company = {
        company: { name: 'Lost', domain: 'lost.example' },
        prospect: { name: 'A', email: 'a@lost.example' },
      };
      const first = await accepted(world, company);
      const { referralId } = await world.submit({ by: await world.anotherPartner(), ...company });
      await world.isIn(referralId, 'waitlisted');
      await world.handle(referralId).terminate('lost');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.database.outboxRow.updateMany({ where: { kind: 'signal' }, data: { doneAt: new Date() } });
      await takeUp(world, referralId);
      await world.isIn(referralId, 'accepted');
    }),
  );

  it(
    'is not doubled: while a run is open no second one starts',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const runId = await runOf(world, referralId);
      await expect(takeUp(world, referralId)).rejects.toMatchObject({ name: 'WorkflowExecutionAlreadyStartedError' });
      expect(await runOf(world, referralId)).toBe(runId);
    }),
  );

  it(
    'is not taken from the record by a run of another name',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const impostor = await takeUp(world, referralId, 'impostor');
      await expect(impostor.result()).rejects.toMatchObject({ cause: { type: 'story_taken' } });
      expect((await world.explain(referralId)).stage).toBe('accepted');
    }),
  );
});

describe('a story that has ended', () => {
  const ended = async (world: StoryWorld) => {
    const referral = await contacted(world);
    await world.give(referral.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
    await untilClosed(world, referral.referralId);
    return referral;
  };

  it(
    'ends again at once when it is taken up for nothing, and adds nothing to the record',
    inWorld(async (world) => {
      const { referralId } = await ended(world);
      const before = await world.timeline(referralId);
      expect(await (await takeUp(world, referralId)).result()).toBe('withdrawn');
      expect(await world.timeline(referralId)).toEqual(before);
    }),
  );

  it(
    'is taken up again by a command that may do so: the caller has its answer at once, and so has who goes by the relay',
    inWorld(async (world) => {
      const { referralId } = await ended(world);
      const runId = await runOf(world, referralId);
      const { answer } = await world.give(referralId, 'undoWithdraw', world.partner.userId, {});
      expect(answer).toEqual({ outcome: 'done' });
      expect((await world.explain(referralId)).stage).toBe('contacted');
      expect(await runOf(world, referralId)).not.toBe(runId);
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await untilClosed(world, referralId);
      await world.record(referralId, 'undoWithdraw', world.partner.userId, {});
      await world.relay();
      await world.isIn(referralId, 'contacted');
      const told = (await world.stageTimes(referralId)).map(({ stage }) => stage);
      expect(told.slice(-4)).toEqual(['withdrawn', 'contacted', 'withdrawn', 'contacted']);
    }),
  );

  it(
    'is taken up again for a signal that may do so, and for no other',
    inWorld(async (world) => {
      const { referralId } = await ended(world);
      const runId = await runOf(world, referralId);
      const tell = async (signal: string) => {
        const workflowId = `referral:${referralId}`;
        const payload = { workflowId, signal, args: { eventId: signal } };
        await world.database.outboxRow.create({ data: { kind: 'signal', groupKey: workflowId, payload } });
        await world.relay();
      };
      await tell('claimPromoted');
      expect(await runOf(world, referralId)).toBe(runId);
      await tell('caseDecided');
      await until(async () => (await runOf(world, referralId)) !== runId, 'a new run');
      expect(await world.handle(referralId).result()).toBe('withdrawn');
    }),
  );
});

describe('the inbox of a story', () => {
  it(
    'takes no flood: what is too much is turned away and counted in the record, and commands of ours come through',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const flood = { commandId: 'flood', actor: { kind: 'user', id: owner }, note: 'x'.repeat(40_000), ...REACHED };
      for (let sent = 0; sent < 3; sent += 1) await world.handle(referralId).signal('contact', flood);
      const update = world.handle(referralId).executeUpdate('contact', { args: [flood] });
      await expect(update).rejects.toMatchObject({ cause: { type: 'busy' } });
      expect((await world.give(referralId, 'contact', owner, REACHED)).answer).toEqual({ outcome: 'done' });
      await world.tells(referralId, 'command.refused');
      const told = (await world.timeline(referralId)).filter(({ type }) => type === 'command.refused');
      expect(told.map((event) => event.public)).toMatchObject([{ code: 'busy', count: 3 }]);
    }),
  );
});
