import { describe, expect, it } from '@jest/globals';
import { createStoryWrites } from '../../../adapters/database/storyWrites.ts';
import { projectionOf } from '../../../domain/referral/projection.ts';
import type { StoryState } from '../../../domain/referral/storyState.ts';
import { accepted, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import { explainQuery } from '../../../workflows/messages.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;
const REACHED = { channel: 'phone', outcome: 'reached' } as const;

describe('a command that meets the end of the story', () => {
  it(
    'and comes after it is answered with closed',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.handle(referralId).result();
      const { commandId } = await world.record(referralId, 'contact', owner, REACHED);
      await world.relay();
      expect(await world.database.command.findUnique({ where: { id: commandId } })).toMatchObject({
        state: 'refused',
        code: 'closed',
      });
    }),
  );

  it(
    'and races with it is answered in any case: nothing is lost, one of them counts',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const lost = { outcome: 'lost', reasonCode: 'price' } as const;
      const answers = await Promise.all([
        world.give(referralId, 'advance', owner, { stage: 'proposal' }),
        world.give(referralId, 'close', owner, lost),
        world.give(referralId, 'contact', owner, REACHED),
        world.give(referralId, 'close', owner, lost),
        world.give(referralId, 'advance', owner, { stage: 'negotiation' }),
      ]);
      await world.relay();
      expect(await world.handle(referralId).result()).toBe('lost');
      const rows = await world.database.command.findMany({
        where: { referralId, name: { in: ['advance', 'close', 'contact'] } },
      });
      expect(rows.filter(({ state }) => state === 'pending')).toEqual([]);
      expect(rows.filter(({ name, state }) => name === 'close' && state === 'done')).toHaveLength(1);
      expect(answers).toHaveLength(5);
    }),
  );
});

describe('a command that is heard late', () => {
  it(
    'counts from when it was given: a withdrawal undone within its day is undone',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await until(async () => (await world.handle(referralId).describe()).status.name === 'COMPLETED', 'ended');
      await world.pass('PT25H');
      const { commandId: id } = await world.record(referralId, 'undoWithdraw', world.partner.userId, {});
      // Given two hours ago, when nobody of ours could hear it.
      await world.database.command.update({ where: { id }, data: { createdAt: new Date(Date.now() - 2 * HOUR_MS) } });
      await world.relay();
      await world.isIn(referralId, 'accepted');
    }),
  );
});

describe('a command whose effect is in the record, and which Temporal forgot', () => {
  it(
    'reaches its story once more, which goes on from the record instead of sleeping on',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { commandId } = await world.record(referralId, 'contact', owner, REACHED);
      const { state: before } = await world.handle(referralId).query(explainQuery);
      const { storyRunId } = await world.row(referralId);
      const at = new Date(await world.nowMs()).toISOString();
      const told = { stage: 'contacted', transitionNo: before.transitionNo + 1 } as const;
      const state: StoryState = { ...before, ...told, inbox: [] };
      // As a worker wrote it in the moment before it and the server died: an update is in no history until it is answered.
      await createStoryWrites(world.database).recordTransition({
        referralId,
        runId: storyRunId ?? '',
        state: { ...state, seen: { ...state.seen, [commandId]: { outcome: 'done' } } },
        transitionNo: state.transitionNo,
        at,
        events: [],
        projection: projectionOf(state),
        mails: [],
        command: { id: commandId, state: 'done', code: null, facts: {} },
      });
      expect(await world.explain(referralId)).toMatchObject({ stage: 'accepted' });
      await world.relay();
      await until(async () => (await world.explain(referralId)).stage === 'contacted', 'the story knows');
      expect((await world.row(referralId)).transitionNo).toBe(state.transitionNo);
      expect(await world.timeline(referralId)).not.toContainEqual(expect.objectContaining({ type: 'command.refused' }));
    }),
  );

  it(
    'is not brought once more when its answer is in the history',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { commandId } = await world.give(referralId, 'contact', owner, REACHED);
      const open = { kind: 'deliver_command', doneAt: null, payload: { path: ['commandId'], equals: commandId } };
      expect(await world.database.outboxRow.count({ where: open })).toBe(0);
    }),
  );
});
