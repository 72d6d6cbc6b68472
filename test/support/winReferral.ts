import type { Client } from '@temporalio/client';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import type { ReferralCommandName } from '../../domain/referral/stages.ts';
import { createPartner, createProgram, receive, submissionOf, type Vendor } from './factories.ts';
import { giveCommand } from './giveCommand.ts';
import { TODAY } from './today.ts';
import { type Ground } from './ground.ts';
import { carryOut, readings, until } from './storyWorld.ts';

const YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

type Won = { referralId: string; commissionId: string; contentHash: string; dealId: string };

/** From the submission to a line that waits for its approval, all by the ordinary commands. */
export async function winReferral(
  clients: { database: Ground['database']; client: Client },
  vendor: Vendor,
): Promise<Won> {
  const { database, client } = clients;
  const programId = await createProgram(database, { vendor });
  const partner = await createPartner(database, { programIds: [programId] });
  const { referralId } = await receive(database, submissionOf(partner));
  await carryOut(database, client);
  const { isIn, row } = readings(database, client);
  await isIn(referralId, 'accepted');
  const give = async <Name extends ReferralCommandName>(name: Name, payload: CommandPayloads[Name]): Promise<void> => {
    const userId = (await row(referralId)).ownerId ?? '';
    await giveCommand(clients, { referralId, name, userId, payload });
  };
  const dealId = `D-${referralId}`;
  await give('contact', { channel: 'phone', outcome: 'reached' });
  await isIn(referralId, 'contacted');
  await give('qualify', { ...YES, outcome: 'qualified', quality: 5 });
  await isIn(referralId, 'qualified');
  await give('close', { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId });
  await isIn(referralId, 'won');
  await until(async () => (await database.commission.count({ where: { referralId } })) === 1, 'the line');
  const { id, contentHash } = await database.commission.findFirstOrThrow({ where: { referralId } });
  return { referralId, commissionId: id, contentHash, dealId };
}
