import { describe, expect, it } from '@jest/globals';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;
const CHECKLIST = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
const WIN = { outcome: 'won', amount: { amount: 1_000_000, currency: 'EUR' }, closedOn: TODAY } as const;

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

const withdraw = (world: StoryWorld, referralId: string, userId = world.partner.userId) =>
  world.give(referralId, 'withdraw', userId, { reasonCode: 'mistake' });
const undo = (world: StoryWorld, referralId: string, userId = world.partner.userId) =>
  world.give(referralId, 'undoWithdraw', userId, {});
const reopen = (world: StoryWorld, referralId: string) =>
  world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' });
/** Not by waiting for its result: the server would let time pass meanwhile. */
const ended = (world: StoryWorld, referralId: string) =>
  until(async () => (await world.handle(referralId).describe()).status.name === 'COMPLETED', 'ended');
const entry = (world: StoryWorld, referralId: string) =>
  world.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
const leftMs = async (world: StoryWorld, referralId: string) =>
  ((await world.row(referralId)).expiresAt?.getTime() ?? Number.NaN) - (await world.nowMs());

describe('a withdrawal', () => {
  it(
    'is undone within a day: back in its stage with its owner, its claim and what was left of its registration',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world, sameCompany('zurueck.example'));
      await world.pass('P20D');
      await withdraw(world, referralId);
      await ended(world, referralId);
      expect((await undo(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({ stage: 'contacted', ownerId: owner, outcome: null });
      expect(await entry(world, referralId)).toMatchObject({ state: 'held' });
      expect(Math.round((await leftMs(world, referralId)) / DAY_MS)).toBe(70);
      expect((await world.timeline(referralId)).slice(-3).map(({ type }) => type)).toEqual([
        'referral.withdrawn',
        'referral.reopened',
        'referral.contacted',
      ]);
      expect((await world.mails(referralId)).slice(-2).map(({ text }) => text)).toEqual(['reopened', 'assigned']);
      expect(
        (await world.give(referralId, 'qualify', owner, { ...CHECKLIST, outcome: 'qualified', quality: 4 })).answer,
      ).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'and its undo renew no registration: it ends on the day on which it would have ended',
    inWorld(async (world) => {
      const { referralId } = await contacted(world, sameCompany('keine-frist.example'));
      await world.pass('P85D');
      const before = (await world.row(referralId)).expiresAt?.getTime() ?? Number.NaN;
      await withdraw(world, referralId);
      await ended(world, referralId);
      expect((await undo(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).expiresAt?.getTime()).toBe(before);
    }),
  );

  it(
    'is not undone after a day, and an end is for good then unless a manager reopens it',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      await withdraw(world, referralId);
      await ended(world, referralId);
      await world.pass('PT25H');
      expect((await undo(world, referralId)).answer).toMatchObject({ outcome: 'refused', code: 'undo_window_closed' });
      expect((await world.row(referralId)).stage).toBe('withdrawn');
      expect((await reopen(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).stage).toBe('accepted');
      expect(await clockOf(world, referralId, 'first_contact')).toMatchObject({ state: 'running' });
    }),
  );

  it(
    'undone while somebody else was promoted leads to the end of the queue, and from there back to its stage',
    inWorld(async (world) => {
      const first = await contacted(world, sameCompany('ueberholt.example'));
      const second = await inLine(world, 'ueberholt.example');
      const third = await inLine(world, 'ueberholt.example');
      await withdraw(world, first.referralId);
      await world.relay();
      await world.isIn(second.referralId, 'accepted');
      await ended(world, first.referralId);
      expect((await undo(world, first.referralId)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(first.referralId)).toMatchObject({
        stage: 'waitlisted',
        expiresAt: null,
        next: { situation: 'waitlisted', facts: { position: 2 } },
      });
      await withdraw(world, third.referralId, third.by.userId);
      await withdraw(world, second.referralId, second.by.userId);
      await world.relay();
      await world.isIn(first.referralId, 'contacted');
      expect(Math.round((await leftMs(world, first.referralId)) / DAY_MS)).toBe(90);
    }),
  );

  it(
    'of one that waited is undone to the end of the line, and of one in review the check runs again',
    inWorld(async (world) => {
      await accepted(world, sameCompany('warten.example'));
      const second = await inLine(world, 'warten.example');
      const third = await inLine(world, 'warten.example');
      await withdraw(world, second.referralId, second.by.userId);
      await world.relay();
      await ended(world, second.referralId);
      await undo(world, second.referralId, second.by.userId);
      expect(await world.row(second.referralId)).toMatchObject({
        stage: 'waitlisted',
        next: { facts: { position: 2 } },
      });
      const moved = (await world.timeline(third.referralId)).filter(({ type }) => type === 'queue.moved');
      expect(moved.map((event) => event.public['position'])).toEqual([1]);

      await accepted(world, { company: { name: 'Doppel GmbH', domain: 'doppel-eins.example' } });
      const lookAlike = await world.submit({ company: { name: 'Doppel GmbH', domain: 'doppel-zwei.example' } });
      await world.isIn(lookAlike.referralId, 'in_review');
      await withdraw(world, lookAlike.referralId);
      await ended(world, lookAlike.referralId);
      await undo(world, lookAlike.referralId);
      await world.isIn(lookAlike.referralId, 'in_review');
      expect(await clockOf(world, lookAlike.referralId, 'acknowledge')).toMatchObject({ state: 'running' });
    }),
  );

  it(
    'is not undone beside a new referral of the same partner for the company',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('zweimal.example'));
      await withdraw(world, first.referralId);
      await ended(world, first.referralId);
      const again = await world.submit(sameCompany('zweimal.example'));
      await world.isIn(again.referralId, 'accepted');
      expect((await undo(world, first.referralId)).answer).toMatchObject({
        outcome: 'refused',
        code: 'referred_again',
      });
      expect((await world.row(first.referralId)).stage).toBe('withdrawn');
    }),
  );
});

describe('what has ended', () => {
  it(
    'is reopened by a manager: lost to the stage it was in, expired with two weeks at least',
    inWorld(async (world) => {
      const lost = await qualified(world);
      await world.give(lost.referralId, 'advance', lost.owner, { stage: 'proposal' });
      await world.give(lost.referralId, 'close', lost.owner, { outcome: 'lost', reasonCode: 'no_decision' });
      await ended(world, lost.referralId);
      expect((await reopen(world, lost.referralId)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(lost.referralId)).toMatchObject({
        stage: 'proposal',
        ownerId: lost.owner,
        expiresAt: null,
      });

      const lapsed = await contacted(world);
      await world.pass('P91D');
      await world.isIn(lapsed.referralId, 'expired');
      await ended(world, lapsed.referralId);
      await reopen(world, lapsed.referralId);
      expect((await world.row(lapsed.referralId)).stage).toBe('contacted');
      expect(Math.round((await leftMs(world, lapsed.referralId)) / DAY_MS)).toBe(14);
      await world.pass('P15D');
      await world.isIn(lapsed.referralId, 'expired');
    }),
  );

  it(
    'is not reopened after half a year',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, { outcome: 'lost', reasonCode: 'price' });
      await ended(world, referralId);
      await world.pass('P181D');
      expect((await reopen(world, referralId)).answer).toMatchObject({ code: 'reopen_window_closed' });
      expect((await world.row(referralId)).stage).toBe('lost');
    }),
  );

  it(
    'as won is reopened while no money has moved: nothing is owed for it, and a second win is owed anew',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, { ...WIN, dealId: 'D-1' });
      await world.isIn(referralId, 'won');
      expect((await reopen(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({ stage: 'qualified', deal: null });
      const lines = () => world.database.commission.findMany({ where: { referralId }, orderBy: { accruedAt: 'asc' } });
      expect((await lines()).map(({ state, rejectReason }) => [state, rejectReason])).toEqual([
        ['rejected', 'reopened'],
      ]);
      await world.give(referralId, 'close', owner, { ...WIN, dealId: 'D-1' });
      await world.isIn(referralId, 'won');
      expect((await lines()).map(({ state }) => state)).toEqual(['rejected', 'holding']);
      const owed = await world.database.$queryRaw<{ owed: bigint }[]>`
        SELECT sum(CASE WHEN e.side = 'credit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS owed
        FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${world.partner.id}`;
      expect(owed).toEqual([{ owed: 100_000n }]);
    }),
  );

  it(
    'as won is not reopened after two weeks',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, { ...WIN, dealId: 'D-2' });
      await world.pass('P15D');
      expect((await reopen(world, referralId)).answer).toMatchObject({ code: 'reopen_window_closed' });
    }),
  );

  it(
    'and is asked straight through Temporal is held to the same rights, and to a story that runs',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, { ...WIN, dealId: 'D-3' });
      await world.isIn(referralId, 'won');
      const raw = (commandId: string, userId: string) =>
        world
          .handle(referralId)
          .signal('reopen', { commandId, actor: { kind: 'user', id: userId }, reasonCode: 'new_information' });
      await raw('r-1', owner);
      await raw('r-2', world.partner.adminId);
      await raw('r-3', world.vendor.ruth);
      await world.tells(referralId, 'command.refused', 3);
      expect((await world.row(referralId)).stage).toBe('won');
      await raw('r-4', world.vendor.greta);
      await world.isIn(referralId, 'qualified');
    }),
  );
});
