import { describe, expect, it } from '@jest/globals';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { AppError } from '../../../domain/errors.ts';
import { caseOfDeal, companyNamed, openDeal, sweep } from '../../support/dealSteps.ts';
import { accepted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const DECLINE = { policy: { duplicates: { ...values(), openDeal: 'decline' } } } as const;

function values() {
  return {
    activeClaim: 'waitlist',
    lookBack: 'decline',
    openDeal: 'review',
    customer: 'accept_other_product',
    ambiguous: 'review',
  } as const;
}

const found = (world: StoryWorld, referralId: string) =>
  world.database.parallelDeal.findMany({ where: { referralId }, orderBy: { id: 'asc' } });

/** In line behind another, who then goes: nobody has asked yet what our own deals mean for it. */
async function promoted(world: StoryWorld, name: string): Promise<string> {
  const first = await accepted(world, companyNamed(name));
  await openDeal(world, name, { owner: world.vendor.nora, daysAgo: 20 });
  const second = await world.submit({ by: await world.anotherPartner(), ...companyNamed(name) });
  await world.isIn(second.referralId, 'waitlisted');
  await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
  await world.relay();
  return second.referralId;
}

describe('the second look before the record', () => {
  it(
    'finds a deal of ours from before the submission, and the rule of the program says what it means',
    inWorld(async (world) => {
      const referralId = await promoted(world, 'secondlook');
      await world.isIn(referralId, 'declined');
      const row = await world.row(referralId);
      expect(row.outcome).toMatchObject({ reasonCode: 'open_deal', from: 'accepted' });
      expect(row.verdict).toMatchObject({
        kind: 'declined',
        candidates: expect.any(Array),
        vendor: { why: 'open_deal', finding: { id: 'deal_secondlook' } },
      });
      expect(row.crmRecordId).toBeNull();
      expect(await world.database.queueEntry.findUnique({ where: { referralId } })).toMatchObject({
        state: 'released',
        releaseReason: 'open_deal',
        passesOn: true,
      });
      expect(await found(world, referralId)).toEqual([]);
    }, DECLINE),
  );

  it(
    'sends it to a person where the rule says so, who is not whose deal it is; what that person accepts stays accepted',
    inWorld(async (world) => {
      const referralId = await promoted(world, 'bothlooks');
      await world.isIn(referralId, 'in_review');
      const row = await world.row(referralId);
      expect(row.verdict).toMatchObject({ vendor: { decision: 'review', interested: [world.vendor.nora] } });
      expect(row.ownerId).not.toBe(world.vendor.nora);
      expect((await world.mails(referralId)).map(({ text }) => text)).toEqual(
        expect.arrayContaining(['promoted', 'in_review', 'review_due']),
      );
      const { answer } = await world.give(referralId, 'review', String(row.ownerId), { decision: 'accept' });
      expect(answer).toEqual({ outcome: 'done' });
      await world.tells(referralId, 'crm.linked');
      expect((await world.row(referralId)).stage).toBe('accepted');
      await sweep(world);
      expect(await found(world, referralId)).toEqual([]);
    }),
  );

  it(
    'is not frightened by what a person has decided, by our own deal, by another product or by what was done',
    inWorld(async (world) => {
      const { referralId, number } = await accepted(world, { ...companyNamed('ownbusiness'), productLine: 'Monitor' });
      await openDeal(world, 'ownbusiness', { referralNumber: number });
      await openDeal(world, 'ownbusiness', { productLine: 'Predict' });
      expect(await sweep(world)).toBe(0);
      expect(await found(world, referralId)).toEqual([]);
    }),
  );
});

describe('the second look before the opportunity', () => {
  it(
    'finds a deal beside the claim and changes nothing of the step; the partner is told without a name',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world, companyNamed('beside'));
      const claim = await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
      await openDeal(world, 'beside', { owner: world.vendor.tom });
      const { answer } = await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      expect(answer).toEqual({ outcome: 'done' });
      expect(await found(world, referralId)).toMatchObject([
        { dealId: 'deal_beside', ownerId: world.vendor.tom, foundBy: 'opportunity', before: false, proven: true },
      ]);
      const caseId = await caseOfDeal(world, referralId);
      expect(await world.database.case.findUnique({ where: { id: caseId } })).toMatchObject({
        kind: 'parallel_deal',
        state: 'open',
        deciderId: world.vendor.samir,
      });
      expect(await world.database.queueEntry.findUnique({ where: { referralId } })).toEqual(claim);
      const mails = (await world.mails(referralId)).filter(({ text }) => text.startsWith('case_'));
      expect(mails.map(({ text, receiver }) => [text, receiver])).toEqual(
        expect.arrayContaining([
          ['case_opened', 'submitter'],
          ['case_assigned', world.vendor.samir],
          ['case_parallel_deal', world.vendor.tom],
        ]),
      );
      const toPartner = mails.find(({ text }) => text === 'case_opened');
      expect(JSON.stringify(toPartner)).not.toMatch(/deal_beside|usr_|tom/);
    }),
  );

  it(
    'ends nothing, also where the deal was there before: people have worked for the partner since',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world, companyNamed('backdated'));
      await openDeal(world, 'backdated', { owner: world.vendor.tom, daysAgo: 30 });
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      expect((await world.row(referralId)).stage).toBe('opportunity');
      expect(await found(world, referralId)).toMatchObject([{ before: true }]);
    }, DECLINE),
  );
});

/** A CRM that can be told to be away. */
function absentCrm() {
  const state = { away: false };
  const crm = (database: Database): Crm => {
    const real = createEmbeddedCrm(database);
    return {
      ...real,
      findCompany: (keys) =>
        state.away ? Promise.reject(new AppError({ code: 'crm_unavailable' })) : real.findCompany(keys),
    };
  };
  return { crm, state };
}

function withAbsentCrm(run: (world: StoryWorld, crm: { away: boolean }) => Promise<void>) {
  const { crm, state } = absentCrm();
  return inWorld((world) => run(world, state), { crm });
}

describe('a CRM that is away at the second look', () => {
  it(
    'keeps nobody from the opportunity; the sweep finds the deal later, once',
    withAbsentCrm(async (world, crm) => {
      const { referralId, owner } = await qualified(world, companyNamed('awaythen'));
      await openDeal(world, 'awaythen', { owner: world.vendor.tom });
      crm.away = true;
      const { answer } = await world.give(referralId, 'advance', owner, { stage: 'proposal' });
      expect(answer).toEqual({ outcome: 'done' });
      expect(await sweep(world)).toBe(0);
      expect(await found(world, referralId)).toEqual([]);
      crm.away = false;
      expect(await sweep(world)).toBe(1);
      expect(await sweep(world)).toBe(0);
      expect(await found(world, referralId)).toMatchObject([{ foundBy: 'sweep' }]);
    }),
  );

  it(
    'delays the record and breaks no promise; what it knows then counts as it would have before',
    withAbsentCrm(async (world, crm) => {
      const first = await accepted(world, companyNamed('laterrecord'));
      const second = await world.submit({ by: await world.anotherPartner(), ...companyNamed('laterrecord') });
      await world.isIn(second.referralId, 'waitlisted');
      await openDeal(world, 'laterrecord', { owner: world.vendor.nora, daysAgo: 20 });
      crm.away = true;
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(second.referralId, 'accepted');
      await until(async () => (await world.explain(second.referralId)).state.crmPendingSince !== null, 'CRM pending');
      crm.away = false;
      await world.pass('PT10M');
      await world.isIn(second.referralId, 'in_review');
      expect((await world.row(second.referralId)).verdict).toMatchObject({ vendor: { why: 'open_deal' } });
    }),
  );
});
