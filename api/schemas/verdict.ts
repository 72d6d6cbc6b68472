import { z } from 'zod';
import { STAGES } from '../../domain/referral/stages.ts';
import { DateTime } from './primitives.ts';

export const Verdict = z.strictObject({
  kind: z.string(),
  vendor: z
    .strictObject({
      decision: z.enum(['review', 'decline']),
      why: z.enum(['look_back', 'open_deal', 'customer', 'crm_unavailable']),
      unproven: z.boolean().meta({ description: 'Of a company of the same name only.' }),
      activity: z.string().nullable(),
      at: DateTime.nullable(),
      recognised: z
        .strictObject({
          kind: z.enum(['account', 'contact', 'lead']),
          foundBy: z.enum(['domain', 'email', 'name']),
        })
        .nullable()
        .meta({ description: 'Which record of the CRM was taken for the company, and by what.' }),
      interested: z.array(z.string()).meta({ description: 'Who has a deal with the company, and does not review.' }),
    })
    .nullable()
    .meta({ description: 'What the records of the vendor say against it.' }),
  candidates: z.array(
    z.strictObject({
      referralId: z.string().nullable(),
      referralNumber: z.string().nullable(),
      companyId: z.string().nullable(),
      companyName: z.string().nullable(),
      joinable: z.boolean().meta({ description: 'An open referral of the same partner: its people can join it.' }),
      score: z
        .int()
        .min(0)
        .max(100)
        .meta({ description: 'How much speaks for one company; a person is asked from 50 on.' }),
      evidence: z
        .array(z.string())
        .meta({ description: 'What speaks for one company and what against it, the strongest first.' }),
    }),
  ),
});

/** Who stands before a referral in the line of its company. */
export const Ahead = z.strictObject({
  referralId: z.string(),
  number: z.string(),
  stage: z.enum(STAGES),
  partnerName: z.string(),
  ownerName: z.string().nullable(),
  submittedAt: DateTime,
  heldSince: DateTime.nullable().meta({ description: 'Since when it holds the claim; null while it is not decided.' }),
  expiresAt: DateTime.nullable(),
});
