import { z } from 'zod';
import { FURTHER_DEAL_KINDS } from '../../domain/commission/furtherDeal.ts';
import { Stage } from './outcome.ts';
import { CalendarDate, PositiveMoney, idOf, line, named } from './primitives.ts';

const kind = z.enum(FURTHER_DEAL_KINDS);

export const RecordFurtherDeal = z
  .strictObject({
    kind,
    name: named(200).meta({ description: 'What it is about; the partner reads it.' }),
    expectedAmount: PositiveMoney.optional().meta({ description: 'Net of the whole contract, as it is expected.' }),
    productLine: line(100).optional().meta({ description: 'As of the first deal unless told.' }),
  })
  .meta({ id: 'RecordFurtherDeal' });

export const FurtherDeal = z
  .strictObject({
    id: idOf('referral'),
    number: z.string(),
    kind,
    earnsBefore: CalendarDate.meta({ description: 'It earns a share only when it is won before this day.' }),
    first: z.strictObject({ id: idOf('referral'), number: z.string() }),
  })
  .meta({ id: 'FurtherDeal' });

const Origin = z
  .strictObject({
    kind,
    referralId: idOf('referral'),
    number: z.string(),
    firstWonOn: CalendarDate,
    earnsBefore: CalendarDate.meta({ description: 'It earns a share only when it is won before this day.' }),
  })
  .meta({ id: 'Origin' });

/** What a referral says of the other deals of its customer. */
export const customerDeals = {
  origin: Origin.nullable().meta({
    description: 'Of a renewal or further deal: what it follows from. It has no place in the line of its company.',
  }),
  furtherDeals: z
    .array(z.strictObject({ id: idOf('referral'), number: z.string(), kind, stage: Stage }))
    .meta({ description: 'Renewals and further deals of its customer, the first one first.' }),
  paysBeyond: z
    .array(kind)
    .optional()
    .meta({ description: 'Internal readers only: of a won one, what its plan pays for beyond this deal.' }),
};
