import { describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../../adapters/database/client.ts';
import type { FurtherDealWish } from '../../../adapters/database/furtherDealsPort.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import type { DealPercentRule } from '../../../domain/commission/plan.ts';
import type { NextStep } from '../../../domain/referral/nextStep.ts';
import { sentenceFor } from '../../../domain/texts/sentence.ts';
import { recordFurtherDeal } from '../../support/furtherDeals.ts';
import { payOut, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const RULE: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
  renewals: { months: 12, basisPoints: 500 },
  furtherDeals: { months: 1 },
};
const PLAN = { rules: [RULE] };

async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  const close = { outcome: 'won', amount: eur(4_800_000), closedOn: TODAY } as const;
  await world.give(referralId, 'close', owner, { ...close, dealId: `D-${referralId}` });
  return { first: referralId, owner };
}

/** With the rights of the API; its story begins. */
async function follow(world: StoryWorld, wish: Pick<FurtherDealWish, 'of' | 'by'> & Partial<FurtherDealWish>) {
  const api = createDatabase({ url: world.url, role: 'fairlead_api', connections: 1 });
  try {
    const made = await recordFurtherDeal(api, { at: new Date(await world.nowMs()), ...wish });
    await world.relay();
    return made;
  } finally {
    await api.$disconnect();
  }
}

const linesOf = ({ database }: StoryWorld, referralId: string) =>
  database.commission.findMany({ where: { referralId } });

const partnerReads = async (world: StoryWorld, referralId: string): Promise<string> => {
  const { next, number } = await world.row(referralId);
  return sentenceFor({ next: next as NextStep, reader: 'partner', names: {}, number });
};

describe('a renewal of a won deal', () => {
  it(
    'is a referral of its own from talks to the payment, and earns what the plan of the first says of renewals',
    inWorld(async (world) => {
      const { first, owner } = await won(world);
      const expectedAmount = eur(5_000_000);
      const { id, earnsBefore } = await follow(world, { of: first, by: owner, expectedAmount });
      const [row, before] = [await world.row(id), await world.row(first)];
      expect(row).toMatchObject({ stage: 'opportunity', ownerId: owner, originId: first, partnerId: before.partnerId });
      expect(row.planVersionId).toBe(before.planVersionId);
      expect(await partnerReads(world, id)).toContain('It earns a commission only if it is won before');
      expect(await partnerReads(world, id)).toContain('About 2,500 EUR for you');
      const dealId = `D-${id}`;
      await world.give(id, 'advance', owner, { stage: 'proposal' });
      await world.give(id, 'close', owner, { outcome: 'won', amount: eur(5_200_000), closedOn: TODAY, dealId });
      const [line] = await linesOf(world, id);
      if (line === undefined) throw new Error('no line');
      expect(line).toMatchObject({ amountMinor: 260_000n, state: 'holding', planVersionId: before.planVersionId });
      const explanation = line.explanation as LineExplanation;
      expect(explanation.wonInTime).toEqual({ kind: 'renewal', firstWonOn: TODAY, wonOn: TODAY, months: 12 });
      expect(recompute(explanation).amountMinor).toBe(260_000n);
      expect(earnsBefore > TODAY).toBe(true);
      const { id: commissionId, contentHash } = line;
      await world.give(id, 'approveCommission', world.vendor.ines, { commissionId, contentHash });
      await world.pass('P31D');
      await world.tells(id, 'commission.approved');
      const [ofFirst] = await linesOf(world, first);
      expect(ofFirst?.amountMinor).toBe(480_000n);
      await payOut(world);
      expect((await linesOf(world, id)).map(({ state }) => state)).toEqual(['paid']);
      const texts = (await world.mails(id)).map(({ text }) => text);
      expect(texts).toEqual(expect.arrayContaining(['further_deal', 'proposal', 'won', 'commission_paid']));
      expect(texts).not.toContain('received');
      const told = (await world.timeline(id)).map(({ type }) => type);
      expect(told.slice(0, 2)).toEqual(['further_deal.recorded', 'referral.proposal']);
      expect(told).not.toContain('crm.linked');
      expect((await world.timeline(first)).map(({ type }) => type)).toContain('further_deal.recorded');
      await world.pass('P181D');
      expect(await world.handle(id).result()).toBe('won');
    }, PLAN),
  );

  it(
    'of a further deal follows from the first all the same, and is no referral where referrals are counted',
    inWorld(async (world) => {
      const { first, owner } = await won(world);
      const { id } = await follow(world, { of: first, by: owner, kind: 'further_deal' });
      await world.give(id, 'close', owner, { outcome: 'won', amount: eur(1), closedOn: TODAY, dealId: `D-${id}` });
      await expect(follow(world, { of: id, by: owner, at: new Date() })).resolves.toMatchObject({
        first: { id: first },
      });
      expect(await world.database.queueEntry.count({ where: { referralId: id } })).toBe(0);
    }, PLAN),
  );

  it(
    'is promised news of, may be lost and taken up again, though it holds no claim',
    inWorld(async (world) => {
      const { first, owner } = await won(world);
      const { id } = await follow(world, { of: first, by: owner });
      await world.pass('P15D');
      await world.tells(id, 'clock.breached');
      await world.give(id, 'close', owner, { outcome: 'lost', reasonCode: 'price' });
      await world.isIn(id, 'lost');
      await world.give(id, 'reopen', world.vendor.greta, { reasonCode: 'new_information' });
      await world.isIn(id, 'opportunity');
      expect((await world.row(id)).ownerId).toBe(owner);
    }, PLAN),
  );
});

describe('a further deal that is won too late', () => {
  it(
    'earns nothing, and the partner reads why',
    inWorld(async (world) => {
      const { first, owner } = await won(world);
      const { id } = await follow(world, { of: first, by: owner, kind: 'further_deal' });
      await world.pass('P32D');
      const closedOn = new Date(await world.nowMs()).toISOString().slice(0, 10);
      await world.give(id, 'close', owner, { outcome: 'won', amount: eur(100_000), closedOn, dealId: `D-${id}` });
      await world.isIn(id, 'won');
      expect(await linesOf(world, id)).toEqual([]);
      expect(await partnerReads(world, id)).toContain(
        'No commission: a further deal of this customer earns one when it is won before',
      );
    }, PLAN),
  );
});
