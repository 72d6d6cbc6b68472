import { z } from 'zod';
import { CASE_STATES, DEAL_ANSWERS } from '../../domain/cases/caseState.ts';
import { INVOLVEMENTS } from '../../domain/cases/decider.ts';
import { CASE_EFFECTS, CASE_KINDS, CONTESTS } from '../../domain/cases/kinds.ts';
import { isPartOf } from '../../domain/referral/firstYear.ts';
import {
  CalendarDate,
  DateTime,
  Money,
  PositiveMoney,
  idOf,
  idRef,
  line,
  pageOf,
  pageQuery,
  text,
} from './primitives.ts';

const note = text(5_000).optional().meta({ description: 'Internal; never shown to the partner.' });

export const Contest = z
  .strictObject({
    kind: z.enum(CONTESTS),
    note: text(5_000).meta({ description: 'What is wrong, in the partner’s words; read by who decides.' }),
  })
  .meta({ id: 'Contest' });

export const AnswerCase = z
  .union([
    z.strictObject({ message: text(2_000).meta({ description: 'For the partner.' }), note }),
    z.strictObject({
      says: z.enum(DEAL_ANSWERS).meta({
        description:
          'Of a deal beside a registration: it is the deal of that referral, or `other_business`, with the reason in `note`.',
      }),
      note,
    }),
  ])
  .meta({ id: 'AnswerCase' });

export const DecideCase = z
  .strictObject({
    outcome: z.enum(['upheld', 'rejected']),
    effect: z.enum(CASE_EFFECTS).meta({
      description:
        '`reinstate` an end, `credit` a deal, `adjust` an amount, `link` a deal that was found beside it, `none`.',
    }),
    reason: text(2_000).meta({ description: 'For the partner.' }),
    dealId: line(100).optional().meta({ description: 'The deal that credit is given for.' }),
    commissionId: idRef('commission').optional().meta({ description: 'The line that is adjusted.' }),
    amount: Money.optional().meta({
      description: 'Net amount of that deal; of an adjustment what is added to the line, or below zero taken from it.',
    }),
    firstYearNet: PositiveMoney.optional().meta({ description: 'As `amount` unless told.' }),
    closedOn: CalendarDate.optional().meta({ description: 'When that deal was closed.' }),
    note,
  })
  .refine(
    ({ effect, amount }) => amount === undefined || (effect === 'adjust' ? amount.amount !== 0 : amount.amount > 0),
    {
      error: 'The amount must be above zero; of an adjustment it may be below.',
      path: ['amount'],
    },
  )
  .refine(({ amount, firstYearNet }) => amount === undefined || isPartOf(amount, firstYearNet), {
    error: 'The first year is a part of the deal: of its currency, and not more than it.',
    path: ['firstYearNet'],
  })
  .meta({ id: 'DecideCase' });

export const WithdrawCase = z.strictObject({ message: text(2_000).optional() }).meta({ id: 'WithdrawCase' });

export const SecondLook = z
  .strictObject({ message: text(5_000).meta({ description: 'What should be looked at once more.' }) })
  .meta({ id: 'SecondLook' });

export const ListCases = z.strictObject({
  ...pageQuery,
  referralId: idRef('referral').optional(),
  partnerId: idRef('partner').optional(),
  kind: z.enum(CASE_KINDS).optional(),
  state: z.enum(CASE_STATES).optional(),
});

const Named = z.strictObject({ id: z.string(), name: z.string().nullable() });

export const Case = z
  .strictObject({
    id: idOf('case'),
    number: z.string().meta({ example: 'C-7K2M-94' }),
    referralId: idOf('referral'),
    referralNumber: z.string(),
    companyName: z.string(),
    partnerId: idOf('partner'),
    partnerName: z.string(),
    programId: idOf('program'),
    kind: z.enum(CASE_KINDS),
    kindLabel: z.string(),
    state: z.enum(CASE_STATES),
    round: z.int().meta({ description: '2: the second look.' }),
    openedAt: DateTime,
    openedBy: z.strictObject({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
    note: z.string().nullable(),
    clocks: z.array(
      z.strictObject({
        kind: z.enum(['first_answer', 'decision']),
        startedAt: DateTime,
        dueAt: DateTime,
        state: z.enum(['running', 'met', 'breached', 'cancelled']),
        remaining: z.string().nullable(),
        metAt: DateTime.nullable(),
      }),
    ),
    answer: z.string().nullable(),
    decision: z
      .strictObject({
        outcome: z.enum(['upheld', 'rejected']),
        effect: z.enum(CASE_EFFECTS),
        reason: z.string().nullable(),
        at: DateTime,
        by: Named.nullable().meta({ description: 'For people of the vendor.' }),
        deal: z
          .strictObject({ dealId: z.string(), amount: Money, firstYearNet: Money, closedOn: z.string() })
          .nullable(),
        adjustment: z.strictObject({ commissionId: z.string(), amount: Money }).nullable(),
      })
      .nullable()
      .meta({ description: 'The latest.' }),
    earlierDecision: z
      .strictObject({
        outcome: z.enum(['upheld', 'rejected']),
        reason: z.string().nullable(),
        at: DateTime,
        by: Named.nullable().meta({ description: 'For people of the vendor.' }),
      })
      .nullable()
      .meta({ description: 'What was decided before the second look, once that is decided too.' }),
    secondLook: z
      .strictObject({ at: DateTime, message: z.string().nullable() })
      .nullable()
      .meta({ description: 'What the partner asked to be looked at once more.' }),
    secondLookUntil: DateTime.nullable(),
    next: z.strictObject({
      sentence: z.string(),
      action: z.enum(['answer', 'decide', 'second-look', 'none']),
      who: z.string().nullable(),
      dueAt: DateTime.nullable(),
    }),
    actions: z.array(z.enum(['answer', 'decide', 'withdraw', 'second-look'])),
    decider: Named.nullable().optional(),
    unassigned: z.boolean().optional(),
    reservedPlace: z.boolean().optional().meta({ description: 'The old place in line is kept until it is decided.' }),
    effects: z.array(z.enum(CASE_EFFECTS)).optional().meta({ description: 'What an upheld case can bring about.' }),
    mayDecide: z.array(Named).optional(),
    beside: z
      .strictObject({
        dealId: z.string(),
        owner: z
          .strictObject({ id: z.string().nullable(), name: z.string().nullable() })
          .meta({ description: 'As the CRM has it; `id`: somebody of the house.' }),
        productLine: z.string().nullable(),
        openedAt: DateTime.nullable(),
        foundAt: DateTime,
        proven: z.boolean().meta({ description: 'False: only the name says that it is this company.' }),
        before: z.boolean().meta({ description: 'It was open when the referral was submitted.' }),
        answer: z
          .strictObject({
            says: z.enum(DEAL_ANSWERS),
            reason: z.string().nullable(),
            by: Named.nullable(),
            at: DateTime,
          })
          .nullable(),
      })
      .optional()
      .meta({ description: 'The deal of the CRM that it is about; for people of the vendor.' }),
    barred: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string().nullable(),
          why: z.array(z.enum(INVOLVEMENTS)),
          reasons: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'Whose work it would be, and why it is not.' }),
    version: z.int(),
  })
  .meta({ id: 'Case' });

export const Cases = pageOf(Case).meta({ id: 'Cases' });
