import { z } from 'zod';
import { ERROR_CODES } from '../../domain/errors.ts';
import { DateTime, idOf, idRef } from './primitives.ts';
import { Stage } from './outcome.ts';

const Named = z.strictObject({ id: idOf('user'), name: z.string(), active: z.boolean() });

const item = {
  referralId: idOf('referral'),
  number: z.string(),
  company: z.string(),
};

export const Handover = z
  .strictObject({
    user: Named,
    counts: z.strictObject({ review: z.int(), qualify: z.int(), close: z.int() }).meta({
      description: 'By what the person is there for: reviews and the wait-list, qualification, deals.',
    }),
    items: z.array(z.strictObject({ ...item, stage: Stage, dueAt: DateTime.nullable(), pending: z.boolean() })),
    has_more: z.boolean(),
  })
  .meta({ id: 'Handover' });

export const HandOver = z
  .strictObject({
    to: z.union([z.literal('by_rule'), idRef('user')]).meta({ description: 'A person, or `by_rule`.' }),
    deactivate: z.boolean().default(false).meta({ description: 'The person leaves: signed out at once.' }),
  })
  .meta({ id: 'HandOver' });

export const HandOverResult = z
  .strictObject({
    user: Named,
    items: z.array(
      z.strictObject({ ...item, state: z.enum(['done', 'pending', 'refused']), code: z.enum(ERROR_CODES).nullable() }),
    ),
    remaining: z.int().meta({ description: 'Still theirs; a repeat goes on with them.' }),
  })
  .meta({ id: 'HandOverResult' });
