import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { storyStart } from '../../../adapters/temporal/storyStart.ts';
import { AppError } from '../../../domain/errors.ts';
import type { ErrorCode } from '../../../domain/errors.ts';
import type { NextStep } from '../../../domain/referral/nextStep.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { receive, submissionOf } from '../../support/factories.ts';
import { workflowBundle } from '../../support/workflowBundle.ts';
import { referralWorkflowId } from '../../../workflows/messages.ts';
import type { ReferralInput } from '../../../workflows/messages.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const MESSAGES_OF_A_LONG_LIFE = 4_000;
const AT_ONCE = 50;
const LATER_MS = 300;
const REACHED = { channel: 'phone', outcome: 'reached' } as const;
const VOICEMAIL = { channel: 'phone', outcome: 'no_answer' } as const;

/** A CRM that cannot be written to, until it is told to be back. */
function brokenCrm(code: ErrorCode = 'crm_unavailable') {
  const state = { away: true, tries: 0 };
  const answer = <Result>(result: Result): Promise<Result> => {
    state.tries += 1;
    return state.away ? Promise.reject(new AppError({ code })) : Promise.resolve(result);
  };
  const crm: Crm = {
    findOrCreateAccount: () => answer({ id: 'acc_1' }),
    findOrCreateRecord: ({ referralNumber }) => answer({ id: `rec_${referralNumber}` }),
    linkDeal: () => answer(undefined),
    readRecords: () => answer([]),
    writeRecord: () => answer(undefined),
    readChanges: () => answer([]),
    acknowledgeChanges: () => answer(undefined),
    // It can still be read: what is away is the writing.
    findCompany: () => Promise.resolve({ matches: [], openDeals: [], purchases: [] }),
    readDeals: () => Promise.resolve([]),
    readActivities: () => Promise.resolve([]),
  };
  return { crm, state };
}

describe('a story with a long history', () => {
  it(
    'begins a new page and keeps clocks, answers and what was just said',
    inWorld(
      async (world) => {
        const { referralId, owner, expiresAt } = await accepted(world);
        const first = await world.give(referralId, 'contact', owner, VOICEMAIL);
        const { runId } = await world.handle(referralId).describe();
        const repeat = { ...VOICEMAIL, commandId: first.commandId, actor: { kind: 'user', id: owner } };
        for (let sent = 0; sent < MESSAGES_OF_A_LONG_LIFE; sent += AT_ONCE) {
          await Promise.all(Array.from({ length: AT_ONCE }, () => world.handle(referralId).signal('contact', repeat)));
        }
        await until(async () => (await world.handle(referralId).describe()).runId !== runId, 'a new run');
        expect(await world.handle(referralId).executeUpdate('contact', { args: [repeat] })).toEqual({
          outcome: 'done',
        });
        const { state } = await world.explain(referralId);
        expect(state).toMatchObject({ stage: 'accepted', attempts: 1, ownerId: owner, crmRequested: true, inbox: [] });
        expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ state: 'running', dueAt: expiresAt });
        const reached = await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
        expect(reached.answer).toEqual({ outcome: 'done' });
        await world.pass('P91D');
        await world.isIn(referralId, 'expired');
        const told = (await world.timeline(referralId))
          .map(({ type }) => type)
          .filter((type) => /reminded|expired/.test(type));
        expect(told).toEqual(['clock.reminded', 'clock.reminded', 'referral.expired']);
      },
      { ownThread: true },
    ),
    180_000,
  );

  it(
    'is told by one run only: another one that starts from the same input fails at once',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const [start] = await world.database.outboxRow.findMany({
        where: { groupKey: `referral:${referralId}`, kind: 'start_story' },
      });
      const { input } = start?.payload as { input: unknown };
      const other = await world.client.workflow.start('referral', {
        workflowId: 'impostor',
        taskQueue: 'referrals',
        args: [input],
      });
      await expect(other.result()).rejects.toMatchObject({ cause: { type: 'story_taken' } });
      expect((await world.explain(referralId)).stage).toBe('accepted');
    }),
  );
});

/** Fails a little later than the database answers, once. */
function slowCrm(): Crm {
  const { crm, state } = brokenCrm();
  return {
    ...crm,
    findOrCreateAccount: async (asked) => {
      if (state.away) await pause(LATER_MS);
      const account = crm.findOrCreateAccount(asked);
      state.away = false;
      return account;
    },
  };
}

describe('a CRM that is slow and then away', () => {
  it(
    'leaves a history that can be told again, whatever was said to the story meanwhile',
    inWorld(
      async (world) => {
        const { referralId } = await receive(world.database, submissionOf(world.partner));
        const command = await world.record(referralId, 'contact', world.vendor.greta, REACHED);
        const left = { groupKey: referralWorkflowId(referralId), kind: { not: 'mail' } };
        const { payload } = await world.database.outboxRow.findFirstOrThrow({
          where: { ...left, kind: 'start_story' },
        });
        // The first task of the story has a message as well, as after an hour without a worker.
        await world.client.workflow.signalWithStart('referral', {
          ...storyStart((payload as { input: ReferralInput }).input),
          signal: 'contact',
          signalArgs: [{ ...command.payload, commandId: command.commandId, actor: command.actor }],
        });
        await world.database.outboxRow.updateMany({ where: left, data: { doneAt: new Date() } });
        await world.isIn(referralId, 'contacted');
        await world.tells(referralId, 'crm.linked');
        const history = await world.handle(referralId).fetchHistory();
        const bundle = { workflowBundle: await workflowBundle() };
        await Worker.runReplayHistory(bundle, history, referralWorkflowId(referralId));
      },
      { crm: slowCrm() },
    ),
  );
});

const factsOf = async (world: StoryWorld, referralId: string): Promise<NextStep['facts']> =>
  ((await world.row(referralId)).next as NextStep).facts;

describe('a CRM that is away for days', () => {
  const broken = brokenCrm();
  it(
    'makes no difference to the promises; the house reads since when the record is pending, and that it has followed',
    inWorld(
      async (world) => {
        const { referralId, number } = await world.submit();
        await world.isIn(referralId, 'accepted');
        await until(
          async () => (await factsOf(world, referralId))['crmPendingSince'] !== undefined,
          'the outage is told',
        );
        expect((await world.row(referralId)).next).toMatchObject({ situation: 'paused_by_outage', action: 'contact' });
        const owner = (await world.row(referralId)).ownerId ?? '';
        expect((await world.mails(referralId)).map(({ text }) => text)).toEqual(['received', 'accepted', 'assigned']);
        await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
        await world.pass('P2D');
        const yes = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes', outcome: 'qualified' } as const;
        await world.give(referralId, 'qualify', owner, yes);
        const closer = (await world.row(referralId)).ownerId ?? '';
        const amount = { amount: 4_800_000, currency: 'EUR' };
        await world.give(referralId, 'close', closer, {
          outcome: 'won',
          amount,
          closedOn: TODAY,
          dealId: 'D-1',
        });
        expect(await world.row(referralId)).toMatchObject({ stage: 'won', crmRecordId: null });
        expect(broken.state.tries).toBeGreaterThan(100);
        broken.state.away = false;
        await world.pass('PT6M');
        await world.tells(referralId, 'crm.linked');
        expect((await world.row(referralId)).crmRecordId).toBe(`rec_${number}`);
        await until(async () => !('crmPendingSince' in (await factsOf(world, referralId))), 'the end of it is told');
      },
      { crm: broken.crm },
    ),
    60_000,
  );
});

describe('a CRM that refuses the record for good', () => {
  const broken = brokenCrm('invalid_request');
  it(
    'stops nothing: people work on, and the record follows within hours of being allowed',
    inWorld(
      async (world) => {
        const { referralId, number } = await world.submit();
        await world.isIn(referralId, 'accepted');
        await until(() => Promise.resolve(broken.state.tries >= 2), 'it was tried beside the story too');
        const owner = (await world.row(referralId)).ownerId ?? '';
        await world.give(referralId, 'contact', owner, REACHED);
        expect((await factsOf(world, referralId))['crmPendingSince']).toBeDefined();
        broken.state.away = false;
        await world.pass('PT2H');
        await world.tells(referralId, 'crm.linked');
        expect((await world.row(referralId)).crmRecordId).toBe(`rec_${number}`);
      },
      { crm: broken.crm },
    ),
  );
});
