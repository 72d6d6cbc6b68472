import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Commission } from '../../../api/schemas/commissions.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT, type StaffName, type WonReferral } from '../../support/moneyWorld.ts';
import { agreedSplit } from '../../support/splits.ts';

type Line = { id: string; amount: { amount: number }; explanation: { sentence: string; steps: unknown[] } } & Record<
  string,
  unknown
>;

let money: MoneyApi;
let referral: WonReferral;
let other: WonReferral;
/** Won with a deal of 48,000.00 EUR and shared 70/30. */
beforeAll(async () => {
  money = await startMoneyApi();
  const { world } = money;
  other = await world.wonReferral();
  referral = await world.wonReferral();
  const { referralId, partnerId, adminId } = referral;
  const { samir } = world.staff;
  await world.database.partner.update({ where: { id: partnerId }, data: { managerId: samir } });
  await agreedSplit(world.database, {
    referralId,
    partnerId: other.partnerId,
    proposedBy: samir,
    agreedBy: adminId,
  });
  const deal = dealOf(world, 4_800_000, `D-${referralId}`);
  await world.database.referral.update({ where: { id: referralId }, data: { deal } });
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
});
afterAll(() => money.close());

const read = async <Body>(path: string, who: { staff: StaffName } | { userId: string }) =>
  money.api.call<Body>('GET', path, {
    session: 'staff' in who ? await money.sessionOf(who.staff) : await money.api.sessionOf(who.userId),
  });
const linesOf = async ({ adminId }: WonReferral) =>
  (await read<{ data: Line[] }>('/v1/commissions', { userId: adminId })).body.data;

describe('two partners who share a deal 70/30', () => {
  it('both read their own part only, and together the parts are all of it', async () => {
    const [own, ...moreOwn] = await linesOf(referral);
    const [others, ...moreOthers] = await linesOf(other);
    expect([moreOwn, moreOthers]).toEqual([[], []]);
    expect(own).toMatchObject({ amount: { amount: 336_000 }, share: { side: 'referrer', basisPoints: 7_000 } });
    expect(others).toMatchObject({ amount: { amount: 144_000 }, share: { side: 'partner', basisPoints: 3_000 } });
    expect(own?.explanation.steps).toHaveLength(3);
    expect(others?.explanation).toEqual({
      sentence: '30 % of 4,800.00 EUR, as agreed for this referral',
      because: [],
      steps: [
        {
          label: '30 % of 4,800.00 EUR, as agreed for this referral',
          value: '1,440.00 EUR',
          amount: { amount: 144_000, currency: 'EUR' },
        },
      ],
    });
  });

  it('find nothing where the other’s begins', async () => {
    const [own] = await linesOf(referral);
    const [others] = await linesOf(other);
    const theirs = `/v1/referrals/${referral.referralId}`;
    const asOther = { userId: other.adminId };
    for (const path of [`/v1/commissions/${own?.id ?? ''}`, theirs, `${theirs}/split`, `${theirs}/timeline`])
      expect((await read(path, asOther)).status).toBe(404);
    const address = `/v1/commissions/${others?.id ?? ''}`;
    expect((await read(address, { userId: referral.adminId })).status).toBe(404);
    expect((await read(address, asOther)).status).toBe(200);
  });

  it('and finance reads both, each with the other', async () => {
    const { body } = await read<{ data: Line[] }>('/v1/commissions?limit=2', { staff: 'ines' });
    const [one, two] = body.data;
    expect(() => Commission.parse(one)).not.toThrow();
    expect(one).toMatchObject({ otherPart: { id: two?.id } });
    expect(two).toMatchObject({ otherPart: { id: one?.id } });
  });

  it('of the other part, the referral and its timeline say to who referred the company that there is news, and no more', async () => {
    const asOwn = { userId: referral.adminId };
    const { referralId } = referral;
    const timeline = await read<{ data: { type: string }[] }>(`/v1/referrals/${referralId}/timeline`, asOwn);
    expect(timeline.body.data.map(({ type }) => type)).toEqual(['commission.holding', 'commission.of_other']);
    const shown = await read<{ commissions: unknown[] }>(`/v1/referrals/${referralId}`, asOwn);
    expect(shown.body.commissions).toHaveLength(1);
    expect(timeline.text + shown.text).not.toContain('144000');
    expect(shown.text).not.toContain('1,440');
  });

  it('and the partner manager of one of them reads amounts of that one only', async () => {
    const amounts = async (staff: StaffName) => {
      const { body } = await read<{ commissions: { amount: { amount: number } | null }[] }>(
        `/v1/referrals/${referral.referralId}`,
        { staff },
      );
      return body.commissions.map(({ amount }) => amount?.amount ?? null);
    };
    expect(await amounts('samir')).toEqual([336_000, null]);
    expect(await amounts('ines')).toEqual([336_000, 144_000]);
  });

  it('and their statements name the referral to whose it is', async () => {
    type Stated = { referralId: string | null; referralNumber: string; amount: { amount: number } };
    const stated = async ({ partnerId, adminId: userId }: WonReferral) =>
      (await read<{ data: Stated[] }>(`/v1/partners/${partnerId}/statements/lines?period=2026-12`, { userId })).body
        .data;
    const { referralId } = referral;
    const [own] = await stated(referral);
    expect(own).toMatchObject({ referralId, amount: { amount: 336_000 } });
    expect(await stated(other)).toMatchObject([
      { referralId: null, referralNumber: own?.referralNumber, amount: { amount: 144_000 } },
    ]);
  });
});
