import { describe, expect, it } from '@jest/globals';
import { contest, giveCase } from '../../support/caseSteps.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  await world.give(referralId, 'close', owner, {
    outcome: 'won',
    amount: AMOUNT,
    closedOn: TODAY,
    dealId: `D-${referralId}`,
  });
  const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  const rowOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });
  const adjust = (amount: number, texts: Record<string, string> = { message: 'Counted twice.' }) =>
    world.give(
      referralId,
      'adjust',
      world.vendor.paul,
      { commissionId: line.id, amount: { amount, currency: 'EUR' }, reasonCode: 'wrong_base' },
      texts,
    );
  const approve = (one: { id: string; contentHash: string }) =>
    world.give(referralId, 'approveCommission', world.vendor.ines, {
      commissionId: one.id,
      contentHash: one.contentHash,
    });
  const adjustment = () => world.database.commission.findFirstOrThrow({ where: { adjusts: line.id } });
  return { referralId, line, rowOf, adjust, approve, adjustment };
}

describe('an adjustment', () => {
  it(
    'that takes takes effect with its approval, and the story knows both lines',
    inWorld(async (world) => {
      const { referralId, line, rowOf, adjust, approve, adjustment } = await won(world);
      expect((await adjust(-80_000)).answer).toEqual({ outcome: 'done' });
      expect((await world.explain(referralId)).state.lines).toHaveLength(2);
      expect((await approve(await adjustment())).answer).toEqual({ outcome: 'done' });
      expect(await rowOf(line.id)).toMatchObject({ state: 'holding', clawedBeforeMinor: 80_000n });
      const { lines } = (await world.explain(referralId)).state;
      expect(lines.find(({ commissionId }) => commissionId === line.id)?.amount.amount).toBe(400_000);
      const mails = (await world.mails(referralId)).map(({ text }) => text);
      expect(mails.filter((text) => text === 'commission_adjusted')).toHaveLength(1);
    }),
  );

  it(
    'takes up a story that has ended, which stays open until it is decided',
    inWorld(async (world) => {
      const { referralId, line, rowOf, adjust, adjustment } = await won(world);
      const reject = { commissionId: line.id, contentHash: line.contentHash, reasonCode: 'not_eligible' };
      await world.give(referralId, 'rejectCommission', world.vendor.ines, reject);
      await world.pass('P181D');
      expect(await world.handle(referralId).result()).toBe('won');
      // The story has ended by its own time; by that of the database it has not, so the relay brings it.
      await adjust(12_000);
      await world.relay();
      await world.tells(referralId, 'commission.adjustment_proposed');
      const { id, contentHash } = await adjustment();
      expect((await rowOf(id)).state).toBe('awaiting_approval');
      const no = { commissionId: id, contentHash, reasonCode: 'not_agreed' };
      await world.give(referralId, 'rejectCommission', world.vendor.ines, no);
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'of a line whose deal another referral is credited with is refused, and the story goes on',
    inWorld(async (world) => {
      const { referralId, line, adjust } = await won(world);
      const owner = (await world.row(referralId)).ownerId ?? '';
      await world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' });
      await world.give(referralId, 'close', owner, { outcome: 'lost', reasonCode: 'competitor' });
      const second = await qualified(world, {
        by: await world.anotherPartner(),
        company: { name: 'Zweitling GmbH', domain: 'zweitling.example', country: 'DE' },
        prospect: { name: 'Ada', email: 'ada@zweitling.example' },
      });
      const deal = { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId: line.dealId } as const;
      expect((await world.give(second.referralId, 'close', second.owner, deal)).answer).toEqual({ outcome: 'done' });
      expect((await adjust(12_000)).answer).toMatchObject({ outcome: 'refused', code: 'deal_credited' });
      expect((await adjust(-1)).answer).toMatchObject({ outcome: 'refused', code: 'adjustment_out_of_range' });
    }),
  );

  it(
    'stands still while a case about the amount is open',
    inWorld(async (world) => {
      const { referralId, rowOf, adjust, adjustment, approve } = await won(world);
      const caseId = await contest(world, referralId, 'commission');
      await adjust(12_000);
      const added = await adjustment();
      expect(added).toMatchObject({ state: 'frozen', frozenFor: [caseId] });
      expect((await approve(added)).answer).toMatchObject({ code: 'not_allowed_in_state' });
      await giveCase(world, caseId, 'decideCase', world.vendor.ines, {
        payload: { outcome: 'rejected', effect: 'none' },
      });
      await world.relay();
      expect((await rowOf(added.id)).state).toBe('awaiting_approval');
    }),
  );

  it(
    'by a signal from any Temporal client needs a reason in words, and somebody who prepares payments',
    inWorld(async (world) => {
      const { referralId, line, adjustment } = await won(world);
      const payload = { commissionId: line.id, amount: { amount: 12_000, currency: 'EUR' }, reasonCode: 'wrong_base' };
      const signal = (commandId: string, id: string, message?: string) =>
        world.handle(referralId).signal('adjust', { ...payload, message, commandId, actor: { kind: 'user', id } });
      await signal('raw-1', world.vendor.paul);
      await world.tells(referralId, 'command.refused');
      await signal('raw-2', world.vendor.ines, 'Counted twice.');
      await world.tells(referralId, 'command.refused', 2);
      await signal('raw-3', world.vendor.paul, 'Counted twice.');
      await world.tells(referralId, 'commission.adjustment_proposed');
      expect((await adjustment()).reason).toBe('Counted twice.');
    }),
  );
});

describe('a case about an amount', () => {
  const upheld = (commissionId: string, amount: number) => ({
    payload: { outcome: 'upheld', effect: 'adjust', commissionId, amount: { amount, currency: 'EUR' } } as const,
    texts: { message: 'A licence was left out.' },
  });

  it(
    'decided by an adjustment makes one with the reason of the case, which others approve than who decided it',
    inWorld(async (world) => {
      const { referralId, line, rowOf, adjustment, approve } = await won(world);
      const caseId = await contest(world, referralId, 'commission');
      const decided = await giveCase(world, caseId, 'decideCase', world.vendor.ines, upheld(line.id, 12_000));
      expect(decided).toEqual({ outcome: 'done' });
      await world.relay();
      await world.tells(referralId, 'commission.adjustment_proposed');
      const added = await adjustment();
      expect(added).toMatchObject({
        state: 'awaiting_approval',
        amountMinor: 12_000n,
        caseId,
        reason: 'A licence was left out.',
      });
      expect((await rowOf(line.id)).state).toBe('holding');
      expect((await approve(added)).answer).toMatchObject({
        code: 'separation_of_duties',
        facts: { why: 'decided_case' },
      });
      await world.relay();
      expect(await world.database.commission.count({ where: { caseId } })).toBe(1);
    }),
  );

  it(
    'is not decided by an amount that the line does not have, nor about a line of another referral',
    inWorld(async (world) => {
      const { referralId, line } = await won(world);
      const caseId = await contest(world, referralId, 'commission');
      const decide = (id: string, amount: number) =>
        giveCase(world, caseId, 'decideCase', world.vendor.ines, upheld(id, amount));
      expect(await decide(line.id, -480_001)).toMatchObject({ code: 'adjustment_out_of_range' });
      expect(await decide('com_unknown', 1)).toMatchObject({ code: 'not_found' });
      await giveCase(world, caseId, 'withdrawCase', world.partner.userId);
      await world.relay();
    }),
  );
});
