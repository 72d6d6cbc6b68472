import { describe, expect, it } from '@jest/globals';
import { accepted, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

const first = (name: string) => ({
  company: { name: `${name} GmbH`, domain: `${name}.example` },
  prospect: { name: 'Ada', email: `ada@${name}.example` },
});
const second = (name: string) => ({
  company: { name: `${name} AG`, domain: `${name}-group.example` },
  prospect: { name: 'Bo', email: `bo@${name}-group.example` },
});

/** A look-alike of what is known, of another partner or of the same one. */
async function inReview(world: StoryWorld, name: string, whose: 'theirs' | 'own' = 'theirs') {
  const known = await accepted(world, first(name));
  const by = whose === 'own' ? world.partner : await world.anotherPartner();
  const { referralId, number } = await world.submit({ by, ...second(name) });
  await world.isIn(referralId, 'in_review');
  const { companyId } = await world.row(known.referralId);
  return { known, referralId, number, companyId, by };
}

const decide = async (world: StoryWorld, referralId: string, decision: 'alias' | 'join', candidateId?: string) =>
  (
    await world.give(referralId, 'review', world.vendor.samir, {
      decision,
      ...(candidateId === undefined ? {} : { candidateId }),
    })
  ).answer;

describe('a reviewer who says that it is the same company', () => {
  it(
    'puts it in line, and the next of that name and address is known without being asked',
    inWorld(async (world) => {
      const { known, referralId } = await inReview(world, 'nordlicht');
      expect(await decide(world, referralId, 'alias')).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'waitlisted',
        next: { situation: 'waitlisted', facts: { position: 1 } },
      });
      const merge = await world.database.companyMerge.findFirstOrThrow();
      expect(merge).toMatchObject({ mergedBy: world.vendor.samir, undoneAt: null });

      const again = await world.submit({ by: await world.anotherPartner(), ...second('nordlicht') });
      await world.isIn(again.referralId, 'waitlisted');
      expect(await world.row(again.referralId)).toMatchObject({ next: { facts: { position: 2 } } });
      expect((await world.row(known.referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'accepts it where nobody stands before it any more',
    inWorld(async (world) => {
      const { known, referralId } = await inReview(world, 'freibord');
      await world.give(known.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.isIn(known.referralId, 'withdrawn');
      expect(await decide(world, referralId, 'alias')).toEqual({ outcome: 'done' });
      await world.isIn(referralId, 'accepted');
    }),
  );

  it(
    'joins it to an open referral of the same partner, whose second one it is',
    inWorld(async (world) => {
      const { known, referralId } = await inReview(world, 'doppelt', 'own');
      expect(await decide(world, referralId, 'alias')).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'declined',
        outcome: { reasonCode: 'already_yours', joinedId: known.referralId },
      });
    }),
  );

  it(
    'names one of several, and one that was compared',
    inWorld(async (world) => {
      const { referralId } = await inReview(world, 'fremd');
      expect(await decide(world, referralId, 'alias', 'cmp_of_nobody')).toMatchObject({ code: 'invalid_request' });
      expect((await world.row(referralId)).stage).toBe('in_review');
    }),
  );
});

describe('a reviewer who joins it to another referral', () => {
  it(
    'ends it with a link, and the person is a contact there, once',
    inWorld(async (world) => {
      const { known, referralId } = await inReview(world, 'zweitname', 'own');
      const { number } = await world.row(known.referralId);
      expect(await decide(world, referralId, 'join', known.referralId)).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'declined',
        outcome: { reasonCode: 'already_yours', joinedId: known.referralId, joinedNumber: number, againFrom: null },
        next: { facts: { joinedNumber: number } },
      });
      const contacts = () => world.database.referralContact.findMany({ where: { referralId: known.referralId } });
      expect(await contacts()).toMatchObject([{ name: 'Bo', email: 'bo@zweitname-group.example' }]);
      const added = (await world.timeline(known.referralId)).filter(({ type }) => type === 'contact.added');
      expect(added).toHaveLength(1);
      expect((await world.mails(referralId)).map(({ text }) => text)).toContain('declined');
    }),
  );

  it(
    'is told no where the other one is of another partner, has ended, or was not compared',
    inWorld(async (world) => {
      const theirs = await inReview(world, 'fremdherr');
      expect(await decide(world, theirs.referralId, 'join', theirs.known.referralId)).toMatchObject({
        code: 'not_joinable',
      });
      expect(await world.database.referralContact.count({ where: { referralId: theirs.known.referralId } })).toBe(0);

      const own = await inReview(world, 'vorbei', 'own');
      await world.give(own.known.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.isIn(own.known.referralId, 'withdrawn');
      expect(await decide(world, own.referralId, 'join', own.known.referralId)).toMatchObject({ code: 'not_joinable' });
      const elsewhere = await contacted(world, first('anderswo'));
      expect(await decide(world, own.referralId, 'join', elsewhere.referralId)).toMatchObject({
        code: 'invalid_request',
      });
      expect((await world.row(own.referralId)).stage).toBe('in_review');
    }),
  );
});
