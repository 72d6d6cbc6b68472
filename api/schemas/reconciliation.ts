import { z } from 'zod';
import { ACCOUNT_KINDS } from '../../domain/ledger/postings.ts';
import { FINDING_KINDS, SAYINGS } from '../../domain/reconciliation/finding.ts';
import { STAGES } from '../../domain/referral/stages.ts';
import { CalendarDate, DateTime, Money, idOf, text } from './primitives.ts';

const Named = z.strictObject({ id: z.string(), name: z.string().nullable() });

const Side = z.strictObject({
  says: z.enum([...STAGES, ...SAYINGS]),
  amount: Money.nullable(),
  on: CalendarDate.nullable(),
});

export const ReconciliationFinding = z
  .strictObject({
    id: idOf('finding'),
    kind: z.enum(FINDING_KINDS),
    number: z.string().nullable().meta({ description: 'Of the referral; null where it is about none.' }),
    referralId: idOf('referral').nullable(),
    runId: idOf('run').nullable(),
    partner: Named.nullable(),
    account: z.enum(ACCOUNT_KINDS).nullable().meta({ description: 'Of the ledger; null where it is about none.' }),
    owner: Named.nullable().meta({ description: 'Who can see to it; null: finance.' }),
    ours: Side.meta({ description: 'What our record says.' }),
    theirs: Side.meta({ description: 'What the CRM, the bank or the ledger says.' }),
    since: DateTime.meta({ description: 'The comparison that found it first.' }),
    accepted: z.strictObject({ by: Named, at: DateTime, reason: z.string() }).nullable(),
    mayAccept: z
      .strictObject({ allowed: z.boolean(), why: z.string().nullable() })
      .optional()
      .meta({ description: 'For people of finance, while it is not accepted: whether the reader may, and why not.' }),
    version: z.int(),
  })
  .meta({ id: 'ReconciliationFinding' });

const Source = z.strictObject({
  source: z.enum(['referrals', 'crm', 'ledger', 'bank']),
  state: z.enum(['read', 'unreadable', 'never']).meta({ description: 'In the last comparison.' }),
  asOf: DateTime.nullable().meta({ description: 'When it was last compared.' }),
});

export const ReconciliationReport = z
  .strictObject({
    asOf: DateTime.nullable().meta({ description: 'When the last comparison was begun; null: none was made yet.' }),
    agree: z.boolean().meta({
      description: 'All four sources were read, something was compared, and nothing differs that is not accepted.',
    }),
    sources: z.array(Source),
    running: z.strictObject({ startedAt: DateTime, startedBy: Named.nullable() }).nullable(),
    compared: z.int(),
    explained: z.int(),
    explainedPercent: z
      .number()
      .nullable()
      .meta({ description: 'With one decimal, rounded down; null where not all sources were read.', example: 99.2 }),
    definition: z.string().meta({ description: 'What the percentage is of, in words.' }),
    data: z.array(ReconciliationFinding),
  })
  .meta({ id: 'ReconciliationReport' });

export const StartComparison = z.strictObject({}).meta({ id: 'StartComparison' });

export const StartedComparison = z.strictObject({ startedAt: DateTime }).meta({ id: 'StartedComparison' });

export const AcceptFinding = z.strictObject({ reason: text(500) }).meta({ id: 'AcceptFinding' });
