import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FITS = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes', outcome: 'qualified' } as const;

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});
const ask = (world: StoryWorld, referralId: string, by: string) =>
  world.give(referralId, 'ask', by, {}, { question: 'Which plant?' });
const answer = (world: StoryWorld, referralId: string, by = world.partner.userId) =>
  world.give(referralId, 'answer', by, {}, { answer: 'The one in Malmö.' });
const nextFacts = async (world: StoryWorld, referralId: string) =>
  (await world.row(referralId)).next as { situation: string; facts: { paused: number } };
const typesOf = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).map(({ type }) => type);
const leftMs = async (world: StoryWorld, referralId: string, kind: string) =>
  Date.parse((await clockOf(world, referralId, kind))?.dueAt ?? '') - (await world.nowMs());

describe('a promise that begins while the partner owes an answer', () => {
  it(
    'stands still from its start, at a promotion: its ladder does not climb, and the answer gives it all of its time',
    inWorld(async (world) => {
      const head = await accepted(world, sameCompany('offen.example'));
      const by = await world.anotherPartner();
      const { referralId } = await world.submit({ by, ...sameCompany('offen.example') });
      await world.isIn(referralId, 'waitlisted');
      await ask(world, referralId, world.vendor.samir);
      expect(await nextFacts(world, referralId)).toMatchObject({ situation: 'open_question', facts: { paused: 0 } });
      await world.give(head.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'paused' });
      expect(await nextFacts(world, referralId)).toMatchObject({ situation: 'open_question', facts: { paused: 1 } });
      await world.pass('P2D');
      expect(await typesOf(world, referralId)).not.toContain('clock.breached');
      expect((await answer(world, referralId, by.userId)).answer).toEqual({ outcome: 'done' });
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'running' });
      expect(Math.abs((await leftMs(world, referralId, 'first_contact')) - DAY_MS)).toBeLessThan(HOUR_MS);
    }),
  );

  it(
    'stands still from its start, at a handover, though nothing stood still where the question was asked',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world, sameCompany('uebergabe.example'));
      await ask(world, referralId, owner);
      expect(await nextFacts(world, referralId)).toMatchObject({ facts: { paused: 0 } });
      expect(await typesOf(world, referralId)).not.toContain('clock.paused');
      await world.give(referralId, 'qualify', owner, FITS);
      expect(await clockOf(world, referralId, 'handover')).toMatchObject({ state: 'paused' });
      expect(await nextFacts(world, referralId)).toMatchObject({ facts: { paused: 1 } });
      await world.pass('P3D');
      expect(await typesOf(world, referralId)).not.toContain('clock.breached');
      await answer(world, referralId);
      expect(Math.abs((await leftMs(world, referralId, 'handover')) - 2 * DAY_MS)).toBeLessThan(HOUR_MS);
      expect((await typesOf(world, referralId)).filter((type) => /clock\.(paused|resumed)/.test(type))).toEqual([
        'clock.paused',
        'clock.resumed',
      ]);
    }),
  );
});
