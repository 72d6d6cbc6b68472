import { z } from 'zod';
import { DateTime, idRef } from './primitives.ts';

const Kind = z.enum([
  'acknowledge',
  'review',
  'first_contact',
  'handover',
  'status_update',
  'information',
  'approve',
  'payout',
]);

export const ReadAttainment = z.strictObject({
  by: z
    .enum(['program', 'partner', 'rep'])
    .optional()
    .meta({ description: 'Whose promises; `program` when left out.' }),
  programId: idRef('program').optional(),
  partnerId: idRef('partner').optional(),
  ownerId: idRef('user').optional(),
});

export const AttainmentReport = z
  .strictObject({
    by: z.enum(['program', 'partner', 'rep']),
    since: DateTime,
    until: DateTime,
    data: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        kind: Kind,
        total: z.int(),
        kept: z.int(),
        percent: z.int().nullable().meta({ description: 'Rounded down. Null where there are too few cases to say.' }),
        keptWithoutPauses: z.int().meta({ description: 'Kept even if the time of open questions counts.' }),
        percentWithoutPauses: z.int().nullable(),
        tooFew: z.boolean(),
        inWords: z.string().meta({ example: '19 of 20 in time (95 %)' }),
        inWordsWithoutPauses: z.string(),
      }),
    ),
  })
  .meta({ id: 'AttainmentReport' });
