import { z } from 'zod';
import { EXTENSION_DAYS_MAX } from '../../domain/referral/extension.ts';
import { DEAL_STAGES, STAGES } from '../../domain/referral/stages.ts';
import { REASON_CLASSES } from '../../domain/referral/reasons.ts';
import { LANGUAGES } from '../../domain/texts/format.ts';
import { ERROR_CODES } from '../../domain/errors.ts';
import { CalendarDate, DateTime, PositiveMoney, idOf, idRef, line, text } from './primitives.ts';

const reasonCode = line(60);
const note = text(5_000).optional().meta({ description: 'Internal; never shown to the partner.' });
const message = text(2_000).optional().meta({ description: 'For the partner.' });
const answered = z.enum(['yes', 'no', 'unknown']);

export const Review = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('accept'),
      reasonCode: reasonCode.optional(),
      sameCompany: z.literal(false).optional().meta({
        description: 'It is none of the look-alikes: remembered, and nobody is asked about them again.',
      }),
      note,
      message,
    }),
    z.strictObject({ decision: z.literal('decline'), reasonCode, note, message }),
    z.strictObject({
      decision: z.literal('join').meta({
        description:
          'The partner has referred this already: its people join that open referral, and it ends with a link.',
      }),
      candidateId: idRef('referral').meta({ description: 'An open referral of the same partner; see the verdict.' }),
      note,
      message,
    }),
    z.strictObject({
      decision: z.literal('alias').meta({
        description:
          'The same company, remembered: what names either means both from now on. The line decides what follows.',
      }),
      candidateId: idRef('company').optional().meta({
        description: 'The company record that it is the same as, where several are compared; see the verdict.',
      }),
      note,
      message,
    }),
    z.strictObject({
      decision: z.literal('waitlist'),
      reasonCode: reasonCode.optional(),
      candidateId: idRef('company')
        .optional()
        .meta({ description: 'The company record that it is the same as; see the verdict.' }),
      sameCompany: z.literal(true).optional().meta({ description: 'What it means anyway.' }),
      note,
      message,
    }),
  ])
  .meta({ id: 'Review' });

export const Contact = z
  .strictObject({
    channel: line(40).meta({ example: 'phone' }),
    outcome: z.enum(['reached', 'no_answer', 'wrong_details', 'refused']),
    at: DateTime.optional().meta({ description: 'When it happened; now unless told.' }),
    note,
    message,
  })
  .meta({ id: 'Contact' });

const checklist = {
  need: answered,
  budget: answered,
  authority: answered,
  timeline: answered,
  authorityPath: z.boolean().optional().meta({ description: 'A named way to the person who decides.' }),
  quality: z.int().min(1).max(5).optional(),
  feedback: text(2_000).optional().meta({ description: 'One sentence to the partner.' }),
  note,
};

export const Qualify = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('qualified'), ...checklist }),
    z.strictObject({ outcome: z.literal('disqualified'), reasonCode, ...checklist }),
    z.strictObject({
      outcome: z.literal('later'),
      recontactOn: z.union([CalendarDate, DateTime]).meta({
        description: 'When to call again, within 180 days: a date (its first moment in UTC) or a moment.',
      }),
      ...checklist,
    }),
  ])
  .meta({ id: 'Qualify' });

export const Assign = z
  .strictObject({
    ownerId: idRef('user').optional().meta({ description: 'Nobody named: by the routing rules.' }),
    reasonCode,
    note,
  })
  .meta({ id: 'Assign' });

export const Ask = z
  .strictObject({ question: text(2_000).meta({ description: 'One thing, for the partner.' }), note })
  .meta({ id: 'Ask' });

export const Answer = z.strictObject({ answer: text(4_000) }).meta({ id: 'Answer' });

export const Advance = z.strictObject({ stage: z.enum(DEAL_STAGES), note, message }).meta({ id: 'Advance' });

export const Close = z
  .discriminatedUnion('outcome', [
    z
      .strictObject({
        outcome: z.literal('won'),
        amount: PositiveMoney,
        firstYearNet: PositiveMoney.optional().meta({ description: 'As `amount` unless told.' }),
        termMonths: z.int().min(1).max(600).optional(),
        closedOn: CalendarDate,
        dealId: line(100).optional().meta({ description: 'Without one a second person has to confirm.' }),
        confirms: idRef('command')
          .optional()
          .meta({ description: 'The first person’s command, from a second person.' }),
        note,
        message,
      })
      .refine(({ amount, firstYearNet }) => firstYearNet === undefined || firstYearNet.currency === amount.currency, {
        error: 'One deal has one currency.',
        path: ['firstYearNet', 'currency'],
      })
      .refine(({ amount, firstYearNet }) => firstYearNet === undefined || firstYearNet.amount <= amount.amount, {
        error: 'The first year is a part of the deal, not more than it.',
        path: ['firstYearNet', 'amount'],
      }),
    z.strictObject({ outcome: z.literal('lost'), reasonCode, note, message }),
  ])
  .meta({ id: 'Close' });

export const Withdraw = z.strictObject({ reasonCode, note: text(2_000).optional() }).meta({ id: 'Withdraw' });

export const UndoWithdraw = z
  .strictObject({ reasonCode: reasonCode.optional(), note: text(2_000).optional() })
  .meta({ id: 'UndoWithdraw' });

export const Reopen = z.strictObject({ reasonCode, note, message }).meta({ id: 'Reopen' });

export const RequestExtension = z
  .strictObject({
    days: z.int().min(1).max(EXTENSION_DAYS_MAX).meta({ description: 'Added to the present end.', example: 30 }),
    reasonCode: reasonCode.meta({ example: 'decision_pending' }),
    note: text(2_000).optional(),
  })
  .meta({ id: 'RequestExtension' });

export const DecideExtension = z
  .strictObject({ decision: z.enum(['approve', 'refuse']), note, message })
  .meta({ id: 'DecideExtension' });

export const CommandStatus = z
  .strictObject({
    id: idOf('command'),
    state: z.enum(['pending', 'done', 'refused', 'awaiting_second_person']),
    code: z.enum(ERROR_CODES).optional(),
    referralId: z.string().nullable(),
    runId: z.string().nullable(),
  })
  .meta({ id: 'CommandStatus' });

const Reason = z.strictObject({
  code: z.string(),
  label: z.string(),
  usedFor: z.enum(['declined', 'disqualified', 'lost', 'expired', 'withdrawn', 'assign', 'reopen', 'extension']),
  class: z.enum(REASON_CLASSES).nullable(),
  passesOn: z.boolean().nullable().meta({ description: 'Whether the claim goes to the next in line after this end.' }),
  contestable: z.boolean().meta({ description: 'Whether the partner may object to an end with it.' }),
  coolsOff: z.boolean().meta({ description: 'Whether the company may be referred again only after the cool-off.' }),
  validIn: z.array(z.enum(STAGES)).meta({ description: 'The stages that it can end.' }),
  texts: z
    .record(z.enum(LANGUAGES), z.strictObject({ label: z.string(), clause: z.string(), advice: z.string() }))
    .meta({ description: 'What the partner reads, in every language.' }),
});

export const Reasons = z.strictObject({ data: z.array(Reason) }).meta({ id: 'Reasons' });
