import { z } from 'zod';
import { STAGES } from '../../domain/referral/stages.ts';
import { DateTime, idOf } from './primitives.ts';

export const Stage = z.enum(STAGES).meta({ id: 'Stage' });

/** How it ended, and what may still be done about it until when. */
export const Outcome = z.strictObject({
  reasonCode: z.string(),
  sentence: z.string(),
  at: DateTime,
  againFrom: DateTime.nullable(),
  contestUntil: DateTime.nullable().meta({ description: 'Until then the partner may contest it.' }),
  tailUntil: DateTime.nullish().meta({ description: 'Until then a deal of theirs is checked for your credit.' }),
  from: Stage.optional().meta({ description: 'The stage that was left.' }),
  lookBack: z.string().optional().meta({ description: 'How far the rule looks back that decided.', example: 'P90D' }),
  joinedId: idOf('referral').optional().meta({ description: 'Your open referral that its people have joined.' }),
  joinedNumber: z.string().optional().meta({ description: 'The number of that one.' }),
});
