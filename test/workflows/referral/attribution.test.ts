import { describe, expect, it } from '@jest/globals';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import { AppError } from '../../../domain/errors.ts';
import { RESTORES_A_DAY } from '../../../domain/referral/attribution.ts';
import { SOMEBODY, edit, recordOf, takenIn } from '../../support/crmSteps.ts';
import { accepted, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = {
  outcome: 'won',
  amount: { amount: 4_800_000, currency: 'EUR' },
  closedOn: TODAY,
} as const;

describe('the record in the CRM', () => {
  it(
    'says from the start whose it is, by number, partner, credit, end of the claim, link and owner',
    inWorld(async (world) => {
      const { referralId, number, owner, expiresAt } = await accepted(world);
      const { name } = await world.database.partner.findUniqueOrThrow({ where: { id: world.partner.id } });
      const { email } = await world.database.user.findUniqueOrThrow({ where: { id: owner } });
      expect(await recordOf(world, referralId)).toMatchObject({
        referralNumber: number,
        partnerId: world.partner.id,
        partnerName: name,
        credit: 'registered',
        claimExpiresAt: new Date(expiresAt),
        link: `http://localhost:3000/referrals/${referralId}`,
        ownerEmail: email,
      });
    }),
  );

  it(
    'follows when the end of the claim moves, when an opportunity exists, and when it is won',
    inWorld(async (world) => {
      const { referralId, owner, expiresAt } = await qualified(world);
      const closer = await world.database.user.findUniqueOrThrow({ where: { id: owner } });
      expect(await recordOf(world, referralId)).toMatchObject({ ownerEmail: closer.email });
      await world.give(referralId, 'requestExtension', world.partner.userId, { days: 30, reasonCode: 'budget_cycle' });
      await world.give(referralId, 'decideExtension', world.vendor.samir, { decision: 'approve' });
      const later = new Date(Date.parse(expiresAt) + 30 * 86_400_000);
      expect(await recordOf(world, referralId)).toMatchObject({ claimExpiresAt: later, credit: 'registered' });
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      expect(await recordOf(world, referralId)).toMatchObject({ claimExpiresAt: null, credit: 'registered' });
      await world.give(referralId, 'close', owner, { ...WON, dealId: `D-${referralId}` });
      expect(await recordOf(world, referralId)).toMatchObject({ claimExpiresAt: null, credit: 'earned' });
      expect(await takenIn(world, referralId)).toEqual([]);
    }),
  );

  it(
    'says that nothing is left of the credit when the referral has ended',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      expect(await recordOf(world, referralId)).toMatchObject({ credit: 'none' });
    }),
  );
});

describe('what somebody changes in the CRM of what is ours', () => {
  it(
    'is back as soon as the story hears of it, with an entry that says what and who',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      const before = await recordOf(world, referralId);
      await edit(world, referralId, { partnerId: null, partnerName: null });
      await world.tells(referralId, 'crm.restored');
      await until(async () => (await recordOf(world, referralId)).partnerId !== null, 'restored');
      const { version: _old, changedBy: _nobody, ...fields } = before;
      expect(await recordOf(world, referralId)).toMatchObject(fields);
      expect(await takenIn(world, referralId)).toEqual([{ fields: ['partnerId', 'partnerName'], by: SOMEBODY }]);
      const entry = (await world.timeline(referralId)).find(({ type }) => type === 'crm.restored');
      expect(entry).toMatchObject({ actorId: 'attribution', source: 'crm' });
      expect(JSON.stringify(entry?.public)).not.toContain(SOMEBODY);
      expect((await world.mails(referralId)).filter(({ text }) => text === 'crm_contested')).toEqual([]);
    }),
  );

  it(
    'is told of once, however often the message comes, and a message that is not true changes nothing',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      await edit(world, referralId, { link: null });
      await world.tells(referralId, 'crm.restored');
      const before = await world.row(referralId);
      for (const eventId of ['crm:1', 'crm:1', 'made-up'])
        await world.handle(referralId).signal('crmChanged', { eventId, partnerId: 'prt_other' });
      await world.handle(referralId).signal('crmChanged');
      await world.pass('PT1M');
      expect(await takenIn(world, referralId)).toEqual([{ fields: ['link'], by: SOMEBODY }]);
      expect((await world.row(referralId)).transitionNo).toBe(before.transitionNo);
    }),
  );

  it(
    'is put back also on a won referral, as long as its money is not settled',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, { ...WON, dealId: `D-${referralId}` });
      await edit(world, referralId, { credit: 'none' });
      await until(async () => (await recordOf(world, referralId)).credit === 'earned', 'restored');
      expect(await takenIn(world, referralId)).toEqual([{ fields: ['credit'], by: SOMEBODY }]);
    }),
  );

  it(
    'a record that was deleted is made again',
    inWorld(async (world) => {
      const { referralId, number } = await accepted(world);
      await edit(world, referralId, null);
      await world.tells(referralId, 'crm.restored');
      await until(
        async () => (await world.database.crmRecord.count({ where: { referralNumber: number } })) === 1,
        'made',
      );
      expect(await takenIn(world, referralId)).toEqual([{ fields: ['record'], by: null }]);
    }),
  );

  it(
    `is put back ${String(RESTORES_A_DAY)} times a day at most; then the partner manager is told, once, and it goes on the day after`,
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      for (let time = 1; time <= RESTORES_A_DAY; time += 1) {
        await edit(world, referralId, { partnerId: null });
        await world.tells(referralId, 'crm.restored', time);
        await until(async () => (await recordOf(world, referralId)).partnerId !== null, 'restored');
      }
      await edit(world, referralId, { partnerId: null });
      await world.tells(referralId, 'crm.contested');
      await edit(world, referralId, { partnerName: null });
      await world.pass('PT1H');
      expect(await recordOf(world, referralId)).toMatchObject({ partnerId: null, partnerName: null });
      expect(await takenIn(world, referralId, 'crm.contested')).toHaveLength(1);
      expect((await world.mails(referralId)).filter(({ text }) => text === 'crm_contested')).toEqual([
        { text: 'crm_contested', receiver: world.vendor.samir, facts: { times: RESTORES_A_DAY } },
      ]);
      await world.pass('P1D');
      await world.handle(referralId).signal('crmChanged', { eventId: 'the sweep' });
      await until(async () => (await recordOf(world, referralId)).partnerName !== null, 'restored the day after');
      expect(await recordOf(world, referralId)).toMatchObject({ partnerId: world.partner.id });
    }),
  );
});

describe('a CRM that is away', () => {
  /** Takes what is made, and is away for everything else while it is told to be. */
  const state = { away: false };
  const unlessAway = <Result>(act: () => Promise<Result>): Promise<Result> =>
    state.away ? Promise.reject(new AppError({ code: 'crm_unavailable' })) : act();
  const withOutages = (database: Parameters<typeof createEmbeddedCrm>[0]): Crm => {
    const crm = createEmbeddedCrm(database);
    return {
      ...crm,
      writeRecord: (record) => unlessAway(() => crm.writeRecord(record)),
      readRecords: (ids) => unlessAway(() => crm.readRecords(ids)),
    };
  };

  it(
    'holds up no step; the record follows when it is back, and nobody is blamed',
    inWorld(
      async (world) => {
        const { referralId, owner } = await qualified(world);
        state.away = true;
        expect((await world.give(referralId, 'advance', owner, { stage: 'opportunity' })).answer).toEqual({
          outcome: 'done',
        });
        expect((await recordOf(world, referralId)).claimExpiresAt).not.toBeNull();
        await world.relay();
        await world.pass('PT1M');
        state.away = false;
        await world.relay();
        await until(async () => (await recordOf(world, referralId)).claimExpiresAt === null, 'the record follows');
        expect(await takenIn(world, referralId)).toEqual([]);
      },
      { crm: withOutages },
    ),
  );
});
