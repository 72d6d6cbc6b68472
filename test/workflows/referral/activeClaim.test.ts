import { describe, expect, it } from '@jest/globals';
import { addressBook } from '../../../adapters/addressBook.ts';
import { createCompanies } from '../../../adapters/database/companies.ts';
import type { ActiveClaimRule } from '../../../domain/policy.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const inProgram = (activeClaim: ActiveClaimRule) => ({
  policy: { duplicates: { ...defaultPolicy('EUR').duplicates, activeClaim } },
});

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

async function second(world: StoryWorld, domain: string): Promise<string> {
  const { referralId } = await world.submit({ by: await world.anotherPartner(), ...sameCompany(domain) });
  return referralId;
}

const entry = (world: StoryWorld, referralId: string) =>
  world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });

describe('a company that is registered for another partner', () => {
  it(
    'is declined at once where the program keeps no line, with a date of a new try, and no place is kept',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('noline.example'));
      const referralId = await second(world, 'noline.example');
      await world.isIn(referralId, 'declined');
      const { outcome, verdict } = await world.row(referralId);
      expect(outcome).toMatchObject({ reasonCode: 'company_not_available', from: 'submitted' });
      expect((outcome as { againFrom: string | null }).againFrom).not.toBeNull();
      expect(verdict).toMatchObject({ kind: 'declined' });
      expect((await world.mails(referralId)).map(({ text }) => text)).toEqual(['received', 'declined']);
      expect(await entry(world, referralId)).toMatchObject({ state: 'released', passesOn: true });
      expect(await entry(world, first.referralId)).toMatchObject({ state: 'held' });
    }, inProgram('decline')),
  );

  it(
    'goes to a person where the program says so, who may put it in line, and it moves up from there',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('byperson.example'));
      const referralId = await second(world, 'byperson.example');
      await world.isIn(referralId, 'in_review');
      expect(await entry(world, referralId)).toMatchObject({ state: 'pending' });
      const reviewer = (await world.row(referralId)).ownerId ?? '';
      await world.give(referralId, 'review', reviewer, { decision: 'waitlist' });
      await world.isIn(referralId, 'waitlisted');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
    }, inProgram('review')),
  );

  it(
    'is accepted by a person when the first has gone meanwhile',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('gone.example'));
      const referralId = await second(world, 'gone.example');
      await world.isIn(referralId, 'in_review');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      const reviewer = (await world.row(referralId)).ownerId ?? '';
      await world.give(referralId, 'review', reviewer, { decision: 'accept' });
      await world.isIn(referralId, 'accepted');
      expect(await entry(world, referralId)).toMatchObject({ state: 'held' });
    }, inProgram('review')),
  );

  it(
    'still undecided is waited for where the program keeps no line, and decides about the later one with it',
    inWorld(async (world) => {
      const { first, later } = await behindUndecided(world, 'undecided');
      await world.give(first, 'review', world.vendor.samir, { decision: 'accept', sameCompany: false });
      await world.relay();
      await world.isIn(later, 'declined');
      expect((await world.row(later)).outcome).toMatchObject({
        reasonCode: 'company_not_available',
        from: 'waitlisted',
      });
      expect(await entry(world, first)).toMatchObject({ state: 'held' });
    }, inProgram('decline')),
  );

  it(
    'that comes to nothing leaves the company to the later one, also where the program keeps no line',
    inWorld(async (world) => {
      const { first, later } = await behindUndecided(world, 'tonothing');
      await world.give(first, 'review', world.vendor.samir, { decision: 'decline', reasonCode: 'existing_customer' });
      await world.relay();
      await world.isIn(later, 'accepted');
      expect(await entry(world, later)).toMatchObject({ state: 'held' });
    }, inProgram('decline')),
  );

  it(
    'is not made a line by a person who accepts: in a program without one the later is declined, by hand it waits',
    inWorld(async (world) => {
      for (const [decision, stage] of [
        ['accept', 'declined'],
        ['waitlist', 'waitlisted'],
      ] as const) {
        const { first, later } = await mergedInReview(world, `byhand${decision}`);
        await world.give(later, 'review', world.vendor.samir, { decision });
        await world.isIn(later, stage);
        expect(await entry(world, first)).toMatchObject({ state: 'held' });
      }
    }, inProgram('decline')),
  );
});

/** Looks like a company that is known, so that a person decides about it first; and one more that came after it. */
async function behindUndecided(world: StoryWorld, name: string) {
  await accepted(world, { company: { name: `${name} GmbH`, domain: `${name}.example` }, ...at(`${name}.example`) });
  const company = { name: `${name} AG`, domain: `${name}-group.example` };
  const first = await world.submit({ by: await world.anotherPartner(), company, ...at(company.domain, 'bo') });
  await world.isIn(first.referralId, 'in_review');
  const named = { name: company.domain, domain: company.domain };
  const later = await world.submit({ by: await world.anotherPartner(), company: named, ...at(company.domain, 'cy') });
  await until(async () => (await entry(world, later.referralId)).state === 'waiting', 'waiting');
  await world.isIn(later.referralId, 'waitlisted');
  return { first: first.referralId, later: later.referralId };
}

const at = (domain: string, who = 'ada') => ({ prospect: { name: who, email: `${who}@${domain}` } });

/** In review, while its company turns out to be one that is registered for an earlier intake. */
async function mergedInReview(world: StoryWorld, name: string) {
  const first = await accepted(world, {
    company: { name: `${name} GmbH`, domain: `${name}.example` },
    ...at(`${name}.example`),
  });
  const company = { name: `${name} AG`, domain: `${name}-group.example` };
  const later = await world.submit({ by: await world.anotherPartner(), company, ...at(company.domain, 'bo') });
  await world.isIn(later.referralId, 'in_review');
  const recordOf = async (referralId: string) => (await world.row(referralId)).companyId;
  const merge = {
    companyId: await recordOf(first.referralId),
    otherId: await recordOf(later.referralId),
    by: world.vendor.greta,
    at: new Date(),
  };
  await createCompanies(world.database, addressBook).once(undefined, async (writes) => {
    await writes.merge({ ...merge, keeps: [], reason: undefined });
    return { status: 200, headers: {}, text: '' };
  });
  return { first: first.referralId, later: later.referralId };
}
