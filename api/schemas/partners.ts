import { z } from 'zod';
import { SCOPES } from '../../domain/approval/roles.ts';
import { Country, Currency, DateTime, Email, Money, idOf, idRef, line, listOf, named } from './primitives.ts';
import { Role, Zone } from './session.ts';

export const CreatePartner = z
  .strictObject({
    name: named(200),
    country: Country,
    programIds: z.array(idRef('program')).max(100),
    tier: line(60).optional(),
    managerId: idRef('user').optional(),
    payoutCurrency: Currency.optional().meta({
      description: 'In which the partner is paid; that of the program unless told.',
    }),
  })
  .meta({ id: 'CreatePartner' });

export const Partner = z
  .strictObject({
    id: idOf('partner'),
    name: z.string(),
    country: z.string(),
    tier: z.string(),
    state: z.string(),
    payoutCurrency: z.string().nullable().meta({ description: 'Null: that of the program.' }),
    manager: z.strictObject({ id: idOf('user'), name: z.string(), email: z.string() }).nullable(),
    enrolments: z.array(z.strictObject({ programId: idOf('program'), programName: z.string(), state: z.string() })),
    probing: z.strictObject({ at: DateTime, decided: z.int(), known: z.int() }).optional().meta({
      description:
        'Internal readers only: the latest alert that so many of its referrals named companies that we know already.',
    }),
    nextTiers: z
      .array(
        z.strictObject({
          programId: idOf('program'),
          tier: z.string(),
          missing: Money.meta({
            description: 'Won revenue that is missing today; nothing: reached, and due at the next monthly check.',
          }),
          leftOut: z
            .array(Money)
            .meta({ description: 'Won in currencies of which no confirmed rate is usable today.' }),
        }),
      )
      .optional()
      .meta({
        description:
          'Where one partner is read, by its own people, its partner manager, and who reads every referral: by program with tiers, the next one above the tier it has.',
      }),
    createdAt: DateTime,
  })
  .meta({ id: 'Partner' });

export const SetPayoutCurrency = z
  .strictObject({ currency: Currency.nullable().meta({ description: 'Null: that of the program.' }) })
  .meta({ id: 'SetPayoutCurrency' });

export const Partners = listOf(Partner).meta({ id: 'Partners' });

const Scope = z.enum(SCOPES);

export const CreateApiKey = z
  .strictObject({
    name: line(100),
    scopes: z.array(Scope).min(1).max(SCOPES.length),
    expiresAt: DateTime.optional(),
  })
  .meta({ id: 'CreateApiKey' });

export const ApiKey = z
  .strictObject({
    id: idOf('apiKey'),
    name: z.string(),
    prefix: z.string().meta({ description: 'The beginning of the key, to recognise it by.' }),
    scopes: z.array(Scope),
    createdAt: DateTime,
    lastUsedAt: DateTime.nullable(),
    expiresAt: DateTime.nullable(),
    revokedAt: DateTime.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const ApiKeys = listOf(ApiKey).meta({ id: 'ApiKeys' });

export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'Shown this once.', example: 'rk_live_…' }),
}).meta({ id: 'NewApiKey' });

export const CreateUser = z
  .strictObject({
    name: named(200),
    email: Email,
    roles: z.array(Role).min(1).max(9),
    partnerId: idRef('partner').optional().meta({ description: 'For people of a partner.' }),
    password: z.string().min(10).max(1_000).optional(),
  })
  .meta({ id: 'CreateUser' });

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Use a time of day such as 09:00.' });

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
};

const WorkingHours = z
  .strictObject({
    zone: Zone.refine(isZone, { error: 'Use an IANA time zone such as Europe/Berlin.' }),
    days: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: '1 is Monday.' }),
    from: timeOfDay,
    to: timeOfDay,
  })
  .refine(({ from, to }) => from < to, { error: 'They end after they begin.', path: ['to'] })
  .meta({ id: 'WorkingHours', description: 'They count in programs with a business calendar.' });

/** Only what is named changes. */
export const ChangeUser = z
  .strictObject({
    name: named(200).optional(),
    roles: z.array(Role).min(1).max(9).optional(),
    capacity: z.int().min(0).max(100_000).nullable().optional(),
    weight: z.int().min(1).max(100).optional(),
    workingHours: WorkingHours.nullable().optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'ChangeUser' });

export const User = z
  .strictObject({
    id: idOf('user'),
    name: z.string(),
    email: z.string(),
    roles: z.array(Role),
    partnerId: z.string().nullable(),
    active: z.boolean(),
    capacity: z.int().nullable().meta({ description: 'Open referrals at most; null: no bound.' }),
    weight: z.int().meta({ description: 'Share under weighted rules.' }),
    workingHours: WorkingHours.nullable(),
    createdAt: DateTime,
  })
  .meta({ id: 'User' });

export const Users = listOf(User).meta({ id: 'Users' });

export const People = listOf(
  z
    .strictObject({ id: idOf('user'), name: z.string(), email: z.string(), roles: z.array(Role) })
    .meta({ id: 'AssignablePerson' }),
).meta({ id: 'People' });
