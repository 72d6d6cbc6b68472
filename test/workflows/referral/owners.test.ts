import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { receive, submissionOf } from '../../support/factories.ts';
import { accepted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inOneWorld = storyTests();

/** Rules and absences are everybody's: they go with the test. */
const inWorld = (run: (world: StoryWorld) => Promise<void>) =>
  inOneWorld(async (world) => {
    try {
      await run(world);
    } finally {
      await world.database.routingRule.deleteMany();
      await world.database.absence.deleteMany();
      await world.database.user.updateMany({ where: { capacity: { not: null } }, data: { capacity: null } });
    }
  });

const rule = (world: StoryWorld, team: string[], conditions: object = {}, place = 1) =>
  world.database.routingRule.create({
    data: {
      id: newId('rule'),
      place,
      name: 'rule',
      conditions,
      team,
      mode: 'round_robin',
      createdBy: world.vendor.olga,
    },
  });

const routingOf = async (world: StoryWorld, referralId: string) => {
  const events = await world.database.event.findMany({
    where: { referralId, type: 'owner.assigned' },
    orderBy: { seq: 'asc' },
  });
  return events.map(({ privateText }) => (JSON.parse(privateText ?? '{}') as { routing?: unknown }).routing);
};

const absent = (world: StoryWorld, userId: string) =>
  world.database.absence.create({
    data: {
      id: newId('absence'),
      userId,
      startsAt: new Date(Date.now() - 1_000),
      endsAt: new Date('2040-01-01'),
      createdBy: world.vendor.olga,
    },
  });

describe('who is named while the check has not begun', () => {
  it(
    'has it as soon as it is accepted: the command waits for the check and is answered after it',
    inWorld(async (world) => {
      const { greta, tom } = world.vendor;
      const { referralId } = await receive(world.database, submissionOf(world.partner));
      expect((await world.row(referralId)).stage).toBe('submitted');
      const given = { ownerId: tom, reasonCode: 'expertise' };
      const { commandId } = await world.record(referralId, 'assign', greta, given);
      await world.relay();
      await until(async () => (await world.row(referralId)).ownerId === tom, 'assigned');
      expect(await world.database.command.findUnique({ where: { id: commandId } })).toMatchObject({ state: 'done' });
      expect((await world.timeline(referralId)).map(({ type }) => type)).toContain('referral.accepted');
    }),
  );
});

describe('who has it', () => {
  it(
    'three referrals that differ in one trait go to three people, and the record keeps by which rule',
    inWorld(async (world) => {
      const { nora, tom, greta } = world.vendor;
      const territory = await rule(world, [greta], { countries: ['SE'] }, 1);
      const size = await rule(world, [tom], { values: [{ currency: 'EUR', from: 1_000_000 }] }, 2);
      const product = await rule(world, [nora], { productLines: ['Predict'] }, 3);
      // Names that nobody takes for one another: it is not the check that is looked at here.
      const company = (name: string, country: string) => ({ name, domain: `${name.toLowerCase()}.example`, country });
      const sold = [
        { changes: { company: company('Nordwind', 'SE'), productLine: 'Predict' }, owner: greta, by: territory },
        {
          changes: {
            company: company('Hafenwerk', 'DE'),
            productLine: 'Predict',
            estimatedValue: { amount: 1_000_000, currency: 'EUR' },
          },
          owner: tom,
          by: size,
        },
        { changes: { company: company('Lichtquell', 'DE'), productLine: 'Predict' }, owner: nora, by: product },
      ];
      for (const { changes, owner, by } of sold) {
        const referral = await accepted(world, changes);
        expect(referral.owner).toBe(owner);
        expect(await routingOf(world, referral.referralId)).toEqual([
          { ruleId: by.id, mode: 'round_robin', why: null, others: [] },
        ]);
      }
    }),
  );

  it(
    'is never somebody who is away; where all are, a manager holds it and it is said why',
    inWorld(async (world) => {
      const { nora, tom, greta, konrad, clara } = world.vendor;
      await absent(world, nora);
      expect((await accepted(world)).owner).toBe(tom);
      await absent(world, tom);
      const { referralId, owner } = await accepted(world);
      expect([greta, konrad, clara]).toContain(owner);
      expect(await world.row(referralId)).toMatchObject({
        unassigned: true,
        poolReason: 'all_absent',
        next: { situation: 'unassigned', facts: { poolReason: 'all_absent' } },
      });
      expect((await world.mails(referralId)).filter(({ text }) => text === 'unassigned')).toHaveLength(3);
    }),
  );

  it(
    'the owner hands back: another person on duty gets it, the partner is told, credit and stage stay',
    inWorld(async (world) => {
      const { nora, tom } = world.vendor;
      const { referralId, owner } = await accepted(world);
      const { answer } = await world.give(referralId, 'assign', owner, { reasonCode: 'hand_back' });
      expect(answer).toEqual({ outcome: 'done' });
      const other = owner === nora ? tom : nora;
      expect(await world.row(referralId)).toMatchObject({
        ownerId: other,
        stage: 'accepted',
        partnerId: world.partner.id,
      });
      expect((await world.timeline(referralId)).at(-1)).toMatchObject({
        type: 'owner.assigned',
        reasonCode: 'hand_back',
        public: { ownerId: other, previousOwnerId: owner },
      });
      expect((await world.mails(referralId)).slice(-2).map(({ text, receiver }) => [text, receiver])).toEqual([
        ['assigned', other],
        ['new_owner', 'submitter'],
      ]);
    }),
  );

  it(
    'handed back with nobody else there, it lies in the pool until somebody is back: then the rules give it away',
    inWorld(async (world) => {
      const { nora, tom, greta } = world.vendor;
      await absent(world, tom);
      const { referralId } = await qualified(world);
      await world.give(referralId, 'assign', nora, { reasonCode: 'hand_back' });
      expect(await world.row(referralId)).toMatchObject({
        unassigned: true,
        poolReason: 'handed_back',
        stage: 'qualified',
      });
      await absent(world, nora);
      const refused = await world.give(referralId, 'assign', greta, { reasonCode: 'capacity' });
      expect(refused.answer).toMatchObject({ code: 'owner_not_available', facts: { why: 'all_absent' } });
      await world.database.absence.deleteMany();
      const { answer } = await world.give(referralId, 'assign', greta, { reasonCode: 'capacity' });
      expect(answer).toEqual({ outcome: 'done' });
      const row = await world.row(referralId);
      expect([nora, tom]).toContain(row.ownerId);
      expect(row).toMatchObject({ unassigned: false, poolReason: null });
    }),
  );

  it(
    'the ladder hands over past a full capacity, and a full person gets nothing new',
    inWorld(async (world) => {
      const { nora, tom } = world.vendor;
      await world.database.user.update({ where: { id: tom }, data: { capacity: 0 } });
      const { referralId, owner } = await accepted(world);
      expect(owner).toBe(nora);
      await world.pass('PT37H');
      await world.tells(referralId, 'clock.escalated');
      expect((await world.row(referralId)).ownerId).toBe(tom);
    }),
  );
});
