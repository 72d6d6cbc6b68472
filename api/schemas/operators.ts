import { z } from 'zod';
import { DateTime } from './primitives.ts';

export const Live = z.strictObject({ status: z.literal('live') }).meta({ id: 'Live' });

export const Ready = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'down']),
    checks: z.strictObject({
      database: z.enum(['ok', 'down']),
      migrations: z.enum(['ok', 'behind', 'unknown']),
      temporal: z.enum(['ok', 'down']),
    }),
  })
  .meta({ id: 'Ready' });

const StuckWork = z
  .strictObject({
    kind: z.enum(['dead_delivery', 'command_pending', 'story_not_started', 'unassigned', 'period_not_closed']),
    id: z.string(),
    referralId: z.string().nullable(),
    number: z.string().nullable(),
    cause: z.string(),
    since: DateTime,
    attempts: z.int().nullable(),
  })
  .meta({ id: 'StuckWork' });

export const Stuck = z.strictObject({ data: z.array(StuckWork) }).meta({ id: 'Stuck' });
