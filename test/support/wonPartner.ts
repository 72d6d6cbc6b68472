import { addressBook } from '../../adapters/addressBook.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createPartner, createProgram, submissionOf, type Partner } from './factories.ts';
import type { Ground } from './ground.ts';

/** In a program of its own that asks 50,000 EUR for silver: a partner that has won so much (minor units of EUR) in May 2027. */
export async function partnerThatWon({ database, vendor }: Ground, amount: number): Promise<Partner> {
  const tiers = [{ tier: 'silver', wonNetAtLeast: { amount: 5_000_000, currency: 'EUR' } }];
  const programId = await createProgram(database, { vendor, policy: { tiers } });
  const partner = await createPartner(database, { programIds: [programId] });
  const received = await createIntake({ database, addresses: addressBook }).receive(submissionOf(partner));
  if (received.outcome !== 'created') throw new Error(received.outcome);
  const { referralId: id } = received.receipt;
  const net = { amount, currency: 'EUR' };
  const deal = { dealId: `D-${id}`, amount: net, firstYearNet: net, closedOn: '2027-05-15', closedBy: vendor.greta };
  await database.referral.update({ where: { id }, data: { stage: 'won', deal } });
  return partner;
}
