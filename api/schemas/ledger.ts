import { z } from 'zod';
import { isPeriod } from '../../domain/ledger/periods.ts';
import { ACCOUNT_KINDS, POSTING_KINDS } from '../../domain/ledger/postings.ts';
import { Currency, DateTime, Money, idOf, idRef, listOf, pageOf, pageQuery } from './primitives.ts';

const Account = z.enum(ACCOUNT_KINDS).meta({ example: 'payable_due' });

export const Period = z
  .string()
  .refine(isPeriod, { error: 'Use a month such as 2026-12.' })
  .meta({ description: 'A month of the books, in UTC.', example: '2026-12' });

const accountQuery = {
  account: Account.optional(),
  partnerId: idRef('partner').optional(),
  currency: Currency.optional(),
};

export const ListLedgerAccounts = z.strictObject({
  ...accountQuery,
  period: Period.optional().meta({ description: 'The sums of this month, after what there was before it.' }),
});

const LedgerAccount = z
  .strictObject({
    code: Account,
    currency: z.string(),
    partnerId: z.string().nullable(),
    opening: z.int().meta({ description: 'Debits minus credits before the month asked for; 0 without one.' }),
    debits: z.int(),
    credits: z.int(),
    balance: z.int().meta({ description: 'Opening plus debits minus credits, in minor units.' }),
  })
  .meta({ id: 'LedgerAccount' });

export const LedgerAccounts = listOf(LedgerAccount).meta({ id: 'LedgerAccounts' });

const LedgerJournal = z
  .strictObject({
    id: z.string(),
    kind: z.enum(POSTING_KINDS),
    source: z.string().meta({ description: 'The line or payout item it belongs to.' }),
    at: DateTime.meta({ description: 'When it happened.' }),
    period: Period.meta({ description: 'The month it is booked in: that of `at`, or the next open one.' }),
    reverses: z.string().nullable().meta({ description: 'The journal that it takes back.' }),
    entries: z.array(
      z.strictObject({
        account: Account,
        partnerId: z.string().nullable(),
        side: z.enum(['debit', 'credit']),
        amount: Money,
      }),
    ),
    runId: idOf('run').nullable(),
    lines: z
      .array(
        z.strictObject({
          commissionId: idOf('commission'),
          referralId: idOf('referral'),
          referralNumber: z.string(),
          amount: Money,
        }),
      )
      .meta({ description: 'What the amount is made of.' }),
  })
  .meta({ id: 'LedgerJournal' });

export const LedgerJournals = pageOf(LedgerJournal).meta({ id: 'LedgerJournals' });

export const ListLedgerJournals = z.strictObject({
  ...pageQuery,
  ...accountQuery,
  period: Period.optional(),
  source: z.string().min(1).max(80).optional().meta({ description: 'The id of a line or of a payout item.' }),
  referralId: idRef('referral').optional(),
});

const Named = z.strictObject({ id: idOf('user'), name: z.string().nullable() });

export const LedgerPeriod = z
  .strictObject({
    period: Period,
    state: z.enum(['open', 'proposed', 'closed']),
    journals: z.int(),
    proposedBy: Named.nullable(),
    proposedAt: DateTime.nullable(),
    closedBy: Named.nullable(),
    closedAt: DateTime.nullable(),
    balances: z
      .array(
        z.strictObject({
          account: Account,
          partnerId: z.string().nullable(),
          currency: z.string(),
          debits: z.int(),
          credits: z.int(),
          balance: z.int(),
        }),
      )
      .nullable()
      .meta({ description: 'Every account at the end of the month, as it was closed.' }),
  })
  .meta({ id: 'LedgerPeriod' });

export const LedgerPeriods = listOf(LedgerPeriod).meta({ id: 'LedgerPeriods' });

export const NameLedgerPeriod = z.strictObject({ period: Period }).meta({ id: 'NameLedgerPeriod' });
