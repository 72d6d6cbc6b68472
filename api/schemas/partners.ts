import { z } from 'zod';
import { SCOPES } from '../../domain/approval/roles.ts';
import { Country, DateTime, Email, idOf, idRef, line, listOf } from './primitives.ts';
import { Role } from './session.ts';

export const CreatePartner = z
  .strictObject({
    name: line(200),
    country: Country,
    programIds: z.array(idRef('program')).max(100),
    tier: line(60).optional(),
    managerId: idRef('user').optional(),
  })
  .meta({ id: 'CreatePartner' });

export const Partner = z
  .strictObject({
    id: idOf('partner'),
    name: z.string(),
    country: z.string(),
    tier: z.string(),
    state: z.string(),
    manager: z.strictObject({ id: idOf('user'), name: z.string(), email: z.string() }).nullable(),
    enrolments: z.array(z.strictObject({ programId: idOf('program'), programName: z.string(), state: z.string() })),
    createdAt: DateTime,
  })
  .meta({ id: 'Partner' });

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
    name: line(200),
    email: Email,
    roles: z.array(Role).min(1).max(9),
    partnerId: idRef('partner').optional().meta({ description: 'For people of a partner.' }),
    password: z.string().min(10).max(1_000).optional(),
  })
  .meta({ id: 'CreateUser' });

export const User = z
  .strictObject({
    id: idOf('user'),
    name: z.string(),
    email: z.string(),
    roles: z.array(Role),
    partnerId: z.string().nullable(),
    active: z.boolean(),
    createdAt: DateTime,
  })
  .meta({ id: 'User' });

export const Users = listOf(User).meta({ id: 'Users' });

export const People = listOf(
  z
    .strictObject({ id: idOf('user'), name: z.string(), email: z.string(), roles: z.array(Role) })
    .meta({ id: 'AssignablePerson' }),
).meta({ id: 'People' });
