import { z } from 'zod';
import { Country, DateTime, Email, PositiveMoney, idRef, line, text, named } from './primitives.ts';

const HOST_NAME = /^(?:https?:\/\/)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}\/?$/u;

export const CompanyDomain = z
  .string()
  .trim()
  .max(253)
  .regex(HOST_NAME, { error: 'Use a domain such as nordwind.example.' });

export const SubmitReferral = z
  .strictObject({
    programId: idRef('program')
      .optional()
      .meta({ description: 'May be left out when the partner is in exactly one program.' }),
    partnerId: idRef('partner')
      .optional()
      .meta({ description: 'Only for people of the vendor who submit on behalf of a partner.' }),
    onBehalfOf: idRef('user').optional().meta({ description: 'The person at the partner who gave the introduction.' }),
    prospect: z
      .strictObject({
        name: named(200),
        email: Email.optional(),
        phone: line(60)
          .regex(/\d.*\d.*\d/, { error: 'A phone number has at least three digits.' })
          .optional(),
        title: line(200).optional(),
      })
      .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
        error: 'Give an e-mail address or a phone number.',
        path: ['email'],
      }),
    company: z.strictObject({
      name: named(200),
      domain: CompanyDomain.optional(),
      country: Country.optional(),
      region: line(200).optional(),
    }),
    need: text(5_000),
    estimatedValue: PositiveMoney.optional(),
    productLine: line(100).optional(),
    project: line(200)
      .optional()
      .meta({ description: 'Project or site; what a claim is about where the program says so.' }),
    consent: z.strictObject({ basis: z.enum(['consent', 'legitimate_interest']), at: DateTime.optional() }),
    externalRef: line(200).optional(),
  })
  .meta({ id: 'SubmitReferral' });
