import { z } from 'zod';
import { DateTime } from './primitives.ts';

const Asked = z.strictObject({
  days: z.int(),
  reasonCode: z.string(),
  askedAt: DateTime,
  decideBy: DateTime.meta({ description: 'When a decision is promised; after that the managers are told.' }),
});

export const MoreTime = z
  .strictObject({
    request: Asked.nullable().meta({ description: 'Asked for and not decided yet.' }),
    granted: z.int(),
    max: z.int().meta({ description: 'How often a registration may be prolonged.' }),
  })
  .meta({ description: 'More time for the registration.' });
