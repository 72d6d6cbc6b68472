import { z } from 'zod';
import { ROLES } from '../../domain/approval/roles.ts';
import { LANGUAGES } from '../../domain/texts/format.ts';
import { DateTime, idOf } from './primitives.ts';

export const Role = z.enum(ROLES).meta({ id: 'Role' });

export const LanguageCode = z.enum(LANGUAGES).meta({ description: 'The language of sentences, mails and labels.' });

export const Zone = z.string().min(1).max(60).meta({ description: 'IANA time zone.', example: 'Europe/Berlin' });

export const SignIn = z
  .strictObject({
    email: z
      .string()
      .max(254)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u),
    password: z.string().min(1).max(1_000),
  })
  .meta({
    id: 'SignIn',
  });

export const StepUp = z.strictObject({ password: z.string().min(1).max(1_000) }).meta({ id: 'StepUp' });

export const SignedIn = z
  .strictObject({
    user: z.strictObject({
      id: idOf('user'),
      name: z.string(),
      email: z.string(),
      roles: z.array(Role),
      partnerId: z.string().nullable(),
      partnerName: z.string().nullable(),
      language: LanguageCode,
      zone: Zone,
    }),
    signedInAt: DateTime,
    stepUpUntil: DateTime.meta({
      description: 'Until then the last password given counts as a fresh proof of who you are.',
    }),
  })
  .meta({ id: 'SignedIn' });

export const DemoAccount = z
  .strictObject({
    role: z.string(),
    name: z.string(),
    email: z.string(),
    password: z.string(),
    partnerName: z.string().nullable(),
  })
  .meta({ id: 'DemoAccount' });
