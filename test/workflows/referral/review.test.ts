import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import type { Verdict } from '../../../domain/matching/verdict.ts';

const inWorld = storyTests();

/** Two companies of one name with different domains: nobody but a person can tell whether they are the same. */
async function lookAlike(world: StoryWorld, name: string) {
  const known = await accepted(world, {
    company: { name: `${name} GmbH`, domain: `${name}.example` },
    prospect: { name: 'Ada', email: `ada@${name}.example` },
  });
  const { companyId } = await world.row(known.referralId);
  const other = await world.submit({
    by: await world.anotherPartner(),
    company: { name: `${name} AG`, domain: `${name}-group.example` },
    prospect: { name: 'Bo', email: `bo@${name}-group.example` },
  });
  await world.isIn(other.referralId, 'in_review');
  return { known: known.referralId, referralId: other.referralId, receipt: other, candidateId: companyId };
}

describe('a referral that looks like another company', () => {
  it(
    'goes to the manager of the partner, with what was found, inside the promise of an answer',
    inWorld(async (world) => {
      const { referralId, receipt, candidateId, known } = await lookAlike(world, 'falkenried');
      const row = await world.row(referralId);
      expect(row.ownerId).toBe(world.vendor.samir);
      expect(row.verdict).toEqual({
        kind: 'review',
        candidates: [expect.objectContaining({ companyId: candidateId, referralId: known, proof: false })],
      });
      expect((row.verdict as Verdict).candidates[0]?.evidence).toContainEqual({ kind: 'same_name', weight: 60 });
      expect(await clockOf(world, referralId, 'review')).toMatchObject({
        state: 'running',
        dueAt: receipt.acknowledgeDueAt,
      });
      expect((await world.mails(referralId)).map(({ text, receiver }) => [text, receiver])).toEqual([
        ['received', 'submitter'],
        ['in_review', 'submitter'],
        ['review_due', world.vendor.samir],
      ]);
    }),
  );

  it(
    'is given to nobody by hand who may not decide it, and to another manager who may',
    inWorld(async (world) => {
      const { referralId } = await lookAlike(world, 'kronsberg');
      const { nora, greta, samir } = world.vendor;
      const assign = async (ownerId: string) =>
        (await world.give(referralId, 'assign', samir, { ownerId, reasonCode: 'capacity' })).answer;
      expect(await assign(nora)).toMatchObject({ code: 'owner_not_available', facts: { ownerId: nora } });
      expect((await world.row(referralId)).ownerId).toBe(samir);
      expect(await assign(greta)).toEqual({ outcome: 'done' });
      const { answer } = await world.give(referralId, 'review', greta, { decision: 'accept' });
      expect(answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'is accepted as a company of its own, and both hold a claim',
    inWorld(async (world) => {
      const { referralId } = await lookAlike(world, 'osterlund');
      const { answer } = await world.give(referralId, 'review', world.vendor.samir, { decision: 'accept' });
      expect(answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).stage).toBe('accepted');
      expect(await clockOf(world, referralId, 'review')).toMatchObject({ state: 'met' });
      expect(await clockOf(world, referralId, 'acknowledge')).toMatchObject({ state: 'met' });
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
        state: 'held',
      });
    }),
  );

  it(
    'is told apart for good: nobody is asked about the same two again',
    inWorld(async (world) => {
      const { referralId, candidateId } = await lookAlike(world, 'sandvig');
      const { samir } = world.vendor;
      await world.give(referralId, 'review', samir, { decision: 'accept', sameCompany: false });
      expect((await world.row(referralId)).stage).toBe('accepted');
      const { companyId } = await world.row(referralId);
      const [oneId, otherId] = [companyId, candidateId].sort();
      const kept = await world.database.companyDistinction.findMany({ where: { decidedBy: samir } });
      expect(kept).toEqual(expect.arrayContaining([expect.objectContaining({ oneId, otherId })]));
    }),
  );

  it(
    'that was declined and comes again too early is nobody’s work: it reads the date that was told',
    inWorld(async (world) => {
      const { referralId } = await lookAlike(world, 'tooearly');
      const { samir } = world.vendor;
      await world.give(referralId, 'review', samir, { decision: 'decline', reasonCode: 'existing_customer' });
      await world.isIn(referralId, 'declined');
      const { outcome, partnerId } = await world.row(referralId);
      const { users } = await world.database.partner.findUniqueOrThrow({
        where: { id: partnerId },
        include: { users: true },
      });
      const by = { id: partnerId, adminId: users[0]?.id ?? '', userId: users[1]?.id ?? '' };
      const company = { name: 'tooearly AG', domain: 'tooearly-group.example' };
      const again = await world.submit({ by, company, prospect: { name: 'Cy', email: `cy@${company.domain}` } });
      await world.isIn(again.referralId, 'declined');
      expect((await world.row(again.referralId)).outcome).toMatchObject({
        reasonCode: 'company_not_available',
        againFrom: (outcome as { againFrom: string }).againFrom,
      });
    }),
  );

  it(
    'is declined only with a reason, which the partner reads with the date of a new try',
    inWorld(async (world) => {
      const { referralId } = await lookAlike(world, 'zellinger');
      const { samir } = world.vendor;
      for (const reasonCode of [undefined, 'no_budget', 'nonsense']) {
        const { answer } = await world.give(referralId, 'review', samir, {
          decision: 'decline',
          ...(reasonCode === undefined ? {} : { reasonCode }),
        });
        expect(answer).toMatchObject({ outcome: 'refused', code: 'reason_required' });
      }
      await world.give(referralId, 'review', samir, { decision: 'decline', reasonCode: 'existing_customer' });
      const row = await world.row(referralId);
      expect(row).toMatchObject({ stage: 'declined', outcome: { reasonCode: 'existing_customer' } });
      const { at, againFrom } = row.outcome as { at: string; againFrom: string };
      expect(Date.parse(againFrom) - Date.parse(at)).toBe(30 * 86_400_000);
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
        state: 'released',
        releaseReason: 'existing_customer',
      });
      expect(await world.handle(referralId).result()).toBe('declined');
    }),
  );

  it(
    'takes its place in the line of the company it turns out to be, and follows when that one ends',
    inWorld(async (world) => {
      const { referralId, candidateId, known } = await lookAlike(world, 'rheinbio');
      await world.give(referralId, 'review', world.vendor.samir, { decision: 'waitlist', candidateId });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'waitlisted',
        companyId: candidateId,
        next: { situation: 'waitlisted', facts: { position: 1 } },
      });
      await world.give(known, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(referralId, 'accepted');
    }),
  );

  it(
    'lets those behind it move up when it leaves for the line of another company',
    inWorld(async (world) => {
      const { referralId, candidateId } = await lookAlike(world, 'kesselstahl');
      const behind = await world.submit({
        by: await world.anotherPartner(),
        company: { name: 'kesselstahl AG', domain: 'kesselstahl-group.example' },
        prospect: { name: 'Cy', email: 'cy@kesselstahl-group.example' },
      });
      await world.isIn(behind.referralId, 'in_review');
      await world.give(behind.referralId, 'review', world.vendor.samir, { decision: 'accept' });
      expect((await world.row(behind.referralId)).stage).toBe('waitlisted');
      await world.give(referralId, 'review', world.vendor.samir, { decision: 'waitlist', candidateId });
      await world.relay();
      await world.isIn(behind.referralId, 'accepted');
    }),
  );
});

describe('a review that takes too long', () => {
  it(
    'reminds after 2 h, is broken after 4 h and goes to another person after 6 h and 10 h',
    inWorld(async (world) => {
      const { referralId, receipt } = await lookAlike(world, 'tamm');
      await world.pass('PT11H');
      await world.tells(referralId, 'clock.escalated', 2);
      const hours = (await world.timeline(referralId))
        .filter(({ type }) => type.startsWith('clock.'))
        .filter((step) => step.public['kind'] === 'acknowledge')
        .map(({ type, at }) => [type, Math.round((at.getTime() - Date.parse(receipt.submittedAt)) / 3_600_000)]);
      expect(hours).toEqual([
        ['clock.reminded', 2],
        ['clock.breached', 4],
        ['clock.escalated', 6],
        ['clock.escalated', 10],
      ]);
      expect(await clockOf(world, referralId, 'review')).toMatchObject({ state: 'breached' });
      const owners = (await world.timeline(referralId))
        .filter(({ type }) => type === 'owner.assigned')
        .map((step) => String(step.public['ownerId']));
      const { greta, konrad, clara, samir } = world.vendor;
      expect(owners[0]).toBe(samir);
      expect([greta, konrad, clara]).toContain(owners[1]);
      expect(owners[2]).not.toBe(owners[1]);
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'late', action: 'review' });
    }),
  );
});
