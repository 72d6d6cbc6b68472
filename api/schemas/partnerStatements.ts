import { z } from 'zod';
import { Period } from './ledger.ts';
import { listOf } from './primitives.ts';

const Minor = z.int();

export const PartnerStatements = listOf(
  z
    .strictObject({
      period: Period,
      currency: z.string(),
      opening: Minor.meta({ description: 'What was owed before this month: the closing of the month before it.' }),
      earned: Minor.meta({ description: 'Commissions that were booked in this month.' }),
      corrected: Minor.meta({ description: 'Rejected or refunded; zero or below.' }),
      paid: Minor.meta({ description: 'Handed to the bank, as a negative number; what came back is taken off it.' }),
      closing: Minor.meta({
        description:
          'Opening plus earned, corrected and paid. It is the balance of the books; below zero is owed back.',
      }),
    })
    .meta({ id: 'PartnerStatement', description: 'Amounts in minor units of the currency.' }),
).meta({ id: 'PartnerStatements' });
