import { OWNER_ROLES } from '../../domain/approval/roles.ts';
import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { readApprovers } from './commissionReads.ts';
import { readFor } from './partnerReads.ts';
import type { SetupReads } from './setupPort.ts';
import {
  partnersSql,
  PROGRAMS,
  toKey,
  toCalendar,
  toPlan,
  toProgram,
  toUser,
  type PartnerRow,
  type ProgramRow,
} from './setupRows.ts';
import { readNextTiers } from './tierChecks.ts';
import { createWonDeals } from './wonDeals.ts';

export function createSetupReads(database: Database): SetupReads {
  const programs = async (id: string | null, partnerId: string | null) => {
    const rows = await readFor(database, partnerId, (as) => as.$queryRawUnsafe<ProgramRow[]>(PROGRAMS, id, partnerId));
    return rows.map(toProgram);
  };
  const partners = (id: string | null, partnerId: string | null) =>
    readFor(database, partnerId, (as) =>
      as.$queryRawUnsafe<PartnerRow[]>(partnersSql(partnerId === null), id, partnerId),
    );
  const newest = { versions: { orderBy: { version: 'desc' }, take: 1 } } as const;
  return {
    programs: (partnerId) => programs(null, partnerId),
    program: async (id, partnerId) => (await programs(id, partnerId))[0],

    calendars: async () =>
      (await guarded(() => database.calendar.findMany({ orderBy: { id: 'asc' } }))).map(toCalendar),

    plans: async (programId) => {
      const where = programId === undefined ? {} : { programId };
      const plans = await guarded(() => database.plan.findMany({ where, include: newest, orderBy: { id: 'asc' } }));
      return plans.flatMap(({ versions, ...plan }) => versions.map((version) => toPlan(plan, version)));
    },
    plan: async (id) => {
      const plan = await guarded(() => database.plan.findUnique({ where: { id }, include: newest }));
      const version = plan?.versions[0];
      return plan === null || version === undefined ? undefined : toPlan(plan, version);
    },

    approvers: () => readApprovers(database),
    wonDeals: createWonDeals(database),

    partners: (partnerId) => partners(null, partnerId),
    partner: async (id, partnerId) => {
      const [partner] = await partners(id, partnerId);
      if (partner === undefined) return undefined;
      const asked = { partnerId: partner.id, tier: partner.tier, isOwn: partnerId !== null };
      return { ...partner, nextTiers: await readFor(database, partnerId, (as) => readNextTiers(as, asked)) };
    },

    keys: async (partnerId) => {
      const keys = await guarded(() =>
        database.apiKey.findMany({ where: { partnerId }, orderBy: { createdAt: 'desc' } }),
      );
      return keys.map(toKey);
    },
    key: async (id) => {
      const key = await guarded(() => database.apiKey.findUnique({ where: { id } }));
      return key === null ? undefined : toKey(key);
    },

    users: async () =>
      (await guarded(() => database.user.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }))).map(toUser),
    user: async (id) => {
      const user = await guarded(() => database.user.findUnique({ where: { id } }));
      return user === null ? undefined : toUser(user);
    },
    people: async () => {
      const where = { active: true, partnerId: null, roles: { hasSome: [...OWNER_ROLES] } };
      return (await guarded(() => database.user.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }] }))).map(
        toUser,
      );
    },
  };
}
