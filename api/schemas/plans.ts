import { z } from 'zod';
import { FURTHER_DEAL_KINDS } from '../../domain/commission/furtherDeal.ts';
import { isForLead } from '../../domain/commission/plan.ts';
import { Explanation } from './commissions.ts';
import { PlanRule } from './planRules.ts';
import {
  CalendarDate,
  Country,
  DateTime,
  Money,
  PositiveMoney,
  idOf,
  idRef,
  line,
  listOf,
  named,
} from './primitives.ts';

type GivenRule = z.output<typeof PlanRule>;

/** Fixed amounts of different kinds may fall on one deal, which is told in two currencies at most: theirs and its own. */
const fixedAmountsAgree = (rules: readonly GivenRule[]): boolean => {
  const fixed = rules.flatMap((rule) => ('amount' in rule && !isForLead(rule) ? [rule] : []));
  const currencies = new Set(fixed.map(({ amount }) => amount.currency));
  return currencies.size < 2 || new Set(fixed.map(({ kind }) => kind)).size < 2;
};

const bonusHasPercentage = (rules: readonly GivenRule[]): boolean =>
  rules.every(({ kind }) => kind !== 'tier_bonus') || rules.some(({ kind }) => kind === 'deal_percent');

/** A bonus by volume is one line of a deal; what is taken of payments are several, one after the other. */
const bonusCountsDeals = (rules: readonly GivenRule[]): boolean =>
  rules.every(({ kind }) => kind !== 'tier_bonus') ||
  rules.every((rule) => rule.kind !== 'deal_percent' || rule.base !== 'payments_received_net');

/**
 * A correction moves a deal into another band: of one that was paid on the whole no payment may earn again, nor the other way round. A
 * recurring share is a kind of its own.
 */
const bandsEarnInOneWay = (rules: readonly GivenRule[]): boolean => {
  const percentages = rules.filter((rule) => rule.kind === 'deal_percent');
  const byPayment = percentages.filter(({ base }) => base === 'payments_received_net');
  return (
    byPayment.length === 0 ||
    byPayment.length === percentages.length ||
    percentages.every(({ when }) => when?.values === undefined)
  );
};

/** A bonus by volume accrues with the percentage that it counts, so it says the same. */
const bonusFollowsPercentage = (rules: readonly GivenRule[]): boolean => {
  const triggersOf = (kind: GivenRule['kind']): string[] =>
    rules.flatMap((rule) => (rule.kind === kind ? [rule.trigger ?? 'signed'] : []));
  return triggersOf('tier_bonus').every((trigger) => triggersOf('deal_percent').every((other) => other === trigger));
};

export const CreatePlan = z
  .strictObject({
    programId: idRef('program'),
    name: named(200),
    effectiveFrom: DateTime.optional().meta({ description: 'May lie in the past; then it counts from publication.' }),
    rules: z
      .array(PlanRule)
      .min(1)
      .max(50)
      .refine(fixedAmountsAgree, { error: 'Fixed amounts of different kinds are in one currency.' })
      .refine(bonusHasPercentage, { error: 'A bonus by volume counts the deals that earn a percentage: give one.' })
      .refine(bonusCountsDeals, { error: 'A bonus by volume counts deals, not payments.' })
      .refine(bandsEarnInOneWay, {
        error:
          'A correction may move a deal from one band of values to another: where a percentage has one, all of them are of payments, or none is.',
      })
      .refine(bonusFollowsPercentage, {
        error: 'A bonus by volume has the trigger of the percentages that it counts.',
      }),
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
    partnerTerms: z
      .array(z.strictObject({ partnerId: z.string(), terms: z.string() }))
      .meta({ description: 'What a partner that a rule names reads instead, and nobody else.' }),
    draftedBy: z.string(),
    publishedBy: z.string().nullable(),
    publishedAt: DateTime.nullable(),
    warnings: z.array(z.string()),
    mayPublish: z
      .strictObject({ allowed: z.boolean(), why: z.string().nullable() })
      .optional()
      .meta({ description: 'Of a draft, for people who publish plans: whether the reader may, and why not.' }),
  })
  .meta({ id: 'Plan' });

export const ListPlans = z.strictObject({ programId: idRef('program').optional() });
export const Plans = listOf(Plan).meta({ id: 'Plans' });

const SampleDeal = z
  .strictObject({
    amount: PositiveMoney,
    firstYearNet: PositiveMoney.optional().meta({ description: 'As `amount` unless told.' }),
    partnerId: idRef('partner').optional(),
    tier: line(60).optional().meta({ description: 'As the partner has it today unless told.' }),
    productLine: line(100).optional(),
    country: Country.optional(),
    region: line(200).optional(),
    receivedAt: DateTime.optional().meta({ description: 'Now unless told.' }),
    quality: z.int().min(1).max(5).optional().meta({ description: 'Not qualified unless told.' }),
    furtherDeal: z
      .strictObject({ kind: z.enum(FURTHER_DEAL_KINDS), firstWonOn: CalendarDate, wonOn: CalendarDate })
      .optional()
      .meta({ description: 'Where it is a renewal or further deal; the first deal of its customer unless told.' }),
  })
  .refine(({ amount, firstYearNet }) => firstYearNet === undefined || firstYearNet.currency === amount.currency, {
    error: 'One deal has one currency.',
    path: ['firstYearNet', 'currency'],
  })
  .meta({ id: 'SampleDeal' });

export const PreviewPlan = z.strictObject({ sample: SampleDeal.optional() }).meta({ id: 'PreviewPlan' });

const perCurrency = z.array(Money);

export const PlanPreview = z
  .strictObject({
    planVersion: z.string(),
    sample: z
      .strictObject({
        lines: z.array(z.strictObject({ kind: z.string(), rule: z.int(), amount: Money, explanation: Explanation })),
        total: perCurrency,
      })
      .nullable(),
    past: z
      .strictObject({
        from: CalendarDate.meta({ description: 'Deals of the program that were won on this day or later.' }),
        deals: z.int(),
        complete: z.boolean().meta({ description: 'False when there are more deals than are looked at.' }),
        wouldEarn: perCurrency.meta({ description: 'All of them together under this version.' }),
        earned: perCurrency.meta({ description: 'What they have earned; rejected lines are left out.' }),
        changed: z.int().meta({ description: 'How many of them would earn something else.' }),
        changes: z
          .array(
            z.strictObject({
              referralId: idOf('referral'),
              referralNumber: z.string(),
              closedOn: CalendarDate,
              amount: Money,
              wouldEarn: perCurrency,
              earned: perCurrency,
            }),
          )
          .optional()
          .meta({ description: 'For people of finance and auditors: the latest of these, at most 50.' }),
      })
      .meta({ description: 'What the won deals of the last year would have cost.' }),
  })
  .meta({ id: 'PlanPreview' });
