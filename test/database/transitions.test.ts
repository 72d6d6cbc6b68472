import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { createStoryWrites } from '../../adapters/database/storyWrites.ts';
import type { StoryWrites } from '../../adapters/database/storyPort.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { NO_EXTENSION } from '../../domain/referral/extension.ts';
import { firstState } from '../../domain/referral/storyState.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import type { Step } from '../../domain/referral/step.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
let writes: StoryWrites;
let partner: Partner;

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 5 });
  writes = createStoryWrites(worker);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  partner = await createPartner(ground.database, { programIds: [programId] });
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

const referral = async () => {
  const { referralId } = await receive(ground.database, submissionOf(partner));
  await writes.takeStory({ referralId, runId: 'run_1', previousRunId: null, fromRecord: false });
  return referralId;
};

const AT = '2026-12-01T12:00:00.000Z';
const stateOf = (stage: Stage, transitionNo: number): StoryState => ({ ...firstState(0, [], 0), stage, transitionNo });
const stepOf = (referralId: string, changes: Partial<Step> = {}): Step => ({
  referralId,
  runId: 'run_1',
  state: stateOf('accepted', 1),
  transitionNo: 1,
  at: AT,
  events: [
    {
      at: AT,
      type: 'referral.accepted',
      actor: { kind: 'system', id: 'story' },
      source: 'story',
      from: 'submitted',
      to: 'accepted',
      reasonCode: null,
      public: {},
      withTexts: false,
    },
  ],
  projection: {
    stage: 'accepted',
    ownerId: ground.vendor.nora,
    unassigned: false,
    poolReason: null,
    clocks: [],
    next: { situation: 'accepted', action: 'contact', who: ground.vendor.nora, dueAt: null, facts: {} },
    expiresAt: AT,
    dueAt: AT,
    outcome: null,
    deal: null,
    quality: null,
    extension: NO_EXTENSION,
  },
  mails: [{ text: 'accepted', receiver: { kind: 'submitter' }, facts: {} }],
  ...changes,
});

const counts = async (referralId: string) => ({
  events: await ground.database.event.count({ where: { referralId } }),
  mails: await ground.database.outboxRow.count({
    where: { kind: 'mail', payload: { path: ['referralId'], equals: referralId } },
  }),
});

describe('one step of a story', () => {
  it('is written once, however often it is tried', async () => {
    const referralId = await referral();
    await writes.recordTransition(stepOf(referralId));
    const after = await counts(referralId);
    await Promise.all(Array.from({ length: 10 }, () => writes.recordTransition(stepOf(referralId))));
    expect(await counts(referralId)).toEqual(after);
    expect(after).toEqual({ events: 2, mails: 2 });
    expect(await ground.database.referral.findUnique({ where: { id: referralId } })).toMatchObject({
      stage: 'accepted',
      transitionNo: 1,
    });
  });

  it('of the same number and other content does not count, and what was kept with the latest step comes back', async () => {
    const referralId = await referral();
    expect(await writes.recordTransition(stepOf(referralId))).toBeNull();
    const second = { transitionNo: 2, state: stateOf('contacted', 2) };
    expect(await writes.recordTransition(stepOf(referralId, second))).toBeNull();
    const before = await counts(referralId);
    for (const transitionNo of [1, 2]) {
      const other = stepOf(referralId, {
        transitionNo,
        at: '2026-12-01T12:00:09.000Z',
        state: stateOf('declined', transitionNo),
      });
      expect(await writes.recordTransition(other)).toMatchObject({ stage: 'contacted', transitionNo: 2 });
    }
    expect(await counts(referralId)).toEqual(before);
    expect(await ground.database.transition.count({ where: { referralId } })).toBe(2);
  });

  it('by another run is refused, and the story is put on the list of stuck work', async () => {
    const referralId = await referral();
    await expect(writes.recordTransition(stepOf(referralId, { runId: 'run_2' }))).rejects.toMatchObject({
      code: 'transition_conflict',
      policy: { retryable: false },
    });
    expect(await ground.database.referral.findUnique({ where: { id: referralId } })).toMatchObject({
      stage: 'submitted',
    });
    const stuck = await ground.database.outboxRow.findMany({
      where: { groupKey: `referral:${referralId}`, deadAt: { not: null } },
    });
    expect(stuck).toMatchObject([{ kind: 'story_stopped' }]);
  });

  it('is all or nothing: a mail that cannot be queued takes the stage back with it', async () => {
    const referralId = await referral();
    const broken = stepOf(referralId, {
      attempt: { id: 'cmd_1', at: 'no time', channel: 'x', outcome: 'x', byUserId: 'x' },
    });
    await expect(writes.recordTransition(broken)).rejects.toThrow();
    expect(await ground.database.referral.findUnique({ where: { id: referralId } })).toMatchObject({
      stage: 'submitted',
    });
    expect(await counts(referralId)).toEqual({ events: 1, mails: 1 });
  });

  it('answers its command, whose delivery stays open until Temporal has kept it', async () => {
    const referralId = await referral();
    const recorded = await createCommandLog(ground.database).record({
      workflowId: `referral:${referralId}`,
      referralId,
      runId: undefined,
      name: 'contact',
      actor: { kind: 'user', id: ground.vendor.nora },
      source: 'api',
      payload: { channel: 'phone', outcome: 'reached' },
      texts: { note: 'for us', message: 'for you' },
      caller: ground.vendor.nora,
      idempotency: undefined,
    });
    const id = recorded.outcome === 'recorded' ? recorded.commandId : '';
    const [event] = stepOf(referralId).events;
    const events = event === undefined ? [] : [{ ...event, withTexts: true }];
    await writes.recordTransition(
      stepOf(referralId, { events, command: { id, state: 'done', code: null, facts: {} } }),
    );
    expect(await ground.database.command.findUnique({ where: { id } })).toMatchObject({ state: 'done' });
    const open = { kind: 'deliver_command', doneAt: null, payload: { path: ['commandId'], equals: id } };
    expect(await ground.database.outboxRow.count({ where: open })).toBe(1);
    await callProcedure(worker, 'note_delivered', id);
    expect(await ground.database.outboxRow.count({ where: open })).toBe(0);
    const stored = await ground.database.event.findFirst({ where: { referralId, seq: 2 } });
    expect(stored?.publicText).toContain('for you');
    expect(stored?.publicText).not.toContain('for us');
    expect(stored?.privateText).toContain('for us');
  });
});

describe('the answer of a command', () => {
  it('stays the first one', async () => {
    const referralId = await referral();
    await ground.database.command.create({
      data: {
        id: 'cmd_first',
        workflowId: `referral:${referralId}`,
        name: 'contact',
        actor: {},
        payload: {},
        source: 'api',
      },
    });
    const answer = (state: string) =>
      callProcedure(worker, 'answer_command', 'cmd_first', state, 'forbidden', {}, new Date(AT));
    await answer('refused');
    await answer('done');
    expect(await ground.database.command.findUnique({ where: { id: 'cmd_first' } })).toMatchObject({
      state: 'refused',
    });
  });
});

describe('a story', () => {
  it('belongs to the run that took it, and to the run that it hands over to', async () => {
    const { referralId } = await receive(ground.database, submissionOf(partner));
    const takes = async (runId: string, previousRunId: string | null = null) =>
      (await writes.takeStory({ referralId, runId, previousRunId, fromRecord: false })).taken;
    const rivals = await Promise.all(['a', 'b', 'c', 'd'].map((runId) => takes(runId)));
    expect(rivals.filter(Boolean)).toHaveLength(1);
    const holder = ['a', 'b', 'c', 'd'][rivals.indexOf(true)] ?? '';
    expect(await takes(holder)).toBe(true);
    expect(await takes('stranger')).toBe(false);
    expect(await takes('next', 'stranger')).toBe(false);
    expect(await takes('next', holder)).toBe(true);
    expect(await takes(holder)).toBe(false);
  });

  it('goes to a run that takes it from the record, with the state of the latest step; the run before is refused', async () => {
    const referralId = await referral();
    const again = (runId: string) => writes.takeStory({ referralId, runId, previousRunId: null, fromRecord: true });
    expect(await again('run_2')).toEqual({ taken: true, state: null });
    await writes.recordTransition(stepOf(referralId, { runId: 'run_2' }));
    expect(await again('run_3')).toMatchObject({ taken: true, state: { stage: 'accepted', transitionNo: 1 } });
    expect(await again('run_3')).toMatchObject({ taken: true, state: { stage: 'accepted' } });
    const late = stepOf(referralId, { runId: 'run_2', transitionNo: 2 });
    await expect(writes.recordTransition(late)).rejects.toMatchObject({ code: 'transition_conflict' });
  });
});
