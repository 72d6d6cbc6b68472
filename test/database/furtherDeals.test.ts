import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround, type Ground } from '../support/ground.ts';
import { recordFurtherDeal } from '../support/furtherDeals.ts';
import { TODAY } from '../support/today.ts';

const RENEWED: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
  renewals: { months: 12 },
};
const ONE = { openReferralCap: 1 };

let ground: Ground;
let api: Database;
let worker: Database;
let partner: Partner;

beforeAll(async () => {
  ground = await createGround();
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 2 });
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 2 });
  const policy = { ...defaultPolicy('EUR'), ...ONE };
  const programId = await createProgram(ground.database, { vendor: ground.vendor, policy, rules: [RENEWED] });
  partner = await createPartner(ground.database, { programIds: [programId] });
}, 300_000);

afterAll(async () => {
  await Promise.all([api.$disconnect(), worker.$disconnect()]);
  await ground.close();
});

const CHANGED_DAYS = [{ earnsBefore: new Date('2099-01-01') }, { firstWonOn: new Date('2020-01-01') }];
const amount = { amount: 100_000, currency: 'EUR' };

/** Won by the hand of the owner, without a story. */
async function win(referralId: string): Promise<void> {
  const { nora: closedBy } = ground.vendor;
  const deal = { dealId: `D-${referralId}`, amount, firstYearNet: amount, closedOn: TODAY, closedBy };
  await ground.database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
}

async function won(): Promise<string> {
  const { referralId } = await receive(ground.database, submissionOf(partner));
  await win(referralId);
  return referralId;
}

const renew = (of: string, wish: Partial<Parameters<typeof recordFurtherDeal>[1]> = {}) =>
  recordFurtherDeal(api, { of, by: ground.vendor.nora, at: new Date(), ...wish });
const row = (id: string) => ground.database.referral.findUniqueOrThrow({ where: { id } });

describe('the record of a renewal', () => {
  it('is of a won referral only, and of what its plan pays for', async () => {
    const { referralId } = await receive(ground.database, submissionOf(partner));
    await expect(renew(referralId)).rejects.toMatchObject({ code: 'not_allowed_in_stage' });
    await ground.database.referral.update({ where: { id: referralId }, data: { stage: 'withdrawn' } });
    await expect(renew(await won(), { kind: 'further_deal' })).rejects.toMatchObject({ code: 'deal_not_covered' });
    await expect(renew('ref_unknown')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('follows from the first referral, whichever of the deals that were won is named', async () => {
    const first = await won();
    const { id } = await renew(first);
    await expect(renew(id)).rejects.toMatchObject({ code: 'not_allowed_in_stage' });
    await win(id);
    const third = await renew(id);
    expect((await row(third.id)).originId).toBe(first);
  });

  it('names the person for whom the first was submitted, who hears of it and reads it', async () => {
    const first = await won();
    const { id, number } = await renew(first);
    expect((await row(id)).submittedBy).toEqual({ kind: 'user', id: ground.vendor.nora, onBehalfOf: partner.userId });
    expect(number).toMatch(/^R-/);
  });

  it('fills no bound of the partner and stands in no line', async () => {
    await renew(await won());
    const { referralId } = await receive(ground.database, submissionOf(partner));
    await ground.database.referral.update({ where: { id: referralId }, data: { stage: 'withdrawn' } });
  });
});

describe('the database', () => {
  it('keeps what a renewal came from', async () => {
    const { id } = await renew(await won());
    const other = await won();
    for (const data of [{ originId: other }, { originKind: 'further_deal' }, ...CHANGED_DAYS])
      await expect(api.referral.update({ where: { id }, data })).rejects.toThrow(/stays as it was recorded/);
  });

  it('takes no renewal of what is not won, is none of the first deals, or is of somebody else', async () => {
    const first = await won();
    const { id } = await renew(first);
    const copy = async (data: object) => {
      const { intakeNo: _intakeNo, number: _number, clocks, next, submittedBy, ...known } = await row(id);
      const json = { clocks: clocks ?? [], next: next ?? {}, submittedBy: submittedBy ?? {} };
      const names = { id: `ref_${Math.random()}`, number: `R-${Math.random()}`, intakeNo: BigInt(Date.now()) * 1_000n };
      const {
        deal: _deal,
        outcome: _outcome,
        verdict: _verdict,
        extension: _extension,
        paymentsSeen: _seen,
        ...plain
      } = known;
      return api.referral.create({ data: { ...plain, ...json, ...names, ...data } });
    };
    const another = await createPartner(ground.database, { programIds: [] });
    for (const data of [
      { originId: id },
      { partnerId: another.id },
      { planVersionId: null },
      { partnerTier: 'gold' },
      ...CHANGED_DAYS.slice(1),
    ])
      await expect(copy(data)).rejects.toThrow(/does not follow from/);
    await ground.database.referral.update({ where: { id: first }, data: { stage: 'lost' } });
    await expect(copy({})).rejects.toThrow(/does not follow from/);
  });

  it('takes no commission of a renewal that was not won in time, by another rule, or fixed', async () => {
    const { id } = await renew(await won());
    const deal = { dealId: `D-${id}`, amount, firstYearNet: amount, closedOn: TODAY, closedBy: ground.vendor.nora };
    const { planVersionId, partnerId } = await ground.database.referral.update({
      where: { id },
      data: { stage: 'won', deal },
    });
    const wonInTime = { kind: 'renewal', firstWonOn: TODAY, wonOn: TODAY, months: 12 };
    const earn = (kind: string, proof: object) =>
      worker.$executeRaw`INSERT INTO commissions (id, referral_id, deal_id, partner_id, plan_version_id, kind, explanation)
        VALUES (${`com_${Math.random()}`}, ${id}, ${`D-${id}`}, ${partnerId}, ${planVersionId}, ${kind}, ${JSON.stringify({ ruleIndex: 0, steps: [], ...proof })}::jsonb)`;
    for (const [kind, proof] of [
      ['deal_percent', {}],
      ['deal_flat', { wonInTime }],
      ['tier_bonus', {}],
      ['deal_percent', { wonInTime: { ...wonInTime, months: 24 } }],
      ['deal_percent', { wonInTime: { ...wonInTime, wonOn: '2020-01-01' } }],
      ['deal_percent', { ruleIndex: 1, wonInTime }],
    ] as const)
      await expect(earn(kind, proof)).rejects.toThrow(/that is not the first/);
    await expect(earn('deal_percent', { wonInTime })).rejects.not.toThrow(/that is not the first/);
  });
});
