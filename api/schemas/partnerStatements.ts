import { z } from 'zod';
import { STATEMENT_FIGURES } from '../../domain/ledger/partnerStatement.ts';
import { POSTING_KINDS } from '../../domain/ledger/postings.ts';
import { Period } from './ledger.ts';
import { DateTime, Money, idOf, listOf, pageOf, pageQuery } from './primitives.ts';

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
      final: z.boolean().meta({ description: 'The month is closed in the books: nothing is booked in it any more.' }),
    })
    .meta({ id: 'PartnerStatement', description: 'Amounts in minor units of the currency.' }),
).meta({ id: 'PartnerStatements' });

export const ListPartnerStatementLines = z.strictObject({ ...pageQuery, period: Period });

export const PartnerStatementLines = pageOf(
  z
    .strictObject({
      figure: z.enum(STATEMENT_FIGURES).meta({ description: 'The figure of the month that it is part of.' }),
      kind: z.enum(POSTING_KINDS),
      journalId: z.string().meta({ description: 'The posting, to name it in a question.' }),
      at: DateTime.meta({ description: 'When it happened; it may be before the month, when that was closed.' }),
      amount: Money.meta({ description: 'Signed as in the figure.' }),
      commissionId: idOf('commission'),
      referralId: idOf('referral').nullable().meta({
        description: 'Null for a part of a split: the referral is another partner’s.',
      }),
      referralNumber: z.string(),
      companyName: z.string(),
    })
    .meta({ id: 'PartnerStatementLine' }),
).meta({ id: 'PartnerStatementLines' });
