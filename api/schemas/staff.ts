import { z } from 'zod';
import { PASSED_OVER, POOL_REASONS } from '../../domain/routing/chooseOwner.ts';
import { ROUTED_DUTIES, ROUTING_MODES } from '../../domain/routing/rules.ts';
import { referralConditions } from './conditions.ts';
import { Country, DateTime, PositiveMoney, idOf, idRef, line, listOf } from './primitives.ts';

const Named = z.strictObject({ id: idOf('user'), name: z.string() });

export const Absence = z
  .strictObject({ id: idOf('absence'), user: Named, from: DateTime, to: DateTime, deputy: Named.nullable() })
  .meta({ id: 'Absence' });

export const Absences = listOf(Absence).meta({ id: 'Absences' });

export const ListAbsences = z.strictObject({ userId: idRef('user').optional() });

export const PlanAbsence = z
  .strictObject({
    userId: idRef('user').optional().meta({ description: 'Yourself unless told.' }),
    from: DateTime,
    to: DateTime,
    deputyId: idRef('user')
      .optional()
      .meta({ description: 'Works meanwhile on what the absent person owns, and gets their mails too.' }),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { error: 'It ends after it begins.', path: ['to'] })
  .meta({ id: 'PlanAbsence' });

const Conditions = z
  .strictObject({
    ...referralConditions,
    duties: z.array(z.enum(ROUTED_DUTIES)).min(1).max(ROUTED_DUTIES.length).optional(),
  })
  .meta({ id: 'RoutingConditions', description: 'What is named has to fit; one of each list is enough.' });

const Mode = z.enum(ROUTING_MODES);

export const WriteRoutingRule = z
  .strictObject({
    name: line(100),
    programId: idRef('program').optional().meta({ description: 'Every program unless told.' }),
    order: z.int().min(1).max(10_000).optional().meta({ description: '1 is asked first; the last one unless told.' }),
    when: Conditions.default({}),
    team: z.array(idRef('user')).min(1).max(100),
    mode: Mode,
  })
  .meta({ id: 'WriteRoutingRule' });

export const RoutingRule = z
  .strictObject({
    id: idOf('rule'),
    order: z.int(),
    name: z.string(),
    programId: z.string().nullable(),
    when: Conditions,
    team: z.array(Named.extend({ active: z.boolean() })),
    mode: Mode,
    version: z.int(),
  })
  .meta({ id: 'RoutingRule' });

export const RoutingRules = listOf(RoutingRule).meta({ id: 'RoutingRules' });

export const DryRun = z
  .strictObject({
    duty: z.enum(ROUTED_DUTIES).default('qualifier'),
    referralId: idRef('referral').optional(),
    sample: z
      .strictObject({
        programId: idRef('program').optional(),
        country: Country.optional(),
        region: line(200).optional(),
        productLine: line(100).optional(),
        partnerId: idRef('partner').optional(),
        estimatedValue: PositiveMoney.optional(),
      })
      .optional(),
  })
  .refine(({ referralId, sample }) => (referralId === undefined) !== (sample === undefined), {
    error: 'Give a referral or a sample.',
    path: ['sample'],
  })
  .meta({ id: 'RoutingDryRun' });

export const DryRunResult = z
  .strictObject({
    person: Named.nullable(),
    unassigned: z.boolean(),
    why: z.enum(POOL_REASONS).nullable().meta({ description: 'Why nobody could take it.' }),
    ruleId: z.string().nullable().meta({ description: 'The rule that fits; null: none, or there are none.' }),
    mode: Mode.nullable(),
    others: z.array(Named.extend({ why: z.enum(PASSED_OVER) })),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        unmet: z.array(z.string()).meta({ description: 'Which conditions do not fit.' }),
      }),
    ),
  })
  .meta({ id: 'RoutingDryRunResult' });
