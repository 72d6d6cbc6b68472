import { z } from 'zod';
import { Country, DateTime, Email, idRef, line, named } from './primitives.ts';
import { CompanyDomain } from './submit.ts';

export const CheckDuplicates = z
  .strictObject({
    programId: idRef('program').meta({ description: 'Whose rules are asked.' }),
    company: z.strictObject({ name: named(200), domain: CompanyDomain.optional(), country: Country.optional() }),
    prospect: z.strictObject({ email: Email.optional(), phone: line(60).optional() }).optional(),
    productLine: line(100).optional(),
    project: line(200).optional(),
  })
  .meta({ id: 'CheckDuplicates' });

export const DuplicateCheck = z
  .strictObject({
    outcome: z.enum(['free', 'waitlisted', 'review', 'declined', 'unknown']).meta({
      description: 'What a referral of this company would come to now; `unknown`: the CRM does not answer.',
    }),
    why: z
      .enum(['active_claim', 'look_back', 'open_deal', 'customer', 'look_alike', 'crm_unavailable'])
      .nullable()
      .meta({ description: 'The rule that says so.' }),
    reasonCode: z.string().nullable().meta({ description: 'What the partner would read, where it would be declined.' }),
    position: z.int().nullable().meta({ description: 'Its place in line; 1 = next.' }),
    againFrom: DateTime.nullable().meta({
      description: 'From when on the company is free again, where that is known.',
    }),
    found: z
      .strictObject({ activity: z.string().nullable(), at: DateTime.nullable(), unproven: z.boolean() })
      .nullable()
      .meta({ description: 'What our own records say; `unproven`: of a company of the same name only.' }),
    company: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The record it is taken for.' }),
    candidates: z.array(
      z.strictObject({
        companyId: z.string().nullable(),
        name: z.string().nullable(),
        score: z.int().meta({ description: '0 to 100.' }),
        evidence: z.array(z.strictObject({ kind: z.string(), weight: z.int() })),
      }),
    ),
  })
  .meta({ id: 'DuplicateCheck' });
