import { z } from 'zod';
import { isRate } from '../../domain/money.ts';
import { CalendarDate, Currency, DateTime, Money, idOf, line, listOf, pageOf, pageQuery } from './primitives.ts';

const RateState = z.enum(['proposed', 'confirmed', 'refused']);
const Named = z.strictObject({ id: idOf('user'), name: z.string().nullable() });

export const CreateRate = z
  .strictObject({
    from: Currency,
    to: Currency,
    rate: z
      .string()
      .refine(isRate, { error: 'Use a decimal above zero such as 162.35, with at most 12 decimals.' })
      .meta({ description: 'How many units of `to` are paid for one of `from`.', example: '162.35' }),
    day: CalendarDate,
    source: line(100).meta({ example: 'ECB reference rate' }),
  })
  .refine(({ from, to }) => from !== to, { error: 'Two different currencies are needed.', path: ['to'] })
  .meta({ id: 'CreateRate' });

export const DecideRate = z.strictObject({}).meta({ id: 'DecideRate' });

export const Rate = z
  .strictObject({
    id: idOf('rate'),
    from: z.string(),
    to: z.string(),
    rate: z.string(),
    day: CalendarDate,
    source: z.string(),
    state: RateState,
    proposedBy: Named,
    proposedAt: DateTime,
    decidedBy: Named.nullable(),
    decidedAt: DateTime.nullable(),
  })
  .meta({ id: 'Rate' });

export const Rates = pageOf(Rate).meta({ id: 'Rates' });

export const ListRates = z.strictObject({
  ...pageQuery,
  from: Currency.optional(),
  to: Currency.optional(),
  state: RateState.optional(),
});

export const WaitingForRates = listOf(
  z
    .strictObject({
      from: z.string(),
      to: z.string(),
      lines: z.array(
        z.strictObject({
          commissionId: idOf('commission'),
          referralId: idOf('referral'),
          referralNumber: z.string(),
          partnerId: idOf('partner'),
          partnerName: z.string(),
          amount: Money.meta({
            description: 'In the currency of the deal; of what a correction changes, what it came to before.',
          }),
          since: DateTime,
        }),
      ),
    })
    .meta({ id: 'WaitingForRate' }),
).meta({ id: 'WaitingForRates' });
