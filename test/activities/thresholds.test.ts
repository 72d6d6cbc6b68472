import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, commissionActivities, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { publishPolicy } from '../support/payoutDrafts.ts';
import { confirmedRate } from '../support/rates.ts';

let world: MoneyWorld;
moneyTests((opened) => {
  ({ world } = opened);
});

const rowOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });

/** A line in a currency that the policy of its referral has no threshold for: 10 % of 40,000.00 EUR, one to two. */
async function lineIn(currency: string) {
  const { referralId, partnerId } = await world.wonReferral();
  await world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency: currency } });
  const accrue = () =>
    commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 4_000_000) });
  return { referralId, partnerId, accrue };
}

const rateTo = (to: string) => {
  const { paul, ines } = world.staff;
  return confirmedRate(world.database, { from: 'EUR', to, rate: '2', day: '2026-12-14', by: [paul, ines] });
};

async function approve(line: { referralId: string; commissionId: string }) {
  const { contentHash } = await rowOf(line.commissionId);
  const payload = { commissionId: line.commissionId, contentHash };
  const actor = { kind: 'user' as const, id: world.staff.ines };
  const command = {
    commandId: newId('command'),
    name: 'approveCommission' as const,
    actor,
    source: 'api' as const,
    payload,
  };
  return commissionActivities(world).decideLine({ referralId: line.referralId, at: AFTER_HOLD, command });
}

describe('a line whose currency the policy of its referral has no threshold for', () => {
  it('has the threshold of a policy that is published later, tells its story, and is approved', async () => {
    await rateTo('GBP');
    const { referralId, accrue } = await lineIn('GBP');
    const [line] = await accrue();
    const commissionId = line?.commissionId ?? '';
    expect(line).toMatchObject({ amount: { amount: 800_000, currency: 'GBP' }, approvalsRequired: null });
    expect(await approve({ referralId, commissionId })).toMatchObject({ answer: { code: 'threshold_missing' } });
    const waiting = await lineIn('SEK');
    const [waits] = await waiting.accrue();

    await publishPolicy(world, {
      version: 2_000,
      secondApproverFrom: ['GBP', 'SEK'].map((currency) => ({ amount: 800_001, currency })),
    });
    expect(await rowOf(commissionId)).toMatchObject({ state: 'holding', approvalsRequired: 1 });
    const told = await world.database.outboxRow.findMany({ where: { groupKey: `referral:${referralId}` } });
    expect(told.map(({ payload }) => payload)).toMatchObject([{ signal: 'recheck', args: { commissionId } }]);
    // What waits for a rate is nobody's to approve yet.
    expect(await rowOf(waits?.commissionId ?? '')).toMatchObject({ state: 'waiting_trigger', approvalsRequired: null });

    await commissionActivities(world).endHold({ referralId, commissionId, at: AFTER_HOLD });
    expect((await approve({ referralId, commissionId })).line).toMatchObject({ state: 'approved', approvals: 1 });
  });

  it('accrues with the threshold of the policy in force; its own goes first where it has one', async () => {
    await publishPolicy(world, {
      version: 3_000,
      secondApproverFrom: ['CHF', 'EUR'].map((currency) => ({ amount: 100, currency })),
    });
    await rateTo('CHF');
    expect(await (await lineIn('CHF')).accrue()).toMatchObject([{ approvalsRequired: 2 }]);
    expect(await (await lineIn('EUR')).accrue()).toMatchObject([{ approvalsRequired: 1 }]);
  });
});
