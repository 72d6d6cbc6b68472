import { describe, expect, it } from '@jest/globals';
import { edit, recordOf, takenIn } from '../../support/crmSteps.ts';
import { accepted, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';

const inWorld = storyTests();

describe('a new owner', () => {
  it(
    'assigned here: credit, partner and claim are unchanged on the record, the CRM shows the name, the partner is told',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const before = await recordOf(world, referralId);
      const claim = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      const tom = owner === world.vendor.tom ? world.vendor.nora : world.vendor.tom;
      await world.give(referralId, 'assign', world.vendor.greta, { ownerId: tom, reasonCode: 'territory' });
      const { email } = await world.database.user.findUniqueOrThrow({ where: { id: tom } });
      const { partnerId, partnerName, credit, claimExpiresAt, link } = before;
      const unchanged = { partnerId, partnerName, credit, claimExpiresAt, link };
      expect(await recordOf(world, referralId)).toMatchObject({ ...unchanged, ownerEmail: email });
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toEqual(claim);
      expect(await world.row(referralId)).toMatchObject({ partnerId, ownerId: tom });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'new_owner', receiver: 'submitter' });
    }),
  );

  it(
    'named in the CRM: has it here, the partner is told of the new contact, and credit and claim are unchanged',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const before = await recordOf(world, referralId);
      const claim = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      const [name, next] =
        owner === world.vendor.tom ? (['nora', world.vendor.nora] as const) : (['tom', world.vendor.tom] as const);
      await edit(world, referralId, { ownerEmail: `${name.toUpperCase()}@helioforge.example` });
      await until(async () => (await world.row(referralId)).ownerId === next, 'the owner of the CRM');
      const { partnerId, partnerName, credit, claimExpiresAt, link } = before;
      expect(await recordOf(world, referralId)).toMatchObject({ partnerId, partnerName, credit, claimExpiresAt, link });
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toEqual(claim);
      expect((await world.timeline(referralId)).at(-1)).toMatchObject({
        type: 'owner.assigned',
        source: 'crm',
        public: { ownerId: next, previousOwnerId: owner, reason: 'crm' },
      });
      expect((await world.mails(referralId)).slice(-2)).toMatchObject([
        { text: 'assigned', receiver: next },
        { text: 'new_owner', receiver: 'submitter', facts: { ownerId: next, reasonCode: 'crm' } },
      ]);
      expect(await takenIn(world, referralId)).toEqual([]);
      const after = await world.give(referralId, 'ask', next, {}, { question: 'Is it one site or two?' });
      expect(after.answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'who is nobody of ours, or may not own it, changes nothing here; who blanks partner and owner gets the partner back',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      for (const ownerEmail of ['stranger@elsewhere.example', 'ines@helioforge.example', null]) {
        await edit(world, referralId, { ownerEmail, partnerId: null });
        await until(async () => (await recordOf(world, referralId)).partnerId !== null, 'restored');
        expect(await recordOf(world, referralId)).toMatchObject({ ownerEmail });
      }
      expect((await world.row(referralId)).ownerId).toBe(owner);
      expect((await world.mails(referralId)).filter(({ text }) => text === 'new_owner')).toEqual([]);
    }),
  );
});
