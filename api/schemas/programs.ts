import { z } from 'zod';
import { tableProblem } from '../../domain/commission/tiers.ts';
import { DEFAULT_ZONE } from '../../domain/texts/format.ts';
import { PROGRAM_PROMISES } from '../../domain/texts/programText.ts';
import { Currency, DateTime, Duration, Money, PromisedTime, idOf, idRef, line, listOf, named } from './primitives.ts';
import { isZone } from './calendars.ts';
import { Zone } from './session.ts';

const DuplicateRules = z.strictObject({
  activeClaim: z.enum(['waitlist', 'decline', 'review']),
  lookBack: z.enum(['decline', 'review', 'accept']),
  openDeal: z.enum(['review', 'decline', 'accept']),
  customer: z.enum(['accept_other_product', 'decline', 'review', 'accept']),
  ambiguous: z.enum(['review']),
});

const Gate = z.enum(['agreement', 'payee', 'tax_form', 'document']);

const DayOfMonth = z.int().min(1).max(28);

const PayoutCalendar = z.strictObject({
  cutOffDay: z.union([DayOfMonth, z.literal('last')]),
  payDay: DayOfMonth,
  zone: Zone.refine((name) => name === DEFAULT_ZONE || isZone(name), {
    error: 'Use UTC, or an IANA time zone such as Europe/Berlin.',
  }),
});

const policyFields = {
  acknowledge: PromisedTime,
  firstContact: PromisedTime,
  handover: PromisedTime,
  statusUpdate: PromisedTime,
  information: PromisedTime,
  expiry: PromisedTime,
  expiryReminders: z.array(PromisedTime).max(10),
  lookBack: Duration,
  coolOff: Duration,
  waitList: PromisedTime,
  confirmAfterWaiting: Duration,
  confirmation: PromisedTime,
  undoWithdraw: Duration,
  reopen: Duration,
  reopenWon: Duration,
  contest: Duration,
  caseAnswer: PromisedTime,
  caseDecision: PromisedTime,
  approve: PromisedTime,
  tail: Duration,
  holding: Duration,
  clawback: Duration,
  duplicates: DuplicateRules,
  claimScope: z.enum(['company', 'company_product', 'company_project']),
  secondApproverFrom: z.array(Money).max(20),
  minimumPayout: z.array(Money).max(20).meta({
    description: 'By currency: what comes to less after netting is not paid out but carried over to the next run.',
  }),
  payoutCalendar: PayoutCalendar.meta({
    description:
      'What is payable by the end of a cut-off day is paid on the first pay day after it; a draft of the payout run makes itself at the cut-off.',
  }),
  tiers: z
    .array(z.strictObject({ tier: line(60), wonNetAtLeast: Money }))
    .max(20)
    .meta({
      description:
        'Ascending: so much revenue won in this program within twelve months, net of refunds, lifts a partner into the tier at the monthly check. Nobody is lowered. Without any there is no check.',
    }),
  openReferralCap: z.int().min(1).max(100_000),
  clock: z.enum(['calendar', 'business']).meta({
    description: '`business`: answer, review, first contact and handover are promised in working time of the calendar.',
  }),
  calendarId: idRef('calendar').nullable(),
  gates: z.array(Gate).max(4),
};

/** What may be said of a policy; what is left out has its default. */
const PolicyWish = z
  .strictObject({
    ...policyFields,
    duplicates: DuplicateRules.partial(),
    payoutCalendar: PayoutCalendar.partial(),
  })
  .partial()
  .refine(({ clock, calendarId }) => (clock === 'business') === (typeof calendarId === 'string'), {
    path: ['calendarId'],
    error: 'Working time needs a calendar, and only working time has one.',
  })
  .meta({ id: 'PolicyWish' });

const PolicyView = z.strictObject(policyFields).meta({ id: 'Policy' });

export const CreateProgram = z
  .strictObject({ name: named(200), currency: Currency, policy: PolicyWish.optional() })
  .superRefine(({ currency, policy }, context) => {
    const problem = tableProblem(policy?.tiers ?? [], currency);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['policy', 'tiers'], message: problem });
  })
  .meta({ id: 'CreateProgram' });

export const Program = z
  .strictObject({
    id: idOf('program'),
    name: z.string(),
    currency: z.string(),
    state: z.string(),
    policyVersion: z.string(),
    policy: PolicyView,
    promises: z
      .array(
        z.strictObject({
          kind: z.enum(PROGRAM_PROMISES),
          by: z.enum(['vendor', 'partner', 'rules']),
          text: z.string(),
        }),
      )
      .meta({
        description: 'The policy in words: what the vendor promises, what the partner does, and what binds both.',
      }),
    plan: z.strictObject({ planVersion: z.string(), name: z.string(), terms: z.string() }).nullable(),
    createdAt: DateTime,
  })
  .meta({ id: 'Program' });

export const Programs = listOf(Program).meta({ id: 'Programs' });
