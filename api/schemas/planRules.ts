import { z } from 'zod';
import { DayWindow, referralConditions } from './conditions.ts';
import { PositiveMoney } from './primitives.ts';

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

/** What a deal is worth is not known when its introduction is qualified. */
const LeadConditions = PlanConditions.omit({ values: true }).meta({
  id: 'LeadConditions',
  description: 'As PlanConditions, but for the value of a deal that there is not yet.',
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

/** Ten years of monthly payments. */
const INSTALMENTS_MAX = 120;

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

const months = z.int().min(1).max(INSTALMENTS_MAX);

/** What a percentage pays beyond the first deal of a customer. */
const beyondFirst = {
  renewals: z
    .strictObject({ months, basisPoints: z.int().min(1).max(10_000).optional() })
    .optional()
    .meta({
      description:
        'Renewals earn when they are won within the first year of the first deal or so many months after it: the same, or the share that is named. Not at all unless told.',
    }),
  furtherDeals: z.strictObject({ months }).optional().meta({
    description:
      'Further deals of the customer earn the same when they are won within so many months of the first. Not at all unless told.',
  }),
};

export const PlanRule = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('deal_percent'),
        basisPoints: z.int().min(1).max(10_000),
        base: z.enum(['first_year_net', 'total_contract_net', 'payments_received_net']).optional().meta({
          description:
            "The first year's net amount unless told. `payments_received_net`: each payment of the customer earns its part when it is received; above and capPerDeal count all of them together.",
        }),
        above: PositiveMoney.optional().meta({ description: 'Only the part of the base above this counts.' }),
        capPerDeal: PositiveMoney.optional().meta({ description: 'At most this for one deal.' }),
        ...beyondFirst,
        ...sharedCaps,
        ...ruleFields,
      })
      .refine(hasOneCurrency, ONE_CURRENCY)
      .refine(({ base, trigger }) => base !== 'payments_received_net' || (trigger ?? 'paid') === 'paid', {
        error: 'What is taken of payments accrues with each of them.',
        path: ['trigger'],
      }),
    z
      .strictObject({
        kind: z.literal('recurring').meta({
          description:
            'A percentage of each payment of the customer of a deal, a line of its own for each; capPerDeal counts all of them together.',
        }),
        basisPoints: z.int().min(1).max(10_000),
        lasts: z
          .union([
            z.strictObject({ payments: z.int().min(1).max(INSTALMENTS_MAX) }),
            z.strictObject({ months: z.int().min(1).max(INSTALMENTS_MAX) }),
          ])
          .meta({ description: 'The first so many payments, or those received within so many months of the close.' }),
        capPerDeal: PositiveMoney.optional().meta({ description: 'At most this for one deal.' }),
        ...beyondFirst,
        ...sharedCaps,
        ...ruleFields,
        trigger: z.literal('paid').optional().meta({ description: 'With each payment.' }),
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
        kind: z.literal('qualified_lead_bonus').meta({
          description: 'A fixed amount for the introduction, once per referral, whatever becomes of the deal.',
        }),
        amount: PositiveMoney,
        ...sharedCaps,
        trigger: z.literal('qualified').optional().meta({ description: 'When the referral is qualified.' }),
        when: LeadConditions.optional().meta({ description: 'Conditions; empty: holds for every introduction.' }),
      })
      .refine(hasOneCurrency, ONE_CURRENCY),
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
