import { describe, expect, it } from '@jest/globals';
import { caseEvents, caseIs, caseStory, giveCase } from '../../support/caseSteps.ts';
import { caseOfDeal, companyNamed, openDeal, sweep } from '../../support/dealSteps.ts';
import { accepted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const LINKED = { payload: { says: 'linked' }, texts: {} } as const;
const OTHER = { payload: { says: 'other_business' }, texts: { note: 'A renewal of 2024.' } } as const;
const LINK = { payload: { outcome: 'upheld', effect: 'link' } } as const;
const NOT_RELATED = { payload: { outcome: 'rejected', effect: 'none' } } as const;

/** A registered company with a deal of Tom's beside it, found by the sweep, and the case about it. */
async function withDeal(world: StoryWorld, name: string, start: typeof accepted | typeof qualified = qualified) {
  const referral = await start(world, companyNamed(name));
  const dealId = await openDeal(world, name, { owner: world.vendor.tom });
  await sweep(world);
  const caseId = await caseOfDeal(world, referral.referralId);
  return { ...referral, dealId, caseId };
}

const dealOf = (world: StoryWorld, caseId: string) =>
  world.database.parallelDeal.findUniqueOrThrow({ where: { caseId } });

describe('a deal beside a claimed company', () => {
  it(
    'is linked by whoever has it, and the referral is won with it without a second person',
    inWorld(async (world) => {
      const { referralId, number, owner, dealId, caseId } = await withDeal(world, 'linkit');
      expect(await giveCase(world, caseId, 'answerCase', world.vendor.tom, LINKED)).toEqual({ outcome: 'done' });
      await world.relay();
      await world.tells(referralId, 'deal.linked');
      await until(async () => (await dealOf(world, caseId)).writtenAt !== null, 'the CRM knows');
      expect(await world.database.crmDeal.findUnique({ where: { id: dealId } })).toMatchObject({
        referralNumber: number,
      });
      const amount = { amount: 4_800_000, currency: 'EUR' };
      const closed = await world.give(referralId, 'close', owner, { outcome: 'won', amount, closedOn: TODAY });
      expect(closed.answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).deal).toMatchObject({ dealId });
      expect(await world.database.commission.count({ where: { referralId } })).toBe(1);
    }),
  );

  it(
    'that was linked is won by that referral only, and cannot be linked to a second one',
    inWorld(async (world) => {
      const linked = await withDeal(world, 'onedeal');
      await giveCase(world, linked.caseId, 'answerCase', world.vendor.tom, LINKED);
      const other = await withDeal(world, 'otherdeal');
      const { dealId } = linked;
      const amount = { amount: 4_800_000, currency: 'EUR' };
      const won = { outcome: 'won', amount, closedOn: TODAY, dealId } as const;
      const refused = { outcome: 'refused', code: 'deal_credited', facts: { number: linked.number } };
      expect((await world.give(other.referralId, 'close', other.owner, won)).answer).toEqual(refused);
      await world.database.parallelDeal.update({ where: { caseId: other.caseId }, data: { dealId } });
      expect(await giveCase(world, other.caseId, 'answerCase', world.vendor.tom, LINKED)).toEqual(refused);
    }),
  );

  it(
    'that is said to be other business is decided by the partner manager, and the credit stays where it was',
    inWorld(async (world) => {
      const { referralId, caseId } = await withDeal(world, 'other');
      const before = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      expect(await giveCase(world, caseId, 'answerCase', world.vendor.tom, OTHER)).toEqual({ outcome: 'done' });
      expect(await dealOf(world, caseId)).toMatchObject({
        answer: 'other_business',
        reason: 'A renewal of 2024.',
        answeredBy: world.vendor.tom,
      });
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.greta, LINK)).toMatchObject({
        outcome: 'refused',
        code: 'forbidden',
      });
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.samir, NOT_RELATED)).toEqual({ outcome: 'done' });
      await caseIs(world, caseId, 'decided');
      expect(await world.database.queueEntry.findUnique({ where: { referralId } })).toEqual(before);
      expect((await world.row(referralId)).stage).toBe('qualified');
      expect(await caseEvents(world, referralId)).toEqual([
        'case.found',
        'case.assigned',
        'case.answered',
        'case.decided',
      ]);
      const toPartner = (await world.mails(referralId)).filter(
        ({ text, receiver }) => text.startsWith('case_') && receiver === 'submitter',
      );
      expect(toPartner.map(({ text }) => text)).toEqual(['case_opened', 'case_decided']);
      expect(JSON.stringify(toPartner)).not.toContain('renewal');
      await sweep(world);
      expect(await world.database.parallelDeal.count({ where: { referralId } })).toBe(1);
    }),
  );

  it(
    'of the partner manager is decided by another, and not by themselves, also straight through Temporal',
    inWorld(async (world) => {
      const { referralId } = await qualified(world, companyNamed('ownmanager'));
      await openDeal(world, 'ownmanager', { owner: world.vendor.samir });
      await sweep(world);
      const caseId = await caseOfDeal(world, referralId);
      expect(await caseStory(world, caseId)).toMatchObject({ deciderId: world.vendor.ruth, unassigned: false });
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.samir, NOT_RELATED)).toMatchObject({
        outcome: 'refused',
        code: 'separation_of_duties',
      });
      await world.client.workflow.getHandle(`case:${caseId}`).signal('decideCase', {
        commandId: 'raw_1',
        actor: { kind: 'user', id: world.vendor.samir },
        outcome: 'rejected',
        effect: 'none',
        reason: 'Mine.',
      });
      await until(
        async () => (await world.database.command.count({ where: { id: `${caseId}:raw_1`, state: 'refused' } })) === 1,
        'refused',
      );
      expect((await caseStory(world, caseId)).state).toBe('open');
    }),
  );

  it(
    'needs a reason when it is said to be other business',
    inWorld(async (world) => {
      const { caseId } = await withDeal(world, 'reasonless');
      const without = { ...OTHER, texts: {} };
      expect(await giveCase(world, caseId, 'answerCase', world.vendor.tom, without)).toMatchObject({
        outcome: 'refused',
        code: 'reason_required',
      });
      expect((await caseStory(world, caseId)).state).toBe('open');
    }),
  );

  it(
    'keeps a registration from lapsing until it is decided, and for as long as it is linked',
    inWorld(async (world) => {
      const { referralId, expiresAt } = await accepted(world, companyNamed('lapses'));
      await world.give(referralId, 'contact', (await world.row(referralId)).ownerId ?? '', {
        channel: 'phone',
        outcome: 'reached',
      });
      await world.pass('P88D');
      await openDeal(world, 'lapses', { owner: world.vendor.tom });
      await sweep(world);
      const caseId = await caseOfDeal(world, referralId);
      await world.pass('P3D');
      await world.tells(referralId, 'clock.moved');
      const row = await world.row(referralId);
      expect(row.stage).toBe('contacted');
      expect(row.expiresAt?.getTime()).toBeGreaterThan(Date.parse(expiresAt));
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, LINK);
      await world.relay();
      await world.tells(referralId, 'deal.linked');
      await world.pass('P30D');
      expect((await world.row(referralId)).stage).toBe('contacted');
    }),
  );
});
