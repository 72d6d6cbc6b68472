import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;

const sameCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

async function inLine(world: StoryWorld, domain: string) {
  const by = await world.anotherPartner();
  const { referralId } = await world.submit({ by, ...sameCompany(domain) });
  await world.isIn(referralId, 'waitlisted');
  return { referralId, by };
}

const situation = async (world: StoryWorld, referralId: string) =>
  ((await world.row(referralId)).next as { situation: string }).situation;

/** The head ends after the others have waited for three weeks. */
async function headWithdrawsLate(world: StoryWorld, referralId: string) {
  await world.pass('P21D');
  await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'prospect_request' });
  await world.relay();
}

const movesTold = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId))
    .filter(({ type }) => type === 'queue.moved')
    .map((event) => event.public['position']);

describe('a turn after long waiting', () => {
  it(
    'is not taken before the partner has said that it is still good; silence passes it on, and on',
    inWorld(async (world) => {
      const head = await contacted(world, sameCompany('kette.example'));
      const second = await inLine(world, 'kette.example');
      const third = await inLine(world, 'kette.example');
      const fourth = await inLine(world, 'kette.example');
      await headWithdrawsLate(world, head.referralId);
      await world.tells(second.referralId, 'promotion.asked');
      const row = await world.row(second.referralId);
      expect(row).toMatchObject({ stage: 'waitlisted', next: { situation: 'promoted_asked', who: 'partner' } });
      expect((await world.mails(second.referralId)).at(-1)).toMatchObject({ text: 'promoted_asked' });
      expect(Date.parse((row.next as { dueAt: string }).dueAt) - (await world.nowMs())).toBeGreaterThan(
        3 * DAY_MS - 60_000,
      );
      await world.pass('P3DT1M');
      await world.isIn(second.referralId, 'expired');
      expect((await world.row(second.referralId)).outcome).toMatchObject({ reasonCode: 'no_answer' });
      await world.relay();
      await world.tells(third.referralId, 'promotion.asked');
      await world.pass('P3DT1M');
      await world.isIn(third.referralId, 'expired');
      await world.relay();
      await world.tells(fourth.referralId, 'promotion.asked');
      expect(await movesTold(world, fourth.referralId)).toEqual([2, 1]);
    }),
  );

  it(
    'confirmed by an answer is taken with clocks and a full registration of its own, once',
    inWorld(async (world) => {
      const head = await contacted(world, sameCompany('zusage.example'));
      const second = await inLine(world, 'zusage.example');
      await headWithdrawsLate(world, head.referralId);
      await world.tells(second.referralId, 'promotion.asked');
      const confirm = () =>
        world.give(second.referralId, 'answer', second.by.userId, {}, { answer: 'Yes, still good.' });
      expect((await confirm()).answer).toEqual({ outcome: 'done' });
      expect((await world.row(second.referralId)).stage).toBe('accepted');
      expect((await world.timeline(second.referralId)).map(({ type }) => type)).toContain('promotion.confirmed');
      expect(await clockOf(world, second.referralId, 'first_contact')).toMatchObject({ state: 'running' });
      const leftMs = ((await world.row(second.referralId)).expiresAt?.getTime() ?? 0) - (await world.nowMs());
      expect(Math.round(leftMs / DAY_MS)).toBe(90);
      expect((await confirm()).answer).toMatchObject({ outcome: 'refused', code: 'no_open_question' });
    }),
  );

  it(
    'goes to the next at once when the partner withdraws instead, and the one that still waits learns its place',
    inWorld(async (world) => {
      const head = await contacted(world, sameCompany('absage.example'));
      const second = await inLine(world, 'absage.example');
      const third = await inLine(world, 'absage.example');
      await headWithdrawsLate(world, head.referralId);
      await world.tells(second.referralId, 'promotion.asked');
      await world.give(second.referralId, 'withdraw', second.by.userId, { reasonCode: 'prospect_request' });
      await world.relay();
      await world.tells(third.referralId, 'promotion.asked');
      expect(await situation(world, third.referralId)).toBe('promoted_asked');
    }),
  );

  it(
    'told twice, or by somebody who made it up, asks once',
    inWorld(async (world) => {
      const head = await contacted(world, sameCompany('doppelt.example'));
      const second = await inLine(world, 'doppelt.example');
      await headWithdrawsLate(world, head.referralId);
      await world.tells(second.referralId, 'promotion.asked');
      await world.handle(second.referralId).signal('claimPromoted', { eventId: 'made-up' });
      await world.handle(second.referralId).signal('claimClosed', { eventId: 'made-up' });
      await world.give(second.referralId, 'withdraw', second.by.userId, { reasonCode: 'mistake' });
      const told = (await world.timeline(second.referralId)).map(({ type }) => type);
      expect(told.filter((type) => type === 'promotion.asked')).toHaveLength(1);
      expect(told.at(-1)).toBe('referral.withdrawn');
    }),
  );

  it(
    'that came soon is taken without asking, with clocks and registration of its own',
    inWorld(async (world) => {
      const head = await accepted(world, sameCompany('bald.example'));
      const second = await inLine(world, 'bald.example');
      await world.pass('P13D');
      await world.give(head.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      await world.relay();
      await world.isIn(second.referralId, 'accepted');
      expect(await clockOf(world, second.referralId, 'first_contact')).toMatchObject({ state: 'running' });
    }),
  );
});

describe('a referral of a company that ended a short while ago', () => {
  it(
    'by the same partner is declined until the date that was told, linked to the one before; then it is accepted',
    inWorld(async (world) => {
      const first = await contacted(world, sameCompany('nochmal.example'));
      await world.pass('P91D');
      await world.isIn(first.referralId, 'expired');
      const { againFrom } = (await world.row(first.referralId)).outcome as { againFrom: string };
      const early = await world.submit(sameCompany('nochmal.example'));
      await world.isIn(early.referralId, 'declined');
      expect(await world.row(early.referralId)).toMatchObject({
        previousReferralId: first.referralId,
        outcome: { reasonCode: 'company_not_available', againFrom },
      });
      const other = await world.submit({ by: await world.anotherPartner(), ...sameCompany('nochmal.example') });
      await world.isIn(other.referralId, 'accepted');
      await world.pass('P31D');
      const again = await world.submit(sameCompany('nochmal.example'));
      await world.isIn(again.referralId, 'waitlisted');
      expect(await world.row(again.referralId)).toMatchObject({ previousReferralId: early.referralId });
    }),
  );
});

describe('a deal on a company whose registration has lapsed', () => {
  it(
    'leaves a case to open for the partner who held it, once, and not for who only waited',
    inWorld(async (world) => {
      const first = await contacted(world, sameCompany('nachlauf.example'));
      await world.pass('P91D');
      await world.isIn(first.referralId, 'expired');
      const { tailUntil } = (await world.row(first.referralId)).outcome as { tailUntil: string };
      expect(Date.parse(tailUntil) - (await world.nowMs())).toBeGreaterThan(88 * DAY_MS);
      const by = await world.anotherPartner();
      const deal = await qualified(world, { by, ...sameCompany('nachlauf.example') });
      await world.give(deal.referralId, 'advance', deal.owner, { stage: 'opportunity' });
      await world.give(deal.referralId, 'close', deal.owner, {
        outcome: 'won',
        amount: { amount: 1_000_000, currency: 'EUR' },
        closedOn: TODAY,
        dealId: 'D-9',
      });
      const rows = await world.database.outboxRow.findMany({ where: { kind: 'open_case' } });
      expect(rows.map(({ groupKey, payload }) => [groupKey, payload])).toEqual([
        [
          `referral:${first.referralId}`,
          expect.objectContaining({
            referralId: first.referralId,
            kind: 'missing_credit',
            dealReferralId: deal.referralId,
          }),
        ],
      ]);
    }),
  );
});
