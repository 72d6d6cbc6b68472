import { z } from 'zod';
import { ITEM_STATES, RUN_STATES } from '../../domain/commission/payoutRun.ts';
import { RAIL_REFUSALS } from '../../domain/commission/railRefusal.ts';
import { RAIL_NAMES } from '../../domain/commission/rails.ts';
import { CalendarDate, Currency, DateTime, Money, idOf, line, listOf, pageOf, pageQuery } from './primitives.ts';

export const CreatePayoutRun = z
  .strictObject({
    rail: z.enum(RAIL_NAMES),
    currency: Currency,
    cutOff: DateTime.optional().meta({ description: 'Lines payable until then; now unless told.' }),
  })
  .meta({ id: 'CreatePayoutRun' });

export const PayoutRails = listOf(
  z.strictObject({
    name: z.enum(RAIL_NAMES),
    currency: z
      .string()
      .nullable()
      .meta({ description: 'The only one that it carries; null for one that carries all.' }),
    makesFile: z.boolean().meta({ description: 'Whether a file for the bank comes of it.' }),
  }),
).meta({ id: 'PayoutRails' });

export const ReleasePayoutRun = z.strictObject({}).meta({ id: 'ReleasePayoutRun' });
export const PreparePayoutRun = z.strictObject({}).meta({ id: 'PreparePayoutRun' });
export const CancelPayoutRun = z.strictObject({}).meta({ id: 'CancelPayoutRun' });

export const ConfirmPayoutRun = z
  .strictObject({ reference: line(140), settledOn: CalendarDate })
  .meta({ id: 'ConfirmPayoutRun' });

export const ChangePayoutItem = z.strictObject({ reason: line(200) }).meta({ id: 'ChangePayoutItem' });

export const DownloadPayoutFile = z.strictObject({
  reason: line(200).optional().meta({ description: 'Needed from the second time on.' }),
});

const PayoutItem = z.strictObject({
  id: idOf('item'),
  partnerId: idOf('partner'),
  partnerName: z.string(),
  amount: Money.meta({
    description: 'What is transferred: its lines less what is netted. Before the release, as it would be now.',
  }),
  nettings: z
    .array(z.strictObject({ commissionId: idOf('commission'), referralNumber: z.string(), amount: Money }))
    .meta({
      description: 'What the partner owes after refunds and pays by this item, by the line that it is owed of.',
    }),
  stillOwed: Money.meta({ description: 'What the partner owes in this currency after it; later runs net it.' }),
  state: z.enum(ITEM_STATES),
  excludedReason: z.string().nullable(),
  railReference: z.string().nullable(),
  paidOn: z.string().nullable(),
  returnedOn: z.string().nullable(),
  bankReference: z.string().nullable(),
  returnReason: z
    .string()
    .nullable()
    .meta({
      description: `Why the bank sent it back, as a code of ISO 20022; of a refused one why it was never paid: ${RAIL_REFUSALS.join(', ')}.`,
    }),
  lines: z.array(
    z.strictObject({
      commissionId: idOf('commission'),
      referralId: idOf('referral'),
      referralNumber: z.string(),
      amount: Money,
    }),
  ),
});

export const PayoutRun = z
  .strictObject({
    id: idOf('run'),
    state: z.enum(RUN_STATES),
    rail: z.string(),
    currency: z.string(),
    cutOff: DateTime,
    items: z.array(PayoutItem),
    total: Money,
    excluded: z.array(z.strictObject({ commissionId: idOf('commission'), reason: z.string() })),
    period: z
      .strictObject({
        programId: idOf('program'),
        programName: z.string(),
        cutOffDay: CalendarDate,
        payDay: CalendarDate,
        late: z.boolean().meta({ description: 'Its pay day is over, and it is not settled.' }),
        part: z.int().meta({ description: 'Which of the runs of the same period, rail and currency; from 1.' }),
      })
      .nullable()
      .meta({ description: 'The period of the payout calendar that it pays; null where a person began it.' }),
    madeAt: DateTime,
    preparedBy: z
      .strictObject({ id: idOf('user'), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null while it is a draft: the calendar has made it, and nobody has taken it on.' }),
    preparedAt: DateTime.nullable(),
    releasedBy: z.strictObject({ id: idOf('user'), name: z.string().nullable() }).nullable(),
    releasedAt: DateTime.nullable(),
    reference: z.string().nullable(),
    settledOn: z.string().nullable(),
    fileHash: z.string().nullable().meta({
      description:
        'A keyed digest of the bank file: it is the same for the same file, and tells nothing about its accounts.',
    }),
    version: z.int(),
  })
  .meta({ id: 'PayoutRun' });

export const PayoutRuns = pageOf(PayoutRun).meta({ id: 'PayoutRuns' });

const StatementLine = z.strictObject({
  position: z.int().meta({ description: 'Which line of the file, from 1.' }),
  finding: z
    .enum(['settled', 'returned', 'known', 'pending', 'amount_differs', 'again', 'not_sent', 'other_run', 'unmatched'])
    .nullable()
    .meta({
      description:
        'What the line was taken for; null until the run has taken the statement in. Only `settled` and `returned` change something. `known`: told before. `again`: the bank moved the money of this item once more. `not_sent`: an item of this run that was never handed in.',
    }),
  itemId: z.string().nullable(),
  endToEndId: z.string().nullable(),
  movement: z.enum(['paid', 'returned']),
  amount: Money,
  bookedOn: z.string(),
  bankReference: z.string().nullable(),
  reasonCode: z.string().nullable(),
  text: z.string(),
});

export const PayoutStatement = z
  .strictObject({
    id: idOf('statement'),
    runId: idOf('run'),
    fileName: z.string(),
    fileHash: z.string().meta({ description: 'SHA-256 of the file.' }),
    uploadedBy: z.strictObject({ id: idOf('user'), name: z.string().nullable() }),
    uploadedAt: DateTime,
    lines: z.array(StatementLine),
  })
  .meta({ id: 'PayoutStatement' });

export const PayoutStatements = listOf(PayoutStatement).meta({ id: 'PayoutStatements' });

export const PayoutPeriods = listOf(
  z.strictObject({
    programId: idOf('program'),
    programName: z.string(),
    cutOff: DateTime,
    cutOffDay: CalendarDate.meta({ description: 'The day that ends with the cut-off, where the program is.' }),
    payDay: CalendarDate,
  }),
).meta({ id: 'PayoutPeriods' });

export const ListPayoutRuns = z.strictObject({
  ...pageQuery,
  late: z
    .literal('true')
    .optional()
    .meta({ description: 'Only those whose pay day is over and that are not settled.' }),
});

export const CarriedOver = z
  .strictObject({
    data: z.array(
      z.strictObject({
        partnerId: idOf('partner'),
        partnerName: z.string(),
        programId: idOf('program'),
        programName: z.string(),
        lines: z.int(),
        soFar: Money.meta({ description: 'What would be paid, after netting.' }),
        minimum: Money.meta({ description: 'From how much on it is paid.' }),
      }),
    ),
    totals: z.array(Money).meta({ description: 'Of `soFar`, one for each currency.' }),
  })
  .meta({ id: 'CarriedOver' });
