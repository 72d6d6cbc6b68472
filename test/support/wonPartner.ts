import { createPartner, createProgram, receive, submissionOf, type Partner } from './factories.ts';
import type { Ground } from './ground.ts';

export type WonDeal = { amount: number; closedOn?: string; currency?: string };

/** Won on this day, as a story writes it: the deal of a referral, in minor units of EUR unless told otherwise. */
export async function win(
  { database, vendor }: Ground,
  referralId: string,
  { amount, closedOn = '2027-05-15', currency = 'EUR' }: WonDeal,
) {
  const net = { amount, currency };
  const deal = { dealId: `D-${referralId}`, amount: net, firstYearNet: net, closedOn, closedBy: vendor.greta };
  await database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
  return deal;
}

/** A referral of this partner that was won. */
export async function wonReferralOf(ground: Ground, partner: Partner, deal: WonDeal) {
  const { referralId } = await receive(ground.database, submissionOf(partner));
  return { referralId, deal: await win(ground, referralId, deal) };
}

/** In a program of its own that asks 50,000 EUR for silver: a partner that has won so much (minor units of EUR) in May 2027. */
export async function partnerThatWon(ground: Ground, amount: number): Promise<Partner> {
  const { database, vendor } = ground;
  const tiers = [{ tier: 'silver', wonNetAtLeast: { amount: 5_000_000, currency: 'EUR' } }];
  const programId = await createProgram(database, { vendor, policy: { tiers } });
  const partner = await createPartner(database, { programIds: [programId] });
  await wonReferralOf(ground, partner, { amount });
  return partner;
}
