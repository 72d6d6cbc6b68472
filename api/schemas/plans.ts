import { z } from 'zod';
import { Explanation } from './commissions.ts';
import { DayWindow, referralConditions } from './conditions.ts';
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

const PlanConditions = z
  .strictObject({
    ...referralConditions,
    received: DayWindow.optional().meta({ description: 'On which days (UTC) the referral was received.' }),
    qualityFrom: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .meta({ description: 'The quality given at qualification, or better.' }),
  })
  .meta({
    id: 'PlanConditions',
    description:
      'What is named has to hold, one of each list is enough; the tier is that of the day of receipt, `values` are of the net of the whole contract. Of each kind of rule the first whose conditions hold applies.',
  });

const ruleFields = {
  trigger: z
    .enum(['signed', 'invoiced', 'paid'])
    .optional()
    .meta({
      description:
        'When a line accrues: when the deal is closed as won (unless told), or when what the rule is about was invoiced or paid in ' +
        "full: the base of a percentage, the first year's net amount for a fixed one.",
    }),
  when: PlanConditions.optional().meta({ description: 'Conditions; empty: holds for every deal.' }),
};

const period = z.enum(['month', 'quarter', 'year']);

const Budget = z
  .strictObject({ amount: PositiveMoney, period: z.enum([...period.options, 'plan']) })
  .meta({ description: 'At most this for the lines of all partners; `plan`: for as long as there is the plan.' });

const sharedCaps = {
  capPerPartner: z
    .strictObject({ amount: PositiveMoney, period })
    .optional()
    .meta({ description: 'At most this for the lines of one partner together, in a calendar period (UTC).' }),
  budget: Budget.optional(),
};

type Currencied = { currency: string } | undefined;
type Capped = { amount: { currency: string } } | undefined;
type Amounts = {
  amount?: Currencied;
  above?: Currencied;
  capPerDeal?: Currencied;
  capPerPartner?: Capped;
  budget?: Capped;
};

const hasOneCurrency = ({ amount, above, capPerDeal, capPerPartner, budget }: Amounts): boolean =>
  new Set([amount, above, capPerDeal, capPerPartner?.amount, budget?.amount].flatMap((given) => given?.currency ?? []))
    .size < 2;

const ONE_CURRENCY = { error: 'Nothing is converted: the amounts of one rule are in one currency.' };

const PlanRule = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('deal_percent'),
        basisPoints: z.int().min(1).max(10_000),
        base: z.enum(['first_year_net', 'total_contract_net']).optional(),
        above: PositiveMoney.optional().meta({ description: 'Only the part of the base above this counts.' }),
        capPerDeal: PositiveMoney.optional().meta({ description: 'At most this for one deal.' }),
        ...sharedCaps,
        ...ruleFields,
      })
      .refine(hasOneCurrency, ONE_CURRENCY),
    z
      .strictObject({ kind: z.literal('deal_flat'), amount: PositiveMoney, ...sharedCaps, ...ruleFields })
      .refine(hasOneCurrency, ONE_CURRENCY),
    z
      .strictObject({
        kind: z.literal('spiff'),
        amount: PositiveMoney,
        ...sharedCaps,
        budget: Budget,
        ...ruleFields,
        when: PlanConditions,
      })
      .refine(hasOneCurrency, ONE_CURRENCY)
      .refine(({ when }) => when.received?.to !== undefined, {
        error: 'An extra for a while says until when.',
        path: ['when', 'received'],
      }),
    z
      .strictObject({
        kind: z.literal('tier_bonus'),
        basisPoints: z.int().min(1).max(10_000),
        above: PositiveMoney.meta({
          description: 'Of what the deals of a partner bring in a calendar year, the part above.',
        }),
        ...sharedCaps,
        ...ruleFields,
      })
      .refine(hasOneCurrency, ONE_CURRENCY),
  ])
  .meta({ id: 'PlanRule' });

type GivenRule = z.output<typeof PlanRule>;

/** Fixed amounts of different kinds may fall on one deal, which is told in two currencies at most: theirs and its own. */
const fixedAmountsAgree = (rules: readonly GivenRule[]): boolean => {
  const fixed = rules.filter((rule) => 'amount' in rule);
  const currencies = new Set(fixed.map(({ amount }) => amount.currency));
  return currencies.size < 2 || new Set(fixed.map(({ kind }) => kind)).size < 2;
};

const bonusHasPercentage = (rules: readonly GivenRule[]): boolean =>
  rules.every(({ kind }) => kind !== 'tier_bonus') || rules.some(({ kind }) => kind === 'deal_percent');

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
