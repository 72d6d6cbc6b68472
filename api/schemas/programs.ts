import { z } from 'zod';
import { PROGRAM_PROMISES } from '../../domain/texts/programText.ts';
import { Currency, DateTime, Duration, Money, PositiveMoney, idOf, idRef, line, listOf } from './primitives.ts';

const DuplicateRules = z.strictObject({
  activeClaim: z.enum(['waitlist', 'decline', 'review']),
  lookBack: z.enum(['decline', 'review', 'accept']),
  openDeal: z.enum(['review', 'decline', 'accept']),
  customer: z.enum(['accept_other_product', 'decline', 'review', 'accept']),
  ambiguous: z.enum(['review']),
});

const Gate = z.enum(['agreement', 'payee', 'tax_form', 'document']);

const policyFields = {
  acknowledge: Duration,
  firstContact: Duration,
  handover: Duration,
  statusUpdate: Duration,
  information: Duration,
  expiry: Duration,
  expiryReminders: z.array(Duration).max(10),
  lookBack: Duration,
  coolOff: Duration,
  waitList: Duration,
  confirmAfterWaiting: Duration,
  confirmation: Duration,
  undoWithdraw: Duration,
  reopen: Duration,
  reopenWon: Duration,
  contest: Duration,
  caseAnswer: Duration,
  caseDecision: Duration,
  tail: Duration,
  holding: Duration,
  clawback: Duration,
  duplicates: DuplicateRules,
  claimScope: z.enum(['company', 'company_product', 'company_project']),
  secondApproverFrom: z.array(Money).max(20),
  openReferralCap: z.int().min(1).max(100_000),
  clock: z.enum(['calendar', 'business']).meta({
    description: '`business`: answer, review, first contact and handover are promised in working time of the calendar.',
  }),
  calendarId: idRef('calendar').nullable(),
  gates: z.array(Gate).max(4),
};

/** What may be said of a policy; what is left out has its default. */
const PolicyWish = z
  .strictObject({ ...policyFields, duplicates: DuplicateRules.partial() })
  .partial()
  .refine(({ clock, calendarId }) => (clock === 'business') === (typeof calendarId === 'string'), {
    path: ['calendarId'],
    error: 'Working time needs a calendar, and only working time has one.',
  })
  .meta({ id: 'PolicyWish' });

const PolicyView = z.strictObject(policyFields).meta({ id: 'Policy' });

export const CreateProgram = z
  .strictObject({ name: line(200), currency: Currency, policy: PolicyWish.optional() })
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

const ruleFields = {
  trigger: z.literal('signed').optional().meta({ description: 'When the deal is closed as won.' }),
  when: z.strictObject({}).optional().meta({ description: 'Conditions; empty: holds for every deal.' }),
};

const PlanRule = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('deal_percent'),
      basisPoints: z.int().min(1).max(10_000),
      base: z.enum(['first_year_net', 'total_contract_net']).optional(),
      ...ruleFields,
    }),
    z.strictObject({ kind: z.literal('deal_flat'), amount: PositiveMoney, ...ruleFields }),
  ])
  .meta({ id: 'PlanRule' });

export const CreatePlan = z
  .strictObject({
    programId: idRef('program'),
    name: line(200),
    effectiveFrom: DateTime.optional().meta({ description: 'May lie in the past; then it counts from publication.' }),
    rules: z.array(PlanRule).min(1).max(50),
  })
  .meta({ id: 'CreatePlan' });

export const PublishPlan = z.strictObject({}).meta({ id: 'PublishPlan' });

export const Plan = z
  .strictObject({
    id: idOf('plan'),
    programId: idOf('program'),
    name: z.string(),
    state: z.enum(['draft', 'published']),
    planVersion: z.string(),
    version: z.int(),
    effectiveFrom: DateTime,
    rules: z.array(PlanRule),
    terms: z.string().meta({ description: 'The rules as one paragraph, as partners read it.' }),
    draftedBy: z.string(),
    publishedBy: z.string().nullable(),
    publishedAt: DateTime.nullable(),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Plan' });

export const ListPlans = z.strictObject({ programId: idRef('program').optional() });
export const Plans = listOf(Plan).meta({ id: 'Plans' });
