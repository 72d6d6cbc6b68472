import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { edit } from '../../support/crmSteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();

const results = async (world: StoryWorld, referralId: string) =>
  (await world.database.clockResult.findMany({ where: { referralId }, orderBy: { decidedAt: 'asc' } })).map(
    ({ kind, kept, ownerId }) => ({ kind, kept, ownerId }),
  );

const missedNews = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).filter(
    (event) => event.type === 'clock.breached' && event.public['kind'] === 'status_update',
  );

describe('the promise of news', () => {
  it(
    'sends a dated sentence after seven quiet days, counts as missed, tells owner and managers, and runs anew',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn } = await contacted(world);
      await world.pass('P15D');
      await world.tells(referralId, 'clock.breached', 2);
      const missed = await missedNews(world, referralId);
      expect(missed.map(({ at }) => Math.round(hoursIn(at) / 24))).toEqual([7, 14]);
      const mails = await world.mails(referralId);
      const dated = mails.filter(({ text }) => text === 'still_open');
      expect(dated).toHaveLength(2);
      expect(dated[0]).toMatchObject({
        receiver: 'submitter',
        facts: { situation: 'contacted', ownerId: owner, statedAt: missed[0]?.at.toISOString() },
      });
      const told = mails.filter(({ text, facts }) => text === 'breach_100' && facts['kind'] === 'status_update');
      const { greta, konrad, clara } = world.vendor;
      expect(new Set(told.map(({ receiver }) => receiver))).toEqual(new Set([owner, greta, konrad, clara]));
      expect(await clockOf(world, referralId, 'status_update')).toMatchObject({ state: 'running' });
      expect((await results(world, referralId)).filter(({ kind }) => kind === 'status_update')).toEqual([
        { kind: 'status_update', kept: true, ownerId: owner },
        { kind: 'status_update', kept: false, ownerId: owner },
        { kind: 'status_update', kept: false, ownerId: owner },
      ]);
    }),
  );

  it(
    'is kept by what a person does, and costs one step of a quiet week',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      await world.pass('P6D');
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
      await world.pass('P6D');
      expect(await missedNews(world, referralId)).toEqual([]);
      const before = (await world.row(referralId)).transitionNo;
      await world.pass('P21D');
      await world.tells(referralId, 'clock.breached', 3);
      expect((await world.row(referralId)).transitionNo - before).toBe(3);
      expect(await world.row(referralId)).toMatchObject({ next: { situation: 'in_talks' } });
      expect((await world.row(referralId)).dueAt?.toISOString()).toBe(
        (await clockOf(world, referralId, 'status_update'))?.dueAt,
      );
    }),
  );
});

const newsOf = (world: StoryWorld, referralId: string) => clockOf(world, referralId, 'status_update');

describe('what is no news to the partner', () => {
  it(
    'a win that waits for its second person, and the message of a stranger, leave the promise of news as it runs',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const before = await newsOf(world, referralId);
      await world.pass('P1D');
      for (const commandId of ['c-1', `${referralId}:c-1`]) {
        const actor = { kind: 'user', id: world.vendor.abel };
        await world.handle(referralId).signal('contact', { commandId, actor, channel: 'phone', outcome: 'reached' });
      }
      await world.tells(referralId, 'command.refused', 2);
      expect(await clockOf(world, referralId, 'handover')).toMatchObject({ state: 'running' });
      const reported = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY } as const;
      const { answer } = await world.give(referralId, 'close', owner, reported);
      expect(answer).toEqual({ outcome: 'awaiting_second_person' });
      expect(await newsOf(world, referralId)).toEqual(before);
      expect(await clockOf(world, referralId, 'handover')).toMatchObject({ state: 'met' });
    }),
  );

  it(
    'a new owner named in the CRM is, for the partner is told of the name',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const before = await newsOf(world, referralId);
      await world.pass('P1D');
      const next = owner === world.vendor.tom ? 'nora' : 'tom';
      await edit(world, referralId, { ownerEmail: `${next}@helioforge.example` });
      await until(async () => (await world.row(referralId)).ownerId === world.vendor[next], 'the owner of the CRM');
      const after = await newsOf(world, referralId);
      expect(Date.parse(after?.dueAt ?? '')).toBeGreaterThan(Date.parse(before?.dueAt ?? '') + 80_000_000);
    }),
  );
});

describe('what a deal would earn', () => {
  it(
    'is told with the mail and the sentence of its talks, as the partner has estimated it, by the plan of the day of receipt',
    inWorld(async (world) => {
      const estimatedValue = { amount: 4_800_000, currency: 'EUR' };
      const { referralId, owner } = await qualified(world, { estimatedValue });
      await world.give(referralId, 'advance', owner, { stage: 'proposal' });
      const estimate = { estimateMinor: 480_000, currency: 'EUR' };
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'in_talks', facts: estimate });
      const mail = (await world.mails(referralId)).find(({ text }) => text === 'proposal');
      expect(mail?.facts).toMatchObject(estimate);
    }),
  );
});

describe('the promise of the first step after the handover', () => {
  it(
    'is kept by the closer’s first activity, and told to the partner with its time',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const clock = await clockOf(world, referralId, 'handover');
      expect(clock).toMatchObject({ state: 'running' });
      expect((await world.row(referralId)).next).toMatchObject({ facts: { firstStepDueAt: clock?.dueAt } });
      await world.pass('PT5H');
      await world.give(referralId, 'contact', owner, { channel: 'email', outcome: 'no_answer' });
      expect(await clockOf(world, referralId, 'handover')).toMatchObject({ state: 'met' });
      await world.pass('P3D');
      expect((await world.timeline(referralId)).map(({ type }) => type)).not.toContain('clock.breached');
    }),
  );

  it(
    'climbs the ladder to another closer; whoever reads it reads that it is late, and no mail says so to the partner',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.pass('P3DT1H');
      await world.tells(referralId, 'clock.escalated');
      expect((await world.row(referralId)).ownerId).not.toBe(owner);
      expect(await clockOf(world, referralId, 'handover')).toMatchObject({ state: 'breached' });
      expect((await world.row(referralId)).next).toMatchObject({
        situation: 'late',
        action: 'advance',
        facts: { kind: 'handover', handedOver: 1 },
      });
      const mails = await world.mails(referralId);
      expect(mails.map(({ text }) => text)).toContain('handover_150');
      expect(mails.map(({ text }) => text)).not.toContain('promise_missed');
    }),
  );
});

describe('what is counted of promises', () => {
  it(
    'is each of them once, with who is answerable: nobody where the answer came by itself',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await world.pass('PT30H');
      await world.tells(referralId, 'clock.breached');
      await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' });
      const counted = await results(world, referralId);
      expect(counted).toEqual(
        expect.arrayContaining([
          { kind: 'acknowledge', kept: true, ownerId: null },
          { kind: 'first_contact', kept: false, ownerId: owner },
          { kind: 'status_update', kept: true, ownerId: owner },
        ]),
      );
      expect(counted).toHaveLength(3);
    }),
  );
});
