import { z } from 'zod';
import { SPLIT_ANSWERS } from '../../domain/approval/splits.ts';
import { DateTime, idOf, idRef } from './primitives.ts';

const Person = z.strictObject({ id: z.string(), name: z.string().nullable() });

const Split = z
  .strictObject({
    id: idOf('split'),
    partner: z.strictObject({ id: idOf('partner'), name: z.string() }),
    basisPoints: z
      .int()
      .meta({ description: 'The part of that partner; who referred the company has the rest of 10,000.' }),
    state: z.enum(['proposed', ...SPLIT_ANSWERS]),
    proposedBy: Person,
    proposedAt: DateTime,
    answeredBy: Person.nullable(),
    answeredAt: DateTime.nullable(),
  })
  .meta({ id: 'Split', description: 'What a deal earns, shared with another partner.' });

export const SplitOfReferral = z
  .strictObject({
    split: Split.nullable().meta({ description: 'The one that stands, or the last that did not come about.' }),
    actions: z.array(z.enum(['propose', 'answer', 'withdraw'])).meta({ description: 'What the reader may do now.' }),
  })
  .meta({ id: 'SplitOfReferral' });

export const ProposeSplit = z
  .strictObject({
    partnerId: idRef('partner'),
    basisPoints: z
      .int()
      .min(1)
      .max(9_999)
      .meta({ description: 'The part of that partner; who referred the company keeps the rest of 10,000.' }),
  })
  .meta({ id: 'ProposeSplit' });

export const AnswerSplit = z
  .strictObject({
    splitId: idRef('split'),
    answer: z.enum(SPLIT_ANSWERS).meta({ description: '`withdrawn`: by the house, before it was answered.' }),
  })
  .meta({ id: 'AnswerSplit' });
