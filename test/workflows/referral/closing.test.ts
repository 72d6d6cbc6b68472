import { describe, expect, it } from '@jest/globals';
import { payOut, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY } as const;

async function won(world: StoryWorld, amount: number = WON.amount.amount) {
  const referral = await qualified(world);
  const payload = { ...WON, amount: { amount, currency: 'EUR' }, dealId: `D-${referral.referralId}` };
  const { answer } = await world.give(referral.referralId, 'close', referral.owner, payload);
  expect(answer).toEqual({ outcome: 'done' });
  const line = await world.database.commission.findFirstOrThrow({ where: { referralId: referral.referralId } });
  return { ...referral, line };
}

const approve = (world: StoryWorld, line: { id: string; referralId: string; contentHash: string }, userId: string) =>
  world.give(line.referralId, 'approveCommission', userId, { commissionId: line.id, contentHash: line.contentHash });

describe('a deal that is closed', () => {
  it(
    'as lost ends the story with its reason, and the claim does not pass on',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const noReason = await world.give(referralId, 'close', owner, { outcome: 'lost' });
      expect(noReason.answer).toMatchObject({ code: 'reason_required' });
      await world.give(referralId, 'close', owner, { outcome: 'lost', reasonCode: 'competitor' });
      expect(await world.handle(referralId).result()).toBe('lost');
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
        releaseReason: 'competitor',
        passesOn: false,
      });
    }),
  );

  it(
    'as won with its deal shows the partner what is earned and when, and holds it',
    inWorld(async (world) => {
      const { referralId, owner, line } = await won(world);
      const row = await world.row(referralId);
      expect(row).toMatchObject({
        stage: 'won',
        deal: { dealId: `D-${referralId}`, closedBy: owner, firstYearNet: WON.amount },
      });
      expect(line).toMatchObject({ state: 'holding', amountMinor: 480_000n, approvalsRequired: 1 });
      const mail = (await world.mails(referralId)).find(({ text }) => text === 'won');
      expect(mail?.facts).toMatchObject({
        amountMinor: 480_000,
        currency: 'EUR',
        payableFrom: line.payableFrom.toISOString(),
      });
      expect(row.next).toMatchObject({ situation: 'won', facts: { amountMinor: 480_000 } });
    }),
  );

  it(
    'as won needs amount and date',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const { answer } = await world.give(referralId, 'close', owner, { outcome: 'won', dealId: 'D-2' });
      expect(answer).toMatchObject({ code: 'invalid_request', facts: { lacks: ['amount', 'closedOn'] } });
    }),
  );

  it(
    'as won without a deal id waits for a second person, who is never the first',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const first = await world.give(referralId, 'close', owner, WON);
      expect(first.answer).toEqual({ outcome: 'awaiting_second_person' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'qualified',
        next: { situation: 'awaiting_second_person' },
      });
      expect(await world.database.commission.count({ where: { referralId } })).toBe(0);
      const confirm = { outcome: 'won', confirms: first.commandId } as const;
      expect((await world.give(referralId, 'close', owner, confirm)).answer).toMatchObject({
        code: 'separation_of_duties',
      });
      const other = await world.give(referralId, 'close', world.vendor.greta, { ...confirm, confirms: 'cmd_other' });
      expect(other.answer).toMatchObject({ code: 'content_changed' });
      const smuggled = { ...confirm, amount: { amount: 99_900_000, currency: 'EUR' }, closedOn: '2026-01-01' };
      expect((await world.give(referralId, 'close', world.vendor.greta, smuggled)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({
        stage: 'won',
        deal: { dealId: `manual:${referralId}`, closedBy: owner, amount: WON.amount, closedOn: WON.closedOn },
      });
      const line = await world.database.commission.findFirstOrThrow({
        where: { referralId },
        include: { exclusions: { select: { userId: true, reason: true } } },
      });
      expect(line.exclusions).toEqual(
        expect.arrayContaining([
          { userId: owner, reason: 'closed_deal' },
          { userId: world.vendor.greta, reason: 'confirmed_win' },
        ]),
      );
      const rows = await world.database.command.findMany({
        where: { referralId, name: 'close' },
        orderBy: { createdAt: 'asc' },
      });
      expect(rows.map(({ state }) => state)).toEqual(['done', 'refused', 'refused', 'done']);
    }),
  );
});

describe('a win that is reported', () => {
  const rowsOf = async (world: StoryWorld, referralId: string): Promise<(string | null)[][]> => {
    const rows = await world.database.command.findMany({
      where: { referralId, name: 'close' },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(({ state, code }) => [state, code]);
  };

  it(
    'a second time takes the place of the first report, which cannot be confirmed any more',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const first = await world.give(referralId, 'close', owner, WON);
      const corrected = { ...WON, amount: { amount: 4_500_000, currency: 'EUR' } };
      const second = await world.give(referralId, 'close', owner, corrected);
      expect(await rowsOf(world, referralId)).toEqual([
        ['refused', 'content_changed'],
        ['awaiting_second_person', null],
      ]);
      const confirm = (commandId: string) =>
        world.give(referralId, 'close', world.vendor.greta, { outcome: 'won', confirms: commandId });
      expect((await confirm(first.commandId)).answer).toMatchObject({ code: 'content_changed' });
      expect((await confirm(second.commandId)).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).deal).toMatchObject({ amount: corrected.amount });
    }),
  );

  it(
    'and then lost after all leaves no report waiting',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.give(referralId, 'close', owner, WON);
      await world.give(referralId, 'close', owner, { outcome: 'lost', reasonCode: 'price' });
      expect(await rowsOf(world, referralId)).toEqual([
        ['refused', 'content_changed'],
        ['done', null],
      ]);
    }),
  );
});

describe('the money of a won deal', () => {
  it(
    'waits for hold and approval side by side, is paid by a run, and the story ends when the window has closed',
    inWorld(async (world) => {
      const { referralId, line } = await won(world);
      const stateOf = async () => (await world.database.commission.findUniqueOrThrow({ where: { id: line.id } })).state;
      expect((await approve(world, line, world.vendor.paul)).answer).toMatchObject({ outcome: 'refused' });
      expect((await approve(world, line, world.vendor.ines)).answer).toEqual({ outcome: 'done' });
      expect(await stateOf()).toBe('holding');
      await world.pass('P30DT1M');
      await world.tells(referralId, 'commission.approved');
      expect(await stateOf()).toBe('approved');
      await world.handle(referralId).signal('runSettled', { eventId: 'guessed before the real one' });
      expect((await world.explain(referralId)).state).toMatchObject({ lines: [{ state: 'approved' }] });
      await payOut(world);
      expect((await world.explain(referralId)).state).toMatchObject({ lines: [{ state: 'paid' }] });
      await world.pass('P151D');
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'is approved late when the hold is over first, and by two where the sum asks for two',
    inWorld(async (world) => {
      const { line } = await won(world, 60_000_00);
      const { ines, viktor } = world.vendor;
      await world.pass('P31D');
      await world.tells(line.referralId, 'commission.awaiting_approval');
      expect((await approve(world, line, ines)).answer).toEqual({ outcome: 'done' });
      expect((await approve(world, line, ines)).answer).toMatchObject({ code: 'already_approved' });
      expect((await approve(world, line, viktor)).answer).toEqual({ outcome: 'done' });
      const after = await world.database.commission.findUniqueOrThrow({ where: { id: line.id } });
      expect(after.state).toBe('approved');
    }),
  );

  it(
    'that is rejected ends the story when the window has closed',
    inWorld(async (world) => {
      const { referralId, line } = await won(world);
      const payload = { commissionId: line.id, contentHash: line.contentHash, reasonCode: 'not_eligible' };
      const { answer } = await world.give(referralId, 'rejectCommission', world.vendor.ines, payload);
      expect(answer).toEqual({ outcome: 'done' });
      await world.pass('P181D');
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'in a currency without a threshold is listed and not payable, and the story goes on',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const payload = { ...WON, amount: { amount: 1_000_000, currency: 'SEK' }, dealId: 'D-3' };
      await world.give(referralId, 'close', owner, payload);
      expect((await world.row(referralId)).stage).toBe('won');
    }),
  );

  it(
    'without a plan in force is nothing, and nothing is invented',
    inWorld(
      async (world) => {
        const { referralId, owner } = await qualified(world);
        await world.give(referralId, 'close', owner, { ...WON, dealId: 'D-4' });
        expect(await world.database.commission.count({ where: { referralId } })).toBe(0);
        await world.pass('P181D');
        expect(await world.handle(referralId).result()).toBe('won');
      },
      { rules: [] },
    ),
  );
});
