import { z } from 'zod';
import { CommissionState } from './commissions.ts';
import { idOf } from './primitives.ts';

const APPROVALS_MAX = 200;

const contentHash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'A content hash has 64 hex digits.' });

export const ApproveCommissions = z
  .strictObject({
    items: z
      .array(z.strictObject({ id: idOf('commission'), contentHash }))
      .min(1)
      .max(APPROVALS_MAX)
      .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, {
        error: 'Each line is named once.',
      }),
  })
  .meta({ id: 'ApproveCommissions' });

const Approval = z.discriminatedUnion('outcome', [
  z.strictObject({
    id: idOf('commission'),
    outcome: z.literal('done'),
    state: CommissionState,
    approvals: z.int(),
    approvalsRequired: z.int().nullable(),
  }),
  z.strictObject({ id: idOf('commission'), outcome: z.literal('pending'), commandId: idOf('command') }),
  z.strictObject({
    id: idOf('commission'),
    outcome: z.literal('refused'),
    code: z.string(),
    why: z.string().meta({ description: 'In words.' }),
  }),
]);

export const Approvals = z
  .strictObject({ data: z.array(Approval).meta({ description: 'In the order of the request.' }) })
  .meta({ id: 'Approvals' });
