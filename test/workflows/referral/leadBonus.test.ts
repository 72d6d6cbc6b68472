import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { contacted, payOut, qualified, sendBack } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const LEAD: PlanRule = {
  kind: 'qualified_lead_bonus',
  amount: { amount: 20_000, currency: 'EUR' },
  trigger: 'qualified',
  when: {},
};
const PERCENT: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const WITH_BONUS = { rules: [LEAD, PERCENT] };

const bonusOf = (world: StoryWorld, referralId: string) =>
  world.database.commission.findFirstOrThrow({ where: { referralId, kind: 'qualified_lead_bonus' } });
const statusOf = async (world: StoryWorld, referralId: string) =>
  (await world.handle(referralId).describe()).status.name;
const runIsOver = (world: StoryWorld, referralId: string) =>
  until(async () => (await statusOf(world, referralId)) === 'COMPLETED', 'the end of the run');
const lose = (world: StoryWorld, referralId: string, owner: string) =>
  world.give(referralId, 'close', owner, { outcome: 'lost', reasonCode: 'competitor' });

async function approve(world: StoryWorld, referralId: string) {
  const { id, contentHash } = await bonusOf(world, referralId);
  return world.give(referralId, 'approveCommission', world.vendor.ines, { commissionId: id, contentHash });
}

describe('a plan that pays for a qualified introduction', () => {
  it(
    'owes it at once, and pays it although the deal is lost; the story ends with the payment and not before',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await world.tells(referralId, 'commission.holding');
      expect((await world.mails(referralId)).at(-1)).toMatchObject({
        text: 'lead_bonus',
        receiver: 'submitter',
        facts: { amountMinor: 20_000, currency: 'EUR', lineState: 'holding' },
      });
      await lose(world, referralId, owner);
      expect((await world.row(referralId)).stage).toBe('lost');
      expect(await statusOf(world, referralId)).toBe('RUNNING');
      expect((await approve(world, referralId)).answer).toEqual({ outcome: 'done' });
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await payOut(world);
      await runIsOver(world, referralId);
      expect((await bonusOf(world, referralId)).state).toBe('paid');
      expect((await world.row(referralId)).stage).toBe('lost');
    }, WITH_BONUS),
    120_000,
  );

  it(
    'owes it once: a referral that is reopened and won earns the deal besides, and a win that is taken back leaves it',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await lose(world, referralId, owner);
      const reopen = () => world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' });
      expect((await reopen()).answer).toEqual({ outcome: 'done' });
      const win = () =>
        world.give(referralId, 'close', world.vendor.greta, {
          outcome: 'won',
          amount: { amount: 1_000_000, currency: 'EUR' },
          closedOn: TODAY,
          dealId: `D-${referralId}`,
        });
      expect((await win()).answer).toEqual({ outcome: 'done' });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'won', facts: { amountMinor: 100_000 } });
      expect((await reopen()).answer).toEqual({ outcome: 'done' });
      expect((await win()).answer).toEqual({ outcome: 'done' });
      const lines = await world.database.commission.findMany({ where: { referralId }, orderBy: { id: 'asc' } });
      expect(lines.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
        'qualified_lead_bonus holding',
        'deal_percent rejected',
        'deal_percent holding',
      ]);
      expect((await world.mails(referralId)).filter(({ text }) => text === 'lead_bonus')).toHaveLength(1);
    }, WITH_BONUS),
    120_000,
  );

  it(
    'excludes who qualified it from its approval',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      const { clara } = world.vendor;
      await world.give(referralId, 'assign', world.vendor.greta, { ownerId: clara, reasonCode: 'capacity' });
      const answers = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
      await world.give(referralId, 'qualify', clara, { ...answers, outcome: 'qualified', quality: 4 });
      await world.tells(referralId, 'commission.holding');
      const { id, contentHash } = await bonusOf(world, referralId);
      const approval = { commissionId: id, contentHash };
      expect((await world.give(referralId, 'approveCommission', clara, approval)).answer).toMatchObject({
        outcome: 'refused',
        code: 'separation_of_duties',
        facts: { why: 'qualified_lead' },
      });
    }, WITH_BONUS),
    120_000,
  );

  it(
    'ends with the refusal of finance where that comes first',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await lose(world, referralId, owner);
      const { id, contentHash } = await bonusOf(world, referralId);
      await world.give(referralId, 'rejectCommission', world.vendor.ines, {
        commissionId: id,
        contentHash,
        reasonCode: 'not_owed',
      });
      await runIsOver(world, referralId);
      expect((await bonusOf(world, referralId)).state).toBe('rejected');
    }, WITH_BONUS),
    120_000,
  );

  it(
    'becomes smaller by what an adjustment took of it when its payment comes back, and is approved anew',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await approve(world, referralId);
      await lose(world, referralId, owner);
      await world.pass('P31D');
      await world.tells(referralId, 'commission.approved');
      await payOut(world);
      await runIsOver(world, referralId);
      const { id } = await bonusOf(world, referralId);
      const amount = { amount: -5_000, currency: 'EUR' };
      const wish = { commissionId: id, amount, reasonCode: 'wrong_base' };
      const texts = { message: 'Two of the same.' };
      expect((await world.give(referralId, 'adjust', world.vendor.paul, wish, texts)).answer).toEqual({
        outcome: 'done',
      });
      const taking = await world.database.commission.findFirstOrThrow({ where: { adjusts: id } });
      const { id: commissionId, contentHash } = taking;
      await world.give(referralId, 'approveCommission', world.vendor.ines, { commissionId, contentHash });
      expect(await bonusOf(world, referralId)).toMatchObject({ state: 'paid', clawedAfterMinor: 5_000n });
      await sendBack(world, id);
      await until(async () => (await bonusOf(world, referralId)).clawedBeforeMinor === 5_000n, 'the smaller line');
      expect(await bonusOf(world, referralId)).toMatchObject({ state: 'awaiting_approval', clawedAfterMinor: 0n });
    }, WITH_BONUS),
    120_000,
  );
});
