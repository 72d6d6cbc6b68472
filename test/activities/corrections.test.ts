import { describe, expect, it } from '@jest/globals';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import { newId } from '../../adapters/ids.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { balanceOf, correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { recordCorrection } from '../support/corrections.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

type Rows = Awaited<ReturnType<ReturnType<typeof correctedDeals>['rowsOf']>>;
const owedOf = (rows: Rows): bigint =>
  rows
    .filter(({ state, reduces }) => state !== 'rejected' && !reduces)
    .reduce((sum, row) => sum + row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor, 0n);

describe('a deal that is corrected upwards', () => {
  it('adds the difference as a line of its own, with both figures in its proof; what was approved stays', async () => {
    const won = await deals.approved();
    const [line, added, ...more] = await deals.correct(won, 5_000_000);
    expect(line).toMatchObject({ state: 'awaiting_approval', amountMinor: 480_000n, correctedMinor: 500_000n });
    expect(added).toMatchObject({ kind: 'adjustment', amountMinor: 20_000n, state: 'awaiting_approval' });
    expect(added?.reason).toBe('Two licences were left out.');
    expect(more).toEqual([]);
    const proof = added?.explanation as LineExplanation;
    expect(recompute(proof)).toEqual({ amountMinor: 20_000n, currency: 'EUR' });
    expect(recompute(line?.corrected as LineExplanation).amountMinor).toBe(500_000n);
    expect(proof.correction).toMatchObject({
      from: { amount: { amount: 4_800_000 } },
      to: { amount: { amount: 5_000_000 } },
    });
    expect(await balanceOf({ world, processes }, won.partnerId, 'payable_due')).toBe(-500_000);
  });

  it('is not approved by who recorded it', async () => {
    const won = await deals.approved();
    const [, added] = await deals.correct(won, 4_900_000, 'clara');
    if (added === undefined) throw new Error('nothing was added');
    expect((await decideLine({ world, processes }, added, 'clara')).answer).toMatchObject({
      code: 'separation_of_duties',
      facts: { why: 'recorded_correction' },
    });
    expect((await decideLine({ world, processes }, added, 'viktor')).answer).toEqual({ outcome: 'done' });
  });

  it('and what finance rejects of it is not proposed again by the same correction, but by a later one', async () => {
    const won = await deals.approved();
    const [, added] = await deals.correct(won, 4_900_000);
    if (added === undefined) throw new Error('nothing was added');
    await decideLine({ world, processes }, added, 'viktor', 'rejectCommission');
    await deals.look(won);
    expect(owedOf(await deals.rowsOf(won.referralId))).toBe(480_000n);
    expect(owedOf(await deals.correct(won, 4_910_000))).toBe(491_000n);
  });
});

describe('a deal that is corrected downwards', () => {
  it('before the payment makes the line smaller, which is approved anew', async () => {
    const won = await deals.approved();
    const [line, ...more] = await deals.correct(won, 4_000_000);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ state: 'awaiting_approval', amountMinor: 480_000n, clawedBeforeMinor: 80_000n });
    const scope = { kind: 'partner', partnerId: won.partnerId, submitterId: null } as const;
    const read = await createCommissionReads(processes.api).commission(scope, line?.id ?? '');
    expect(read?.correctionReason).toBe('Two licences were left out.');
    expect(await balanceOf({ world, processes }, won.partnerId, 'payable_due')).toBe(-400_000);
  });

  it('after the payment is owed back, and netted with what is paid next', async () => {
    const won = await deals.approved();
    await moneyOfPartner({ world, processes }).payOut();
    const [line] = await deals.correct(won, 4_000_000);
    expect(line).toMatchObject({ state: 'paid', clawedAfterMinor: 80_000n });
    expect(await balanceOf({ world, processes }, won.partnerId, 'partner_receivable')).toBe(80_000);
    await deals.approved(won.partnerId);
    await moneyOfPartner({ world, processes }).payOut();
    expect(await balanceOf({ world, processes }, won.partnerId, 'partner_receivable')).toBe(0);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('so far that no rule applies takes all of it', async () => {
    const band: PlanRule = {
      ...{ kind: 'deal_flat', amount: { amount: 10_000, currency: 'EUR' }, trigger: 'signed' },
      when: { values: [{ currency: 'EUR', from: 1_000_000 }] },
    };
    const won = await deals.signed([band]);
    const [line] = await deals.correct(won, 900_000);
    expect(line).toMatchObject({ state: 'clawed_back', correctedMinor: 0n });
    expect(recompute(line?.corrected as LineExplanation).amountMinor).toBe(0n);
    const again = await deals.correct(won, 1_000_000);
    expect(owedOf(again)).toBe(10_000n);
  });
});

describe('refunds and corrections', () => {
  it.each([
    { order: ['refund', 'up'], to: [9_600_000] },
    { order: ['up', 'refund'], to: [9_600_000] },
    { order: ['up', 'refund', 'down', 'up'], to: [7_700_001, 3_000_003, 9_600_000] },
    { order: ['down', 'refund', 'up'], to: [3_000_003, 9_600_000] },
  ])('$order come to the share of the deal as it was corrected last', async ({ order, to }) => {
    const won = await deals.approved();
    const amounts = [...to];
    for (const what of order) {
      if (what === 'refund') await deals.refund(won, 1_200_000n);
      else await deals.correct(won, amounts.shift() ?? 0);
    }
    expect(owedOf(await deals.rowsOf(won.referralId))).toBe(960_000n - 120_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('a correction below what was refunded is refused, one that was recorded before is found again', async () => {
    const won = await deals.approved();
    const { dealId } = won.deal;
    await deals.refund(won, 1_200_000n);
    const record = (amount: number, externalId: string) =>
      recordCorrection(processes.api, { dealId, amount, externalId, by: world.staff.paul, at: AFTER_HOLD });
    await expect(record(1_199_999, 'x')).rejects.toMatchObject({ code: 'deal_below_refunds' });
    await expect(record(4_800_000, 'x')).rejects.toMatchObject({ code: 'nothing_to_correct' });
    expect((await record(2_000_000, 'x')).isNew).toBe(true);
    expect((await record(2_000_000, 'x')).isNew).toBe(false);
    await expect(record(2_000_001, 'x')).rejects.toMatchObject({ code: 'already_exists' });
  });
});

describe('what a correction meets', () => {
  it('a cap that others have used: no more than is left of it', async () => {
    const capped: PlanRule = {
      ...{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
      capPerPartner: { amount: { amount: 700_000, currency: 'EUR' }, period: 'year' },
    };
    const first = await deals.signed([capped]);
    // Another deal of the partner under the same plan.
    const pinned = await world.database.referral.findUniqueOrThrow({ where: { id: first.referralId } });
    const second = await world.wonReferral({ rules: [capped], partnerId: first.partnerId });
    const { planVersionId } = pinned;
    const deal = dealOf(world, 2_000_000, newId('refund'));
    await world.database.referral.update({ where: { id: second.referralId }, data: { deal, planVersionId } });
    await deals.worker().accrueLines({ referralId: second.referralId, at: SIGNED_AT, deal });
    expect(owedOf(await deals.correct(first, 6_000_000))).toBe(500_000n);
    expect(owedOf(await deals.correct(first, 1_000_000))).toBe(100_000n);
  });

  it('a yearly volume: bonuses of all deals come to what their volume does', async () => {
    const rules: PlanRule[] = [
      { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
      {
        kind: 'tier_bonus',
        basisPoints: 500,
        above: { amount: 5_000_000, currency: 'EUR' },
        trigger: 'signed',
        when: {},
      },
    ];
    const first = await deals.signed(rules);
    const { planVersionId } = await world.database.referral.findUniqueOrThrow({ where: { id: first.referralId } });
    const second = await world.wonReferral({ rules, partnerId: first.partnerId });
    const deal = dealOf(world, 1_000_000, newId('refund'));
    await world.database.referral.update({ where: { id: second.referralId }, data: { deal, planVersionId } });
    await deals.worker().accrueLines({ referralId: second.referralId, at: SIGNED_AT, deal });
    // 4.8 + 1.0 of 5.0: the second deal has 0.8 above the limit. The first grows by 1.2, all of it above.
    const rows = await deals.correct(first, 6_000_000);
    expect(rows.find(({ kind }) => kind === 'tier_bonus')).toMatchObject({ amountMinor: 60_000n });
    for (const row of rows) expect(recompute(row.explanation as LineExplanation).amountMinor).toBe(row.amountMinor);
  });

  it('a line that waits for its payment uses the new figures, and one that is paid by them accrues', async () => {
    const paid: PlanRule = {
      kind: 'deal_percent',
      basisPoints: 1_000,
      base: 'first_year_net',
      trigger: 'paid',
      when: {},
    };
    const won = await deals.signed([paid]);
    const [line] = await deals.correct(won, 4_000_000);
    expect(line).toMatchObject({ state: 'waiting_trigger', amountMinor: 400_000n });
  });

  it('a line that finance has rejected: nothing', async () => {
    const won = await deals.approved();
    const [line] = await deals.rowsOf(won.referralId);
    if (line === undefined) throw new Error('no line');
    await decideLine({ world, processes }, line, 'viktor', 'rejectCommission');
    expect(owedOf(await deals.correct(won, 9_000_000))).toBe(0n);
  });
});

describe('what the database keeps itself', () => {
  it('corrections stay as they were recorded, and follow one another', async () => {
    const won = await deals.approved();
    await deals.correct(won, 5_000_000);
    await expect(world.database.$executeRaw`UPDATE deal_corrections SET amount_minor = 1`).rejects.toThrow(
      'append-only',
    );
    await expect(world.database.$executeRaw`DELETE FROM deal_corrections`).rejects.toThrow('append-only');
    await expect(
      world.database
        .$executeRaw`INSERT INTO deal_corrections SELECT 'cor_x', deal_id, deal_key, 'other', place, referral_id, win,
        from_amount_minor, from_first_year_minor, amount_minor, first_year_minor, currency, reason, recorded_by, recorded_at
        FROM deal_corrections WHERE referral_id = ${won.referralId}`,
    ).rejects.toThrow('cannot be corrected so');
    // Of a process whose clock is slow: it was recorded later, so it counts.
    await world.database
      .$executeRaw`INSERT INTO deal_corrections SELECT 'cor_0', deal_id, deal_key, 'later', place, referral_id, win, amount_minor,
      first_year_minor, 5100000, first_year_minor, currency, reason, recorded_by, recorded_at
      FROM deal_corrections WHERE referral_id = ${won.referralId}`;
    const [last] = await world.database.$queryRaw<{ id: string }[]>`SELECT id FROM correction_of(${won.referralId})`;
    expect(last?.id).toBe('cor_0');
  });

  it('no line is corrected without a correction of its deal, nor to another amount than its proof', async () => {
    const won = await deals.approved();
    const [line] = await deals.correct(won, 5_000_000);
    const set = (change: string) =>
      processes.worker.$executeRawUnsafe(`UPDATE commissions SET ${change} WHERE id = $1`, line?.id ?? '');
    await expect(set('corrected_minor = 600000')).rejects.toThrow('is not corrected by its deal');
    await expect(set(`corrected = jsonb_set(corrected, '{correction,correctionId}', '"cor_none"')`)).rejects.toThrow(
      'is not corrected by its deal',
    );
  });
});
