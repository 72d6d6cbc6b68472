import { describe, expect, it } from '@jest/globals';
import { addressBook } from '../../../adapters/addressBook.ts';
import { createCompanies } from '../../../adapters/database/companies.ts';
import type { CompanyWrites } from '../../../adapters/database/companiesPort.ts';
import { accepted, clockOf, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

const at = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

async function decide(world: StoryWorld, act: (writes: CompanyWrites) => Promise<unknown>) {
  await createCompanies(world.database, addressBook).once(undefined, async (writes) => {
    await act(writes);
    return { status: 200, headers: {}, text: '' };
  });
  await world.relay();
}

const recordOf = async (world: StoryWorld, referralId: string) => (await world.row(referralId)).companyId;

/** Two companies, each with a referral that was accepted. */
async function pair(world: StoryWorld, name: string) {
  const earlier = await accepted(world, at(`eins-${name}.example`));
  const later = await accepted(world, { by: await world.anotherPartner(), ...at(`zwei-${name}.example`) });
  const companies = {
    companyId: await recordOf(world, earlier.referralId),
    otherId: await recordOf(world, later.referralId),
    by: world.vendor.greta,
    at: new Date(),
  };
  const merge = (keeps: string[] = []) =>
    decide(world, (writes) => writes.merge({ ...companies, keeps, reason: undefined }));
  const unmerge = () => decide(world, (writes) => writes.unmerge(companies));
  return { earlier: earlier.referralId, later: later.referralId, merge, unmerge };
}

describe('a referral whose company turns out to be another', () => {
  it(
    'waits behind the earlier intake, and has its claim and its promises again when that was wrong',
    inWorld(async (world) => {
      const { earlier, later, merge, unmerge } = await pair(world, 'alpha');
      await merge();
      await world.isIn(later, 'waitlisted');
      expect((await world.row(earlier)).stage).toBe('accepted');
      expect((await world.mails(later)).at(-1)).toMatchObject({ text: 'waitlisted', facts: { position: 1 } });
      expect(await clockOf(world, later, 'first_contact')).toMatchObject({ state: 'cancelled' });
      await unmerge();
      await world.isIn(later, 'accepted');
      expect(await clockOf(world, later, 'first_contact')).toMatchObject({ state: 'running' });
    }),
  );

  it(
    'takes the claim when the earlier one ends',
    inWorld(async (world) => {
      const { earlier, later, merge } = await pair(world, 'beta');
      await merge();
      await world.isIn(later, 'waitlisted');
      await world.give(earlier, 'withdraw', world.partner.userId, { reasonCode: 'prospect_request' });
      await world.relay();
      await world.isIn(later, 'accepted');
    }),
  );

  it(
    'that was spoken to in the very moment waits too, and comes back to where it was',
    inWorld(async (world) => {
      const head = await accepted(world, at('eins-gamma.example'));
      const other = await contacted(world, { by: await world.anotherPartner(), ...at('zwei-gamma.example') });
      // What the record says of the stage is behind what the story has heard since.
      await world.database.referral.update({ where: { id: other.referralId }, data: { stage: 'accepted' } });
      const companies = {
        companyId: await recordOf(world, head.referralId),
        otherId: await recordOf(world, other.referralId),
        by: world.vendor.greta,
        at: new Date(),
      };
      await decide(world, (writes) => writes.merge({ ...companies, keeps: [], reason: undefined }));
      await world.isIn(other.referralId, 'waitlisted');
      await decide(world, (writes) => writes.unmerge(companies));
      await world.isIn(other.referralId, 'contacted');
    }),
  );

  it(
    'is not moved by somebody who made it up',
    inWorld(async (world) => {
      const { referralId } = await accepted(world, at('delta.example'));
      await world.handle(referralId).signal('claimYielded', { eventId: 'made-up' });
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      expect((await world.timeline(referralId)).map(({ type }) => type)).not.toContain('referral.waitlisted');
    }),
  );
});
