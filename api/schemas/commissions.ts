import { z } from 'zod';
import { ADJUSTMENT_MINOR_MAX } from '../../domain/commission/adjustment.ts';
import { RAIL_REFUSALS } from '../../domain/commission/railRefusal.ts';
import { TAKEN_BACK_CAUSES } from '../../domain/commission/takenBack.ts';
import { CalendarDate, DateTime, Money, idOf, idRef, line, pageOf, pageQuery, text } from './primitives.ts';

export const CommissionState = z
  .enum([
    'waiting_trigger',
    'holding',
    'awaiting_approval',
    'approved',
    'in_run',
    'paid',
    'returned',
    'frozen',
    'rejected',
    'clawed_back',
  ])
  .meta({ id: 'CommissionState' });

export const Explanation = z
  .strictObject({
    sentence: z.string(),
    because: z
      .array(z.strictObject({ label: z.string(), value: z.string() }))
      .meta({ description: 'The conditions of the rule, and what met them.' }),
    steps: z.array(z.strictObject({ label: z.string(), value: z.string(), amount: Money })),
  })
  .meta({ id: 'Explanation', description: 'How the amount came about; the last step is the amount.' });

/** What a deal is worth. */
export const DealFigures = z.strictObject({ amount: Money, firstYearNet: Money }).meta({ id: 'DealFigures' });

const ApproverAway = z
  .strictObject({ until: DateTime, standIn: z.strictObject({ id: z.string(), name: z.string() }).nullable() })
  .meta({
    description:
      'While an absence runs. `standIn`: the deputy, where they are here and may approve this line themself; null: nobody does.',
  });

export const Commission = z
  .strictObject({
    id: idOf('commission'),
    referralId: idOf('referral'),
    referralNumber: z.string(),
    partnerId: idOf('partner'),
    partnerName: z.string(),
    programId: idOf('program'),
    companyName: z.string(),
    kind: z.string(),
    state: CommissionState,
    sentence: z.string(),
    awaits: z.enum(['invoiced', 'paid']).nullable().meta({
      description:
        'While it is `waiting_trigger`: what has to happen to the deal first, and then `amount` is an estimate; null: it waits for a rate.',
    }),
    amount: Money.meta({
      description: 'What is owed, or was paid; below zero for an adjustment that takes so much from another line.',
    }),
    adjustment: z
      .strictObject({
        adjusts: idOf('commission'),
        reason: z.string(),
        caseId: z.string().nullable(),
        proposedBy: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable().optional(),
      })
      .nullable()
      .meta({
        description: 'Of a line that adjusts another one: which, and why. For people of finance: who proposed it.',
      }),
    adjustable: z.boolean().meta({
      description: 'Whether something may be added to it or taken from it: it has accrued, and adjusts none.',
    }),
    adjustments: z
      .array(z.strictObject({ id: idOf('commission'), state: CommissionState, amount: Money }))
      .meta({ description: 'The lines that adjust this one.' }),
    clawedBack: z
      .strictObject({
        at: DateTime,
        amount: Money,
        because: z.enum(TAKEN_BACK_CAUSES),
        adjusted: Money,
        toReturn: Money,
        repaid: Money,
        remaining: Money,
      })
      .nullable()
      .meta({
        description:
          'What was taken back in all; of it `adjusted` by adjustments and the rest by refunds and corrections of the deal; `toReturn` after the payment, which the partner owes, of that `repaid` by netting, and `remaining`. The rest is off `amount`.',
      }),
    correction: z
      .strictObject({
        from: DealFigures.nullable(),
        to: DealFigures.nullable(),
        sentence: z.string(),
        explanation: Explanation,
      })
      .nullable()
      .meta({
        description:
          'How its deal was corrected and why, and what the rule earns of it by now; of a line that a correction has added, how it came about. To the other partner of a split `from` and `to` are null.',
      }),
    netted: Money.nullable().meta({
      description: 'Of the amount, what was settled by what the partner owed after refunds; it is not transferred.',
    }),
    accruedAt: DateTime,
    payableFrom: DateTime.nullable().meta({
      description: 'Null while it waits for an exchange rate: its hold has not begun.',
    }),
    payDay: CalendarDate.nullable().meta({
      description: 'When it is paid as things stand, by the payout calendar; null where something holds it back.',
    }),
    late: z.boolean().meta({ description: 'Whether it is in the run of a period whose pay day is over.' }),
    paidAt: DateTime.nullable(),
    approveBy: DateTime.nullable().meta({
      description:
        'While it lacks an approval: by when finance has promised to decide. It stands still while the line is frozen; null then.',
    }),
    contentHash: z.string().meta({ description: '64 hex digits over what an approval covers.' }),
    planVersion: z.string(),
    approvals: z
      .array(z.strictObject({ userId: z.string().nullable(), name: z.string().nullable(), at: DateTime }))
      .meta({ description: 'Of the present content. Partners read how many there are, not whose.' }),
    approvalsRequired: z.int().nullable(),
    mayApprove: z
      .strictObject({ allowed: z.boolean(), why: z.string().nullable() })
      .optional()
      .meta({ description: 'For people of finance: whether the reader may approve this line, and why not.' }),
    sameDeal: z
      .array(z.string())
      .optional()
      .meta({ description: 'For people of finance: numbers of other referrals that earn for the same deal.' }),
    blockedBy: z.array(z.string()).meta({
      description:
        'Codes of what keeps the line from being approved (too_few_approvers, threshold_missing) or from being paid (a gate: payee_missing, payee_unverified, payee_cooling_off, …; below_minimum: less than is paid out, carried over).',
    }),
    blockedBecause: z.array(z.string()).meta({ description: 'The gate in words, with what to do.' }),
    approvers: z
      .strictObject({
        eligible: z.array(z.strictObject({ id: z.string(), name: z.string(), away: ApproverAway.nullable() })),
        barred: z.array(z.strictObject({ id: z.string(), name: z.string(), why: z.string(), sentence: z.string() })),
      })
      .optional()
      .meta({ description: 'For people of finance: who can approve this line at all, and who cannot and why.' }),
    explanation: Explanation,
    conversion: z
      .strictObject({ from: Money, rate: z.string(), day: CalendarDate, source: z.string() })
      .nullable()
      .meta({
        description:
          'How the amount came from the currency of the deal into that of the payout; null when they are one.',
      }),
    share: z
      .strictObject({ side: z.enum(['referrer', 'partner']), basisPoints: z.int(), of: Money })
      .nullable()
      .meta({ description: 'The part of a split, in basis points of what both partners get; null: there is none.' }),
    otherPart: z
      .strictObject({ id: idOf('commission'), partnerName: z.string() })
      .nullable()
      .optional()
      .meta({ description: 'For people of finance: the line of the other partner of the split.' }),
    rejectReason: z.string().nullable(),
    paymentRefused: z.enum(RAIL_REFUSALS).nullable().meta({
      description: 'While it is `returned`: why it could never be paid this way; null when the bank sent it back.',
    }),
    frozen: z
      .strictObject({
        since: DateTime,
        reasonCode: z.string().nullable(),
        byFinance: z.boolean().optional(),
        caseIds: z.array(z.string()).optional(),
      })
      .nullable()
      .meta({ description: 'While it is stopped: since when, and why finance did. For people of finance: by whom.' }),
    actions: z
      .array(z.enum(['freeze', 'unfreeze', 'adjust']))
      .optional()
      .meta({ description: 'For people of finance: what the reader may do to the line now, besides deciding it.' }),
    runId: z.string().nullable(),
    documents: z
      .array(z.strictObject({ id: z.string(), number: z.string() }))
      .meta({ description: 'In which it stands, the first one first.' }),
    version: z.int(),
  })
  .meta({ id: 'Commission' });

export const Commissions = pageOf(Commission).meta({ id: 'Commissions' });

const sums = (description: string) => z.array(Money).meta({ description });

export const Earnings = z
  .strictObject({
    expected: sums('Estimates of what waits to be invoiced or paid, or for an exchange rate: not earned yet.'),
    earned: sums('Held, in approval, approved, or to be paid once more.'),
    onItsWay: sums('In a payout run.'),
    stopped: sums('Frozen.'),
    paid: sums('Without what was netted.'),
    toNet: sums('Paid and taken back: netted with what comes next.'),
  })
  .meta({ id: 'Earnings', description: 'One sum for each currency in which there is something.' });

export const ListCommissions = z.strictObject({
  ...pageQuery,
  referralId: idRef('referral').optional(),
  partnerId: idRef('partner').optional(),
  state: CommissionState.optional(),
  corrected: z.enum(['true', 'false']).optional().meta({
    description: '`true`: adjustments, and lines of which something was taken back; `false`: the others.',
  }),
  queue: z.enum(['approval']).optional().meta({
    description: '`approval`: lines that lack an approval, in the order in which it is due.',
  }),
});

const contentHash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'A content hash has 64 hex digits.' });

export const ApproveCommission = z.strictObject({ contentHash }).meta({ id: 'ApproveCommission' });

const why = { reasonCode: line(60), note: text(2_000).optional() };

export const RejectCommission = z.strictObject({ contentHash, ...why }).meta({ id: 'RejectCommission' });

export const FreezeCommission = z.strictObject(why).meta({ id: 'FreezeCommission' });

export const UnfreezeCommission = z.strictObject(why).meta({ id: 'UnfreezeCommission' });

const ADJUSTMENT_MAX = Number(ADJUSTMENT_MINOR_MAX);

export const AdjustCommission = z
  .strictObject({
    amount: Money.refine(({ amount }) => amount !== 0 && Math.abs(amount) <= ADJUSTMENT_MAX, {
      error: `The amount is not zero, and at most ${String(ADJUSTMENT_MAX)} minor units either way.`,
      path: ['amount'],
    }).meta({ description: 'Added to what the line earned; below zero: taken from it. In the currency of the line.' }),
    reasonCode: line(60),
    message: text(2_000).meta({ description: 'Why; the partner reads it.' }),
  })
  .meta({ id: 'AdjustCommission' });
