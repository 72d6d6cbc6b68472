import { z } from 'zod';
import { PASSED_OVER, POOL_REASONS } from '../../domain/routing/chooseOwner.ts';
import { ROUTING_MODES } from '../../domain/routing/rules.ts';
import { DateTime, pageQuery } from './primitives.ts';

export const TimelineEntry = z
  .strictObject({
    seq: z.int(),
    at: DateTime,
    type: z.string().meta({ example: 'referral.accepted' }),
    actor: z.strictObject({ kind: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    source: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    reasonCode: z.string().nullable(),
    note: z.string().nullable().meta({ description: 'Internal; null for partners.' }),
    message: z.string().nullable().meta({ description: 'What the partner was told in words.' }),
    routing: z
      .strictObject({
        ruleId: z.string().nullable(),
        ruleName: z.string().nullable(),
        mode: z.enum(ROUTING_MODES).nullable(),
        why: z.enum(POOL_REASONS).nullable(),
        others: z.array(z.strictObject({ userId: z.string(), name: z.string().nullable(), why: z.enum(PASSED_OVER) })),
      })
      .nullable()
      .meta({ description: 'By which rule an owner was chosen and why not the others; null for partners.' }),
    taken: z
      .strictObject({ fields: z.array(z.string()), by: z.string().nullable() })
      .nullable()
      .meta({ description: 'What others have changed on the record in the CRM, and who; null for partners.' }),
    caseId: z.string().nullable().meta({ description: 'The case that it is about.' }),
    hash: z.string(),
    prevHash: z.string(),
  })
  .meta({ id: 'TimelineEntry' });

export const ListTimeline = z.strictObject(pageQuery);
