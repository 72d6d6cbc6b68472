import { z } from 'zod';
import { CREDITS } from '../../domain/referral/attribution.ts';
import { REFERRAL_ACTIONS, STAGES } from '../../domain/referral/stages.ts';
import { POOL_REASONS } from '../../domain/routing/chooseOwner.ts';
import { customerDeals } from './furtherDeals.ts';
import { MoreTime } from './extension.ts';
import { Outcome, Stage } from './outcome.ts';
import { DateTime, Duration, Money, idOf, idRef, line, pageQuery } from './primitives.ts';
import { Ahead, Verdict } from './verdict.ts';

const PersonAtCompany = {
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
};

export const Clock = z
  .strictObject({
    kind: z.enum([
      'acknowledge',
      'review',
      'first_contact',
      'handover',
      'status_update',
      'information',
      'expiry',
      'approve',
    ]),
    startedAt: DateTime,
    dueAt: DateTime,
    state: z.enum(['running', 'paused', 'met', 'breached', 'cancelled']),
    remaining: Duration.nullable().meta({ description: 'Time left of a running or paused clock; PT0S when overdue.' }),
    metAt: DateTime.nullable(),
    pausedSince: DateTime.nullable().meta({
      description: 'While it stands still, because the partner owes an answer.',
    }),
  })
  .meta({ id: 'Clock' });

export const Person = z.strictObject({ id: idOf('user'), name: z.string(), email: z.string() }).meta({ id: 'Person' });

export const ReferralLine = z
  .strictObject({
    id: idOf('commission'),
    kind: z.string(),
    state: z.string(),
    amount: Money.nullable().meta({ description: 'Null for those who may only know that a commission exists.' }),
    payableFrom: DateTime.nullable(),
  })
  .meta({ id: 'ReferralLine' });

const Question = z
  .strictObject({
    kind: z.enum(['asked', 'wrong_details', 'refused']).meta({
      description: '`asked` by a person; the others by itself, after an attempt that only the partner can mend.',
    }),
    state: z.enum(['open', 'answered', 'lapsed', 'dropped']),
    question: z.string().nullable(),
    askedAt: DateTime,
    askedBy: z.string().nullable().meta({ description: 'Internal readers only.' }),
    answerBy: DateTime,
    answer: z.string().nullable(),
    answeredAt: DateTime.nullable(),
  })
  .meta({ id: 'Question' });

export const Referral = z
  .strictObject({
    id: idOf('referral'),
    number: z.string().meta({ example: 'R-7K2M-94' }),
    stage: Stage,
    submittedAt: DateTime,
    updatedAt: DateTime,
    channel: z.enum(['api', 'portal', 'on_behalf']),
    externalRef: z.string().nullable(),
    previousReferralId: idOf('referral')
      .nullable()
      .meta({ description: 'The same partner’s referral of this company before.' }),
    programId: idOf('program'),
    partnerId: idOf('partner'),
    partnerName: z.string(),
    submittedBy: z.strictObject({
      kind: z.string(),
      id: z.string(),
      name: z.string().nullable(),
      onBehalfOf: z.string().nullable(),
    }),
    prospect: z.strictObject(PersonAtCompany),
    contacts: z.array(z.strictObject({ ...PersonAtCompany, addedAt: DateTime })),
    company: z.strictObject({
      name: z.string(),
      domain: z.string().nullable(),
      country: z.string().nullable(),
      region: z.string().nullable(),
    }),
    need: z.string(),
    estimatedValue: Money.nullable(),
    productLine: z.string().nullable(),
    project: z.string().nullable(),
    consent: z.strictObject({ basis: z.string(), at: DateTime.nullable() }),
    owner: Person.nullable(),
    position: z.int().nullable().meta({ description: 'Own place in the wait-list; 1 = next.' }),
    waitingOn: z.enum(['partner']).nullable(),
    answerBy: DateTime.nullable().meta({ description: 'By when the partner answers; null when nothing is asked.' }),
    questions: z.array(Question).meta({ description: 'What the partner was asked, the first one first.' }),
    outcome: Outcome.nullable(),
    attempts: z.array(
      z.strictObject({
        at: DateTime,
        channel: z.string(),
        outcome: z.string(),
        message: z.string().nullable(),
        note: z.string().nullable(),
        by: z.string().nullable(),
      }),
    ),
    quality: z.int().nullable(),
    feedback: z.string().nullable(),
    deal: z
      .strictObject({
        amount: Money,
        firstYearNet: Money,
        closedOn: z.string(),
        dealId: z.string().nullable(),
      })
      .nullable(),
    ...customerDeals,
    planVersion: z.string().nullable(),
    terms: z.string(),
    next: z.strictObject({
      situation: z.string(),
      sentence: z.string(),
      action: z.string(),
      who: z.string().nullable().meta({ description: '`system`, `partner` or a user id.' }),
      dueAt: DateTime.nullable(),
    }),
    clocks: z.array(Clock),
    expiresAt: DateTime.nullable(),
    extension: MoreTime,
    commissions: z.array(ReferralLine),
    actions: z
      .array(z.enum([...Object.values(REFERRAL_ACTIONS), 'contest', 'further-deals']))
      .meta({ description: 'What the reader may do now, by its addresses below the referral.' }),
    version: z.int(),
    intakeNo: z.int().optional().meta({ description: 'Internal readers only.' }),
    unassigned: z.boolean().optional().meta({ description: 'Internal readers only.' }),
    poolReason: z.enum(POOL_REASONS).nullable().optional().meta({ description: 'Why nobody could take it.' }),
    ownerAway: z
      .strictObject({ until: DateTime, deputy: z.strictObject({ id: idOf('user'), name: z.string() }).nullable() })
      .nullable()
      .optional()
      .meta({
        description:
          'Internal readers only: the owner is away now, and who stands in. Whoever assigns reads it at once.',
      }),
    companyId: z.string().optional().meta({ description: 'Internal readers only.' }),
    pendingWin: z
      .strictObject({
        commandId: z.string().meta({ description: 'What `confirms` of the second person names.' }),
        amount: Money,
        firstYearNet: Money,
        closedOn: z.string(),
        closedBy: z.string(),
      })
      .nullable()
      .optional()
      .meta({ description: 'Internal readers only: a win without a deal id that waits for a second person.' }),
    crm: z
      .strictObject({
        recordId: z.string(),
        writtenAt: DateTime,
        credit: z.enum(CREDITS).meta({
          description: '`registered`: the claim is held; `waiting`: in line; `earned`: won; `none`: ended.',
        }),
        claimExpiresAt: DateTime.nullable(),
        restored: z
          .strictObject({ times: z.int(), lastAt: DateTime })
          .nullable()
          .meta({ description: 'How often others changed what is ours, and it was put back.' }),
      })
      .nullable()
      .optional()
      .meta({ description: 'Internal readers only: what the record in the CRM says of us.' }),
    ahead: Ahead.nullable().optional().meta({ description: 'In review or in line, internal readers only.' }),
    verdict: Verdict.nullable().optional().meta({ description: 'Internal readers only.' }),
  })
  .meta({ id: 'Referral' });

export const JoinedReferral = Referral.extend({
  duplicateOf: z.literal('same_partner'),
  added: z.array(z.literal('contact')),
}).meta({ id: 'JoinedReferral' });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const ListReferrals = z.strictObject({
  ...pageQuery,
  stage: z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(Stage).min(1).max(STAGES.length))
    .optional()
    .meta({ description: 'One stage, or several with commas between.', override: { type: 'string' } }),
  partnerId: idRef('partner').optional(),
  ownerId: idRef('user').optional(),
  programId: idRef('program').optional(),
  unassigned: flag.optional(),
  deputised: flag.optional().meta({ description: 'Only those of people for whom you stand in now.' }),
  waiting_on: z.enum(['partner']).optional().meta({ description: 'Only those that wait for the partner.' }),
  updated_since: DateTime.optional().meta({ description: 'Changed at or after; oldest change first.' }),
  q: line(100).optional().meta({ description: 'Part of number, company or prospect.' }),
  sort: z
    .enum(['newest', 'due', 'updated'])
    .optional()
    .meta({ description: '`newest` first (usual), `due`: earliest deadline first, `updated`: oldest change first.' }),
});
