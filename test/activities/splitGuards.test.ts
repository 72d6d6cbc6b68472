import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import { dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { sharing, CAPPED_PERCENT } from '../support/splits.ts';

let world: MoneyWorld;
let on: ReturnType<typeof sharing>;
moneyTests((opened) => {
  ({ world } = opened);
  on = sharing(opened);
});

describe('the database', () => {
  it('accrues once, however many try while the split is being agreed', async () => {
    const other = await world.wonReferral();
    const referral = await world.wonReferral({ rules: [CAPPED_PERCENT] });
    const deal = dealOf(world, 24_000_000, `D-${referral.referralId}`);
    const args = { referralId: referral.referralId, at: SIGNED_AT, deal };
    const tries = await Promise.allSettled([
      on.activities().accrueLines(args),
      on.agree(referral, { partnerId: other.partnerId }),
      on.activities().accrueLines(args),
    ]);
    await on.activities().accrueLines(args);
    const rows = await world.database.commission.findMany({ where: { referralId: referral.referralId } });
    const isAgreed = tries[1].status === 'fulfilled';
    expect(rows.length).toBe(isAgreed ? 2 : 1);
    expect(rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(1_500_000n);
  });

  it('keeps a split as it was agreed, between two partners of the program, and before anything has accrued', async () => {
    const referral = await on.shared();
    const { database } = world;
    const { id } = await database.referralSplit.findFirstOrThrow({ where: { referralId: referral.referralId } });
    await expect(database.referralSplit.update({ where: { id }, data: { basisPoints: 5_000 } })).rejects.toThrow(
      /stands as it is/u,
    );
    await expect(database.referralSplit.update({ where: { id }, data: { state: 'withdrawn' } })).rejects.toThrow(
      /stands as it is/u,
    );
    await expect(database.referralSplit.delete({ where: { id } })).rejects.toThrow();
    await expect(on.agree(referral, { partnerId: referral.other.partnerId })).rejects.toThrow();

    const another = await world.wonReferral({ rules: [CAPPED_PERCENT] });
    await expect(on.agree(another, { partnerId: another.partnerId })).rejects.toThrow('to another partner');
    for (const basisPoints of [0, 10_000]) {
      await expect(on.agree(another, { partnerId: referral.partnerId, basisPoints })).rejects.toThrow(
        /referral_splits_basis_points/u,
      );
    }
    await expect(
      on.agree({ ...another, adminId: referral.adminId }, { partnerId: referral.partnerId }),
    ).rejects.toThrow(/to answer/u);

    const late = await world.wonReferral({ rules: [CAPPED_PERCENT] });
    const deal = dealOf(world, 24_000_000, `D-${late.referralId}`);
    await on.activities().accrueLines({ referralId: late.referralId, at: SIGNED_AT, deal });
    await expect(on.agree(late, { partnerId: referral.partnerId })).rejects.toThrow(/comes after the lines/u);
  });

  it('agrees to no split with a partner that is not active any more', async () => {
    const other = await world.wonReferral();
    const referral = await world.wonReferral({ rules: [CAPPED_PERCENT] });
    const { partnerId } = other;
    const id = newId('split');
    await world.database.referralSplit.create({
      data: {
        ...{ id, referralId: referral.referralId, partnerId, basisPoints: 3_000 },
        ...{ proposedBy: world.staff.samir, proposedAt: new Date() },
      },
    });
    await world.database.partner.update({ where: { id: partnerId }, data: { state: 'suspended' } });
    const answer = (state: string) =>
      world.database.referralSplit.update({
        where: { id },
        data: { state, answeredBy: referral.adminId, answeredAt: new Date() },
      });
    await expect(answer('agreed')).rejects.toThrow('not of two active partners');
    await expect(answer('declined')).resolves.toMatchObject({ state: 'declined' });
  });

  it('lets no line be of a partner without a part, nor be another part than was agreed', async () => {
    const referral = await on.shared();
    await on.accrue(referral);
    const { others } = await on.linesOf(referral);
    const { explanation, corrected: _none, ...line } = others[0] ?? { explanation: null, corrected: null, id: '' };
    const stranger = await world.wonReferral();
    const copy = (change: object) =>
      world.database.commission.create({
        data: { ...line, explanation, id: newId('commission'), accrualKey: newId('commission'), ...change } as never,
      });
    await expect(copy({ partnerId: stranger.partnerId })).rejects.toThrow('has no part in it');
    await expect(copy({ partnerId: referral.partnerId })).rejects.toThrow('has no part in it');
    const { steps, ...known } = explanation as LineExplanation;
    const more = steps.map((step) => (step.step === 'share' ? { ...step, basisPoints: 4_000 } : step));
    await expect(copy({ explanation: { ...known, steps: more } })).rejects.toThrow();
  });
});
