import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import type { Transaction } from './client.ts';
import type { SetupWrites } from './setupPort.ts';
import { partnersSql, toCalendar, toKey, toPlan, toUser, type PartnerRow } from './setupRows.ts';

const missing = (what: string): AppError => new AppError({ code: 'not_found', detail: `There is no such ${what}.` });

/** The writes that set a program up, all in the given transaction; see the port. */
export const createSetupWrites = (transaction: Transaction): SetupWrites => ({
  ...programWrites(transaction),
  ...planWrites(transaction),
  ...calendarWrites(transaction),
  ...partnerWrites(transaction),
  ...peopleWrites(transaction),
});

function programWrites(transaction: Transaction): Pick<SetupWrites, 'createProgram'> {
  return {
    createProgram: async ({ name, currency, policy, by, at }) => {
      const { calendarId } = policy;
      if (calendarId !== null && (await transaction.calendar.count({ where: { id: calendarId } })) === 0)
        throw missing('calendar');
      const program = await transaction.program.create({
        data: { id: newId('program'), name, currency, createdAt: at },
      });
      const version = await transaction.policyVersion.create({
        data: {
          id: newId('policyVersion'),
          programId: program.id,
          version: 1,
          body: policy,
          draftedBy: by,
          publishedBy: by,
          publishedAt: at,
        },
      });
      return { ...program, policyVersion: version.id, policy, plan: null };
    },
  };
}

function planWrites(transaction: Transaction): Pick<SetupWrites, 'createPlan' | 'publishPlan'> {
  return {
    createPlan: async ({ programId, name, effectiveFrom, rules, terms, partnerTerms, by, at }) => {
      const named = Object.keys(partnerTerms);
      if ((await transaction.partner.count({ where: { id: { in: named } } })) !== named.length)
        throw missing('partner');
      const plan = await transaction.plan.upsert({
        where: { programId_name: { programId, name } },
        create: { id: newId('plan'), programId, name },
        update: { name },
      });
      const last = await transaction.planVersion.aggregate({ where: { planId: plan.id }, _max: { version: true } });
      const version = await transaction.planVersion.create({
        data: {
          id: newId('planVersion'),
          planId: plan.id,
          programId,
          version: (last._max.version ?? 0) + 1,
          effectiveFrom,
          rules,
          terms,
          partnerTerms,
          draftedBy: by,
          draftedAt: at,
        },
      });
      return toPlan(plan, version);
    },

    publishPlan: async ({ id, by, at }) => {
      // The row lock lets one of two publishers through; the other finds it published.
      await transaction.$executeRaw`SELECT 1 FROM plans WHERE id = ${id} FOR UPDATE`;
      const plan = await transaction.plan.findUnique({
        where: { id },
        include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
      });
      const version = plan?.versions[0];
      if (plan === null || version === undefined) throw missing('plan');
      if (version.publishedAt !== null) throw new AppError({ code: 'already_published' });
      if (version.draftedBy === by) {
        throw new AppError({ code: 'separation_of_duties', detail: 'Who drafted a plan does not publish it.' });
      }
      const published = await transaction.planVersion.update({
        where: { id: version.id },
        data: { publishedBy: by, publishedAt: at },
      });
      return toPlan(plan, published);
    },
  };
}

const calendarWrites = (transaction: Transaction): Pick<SetupWrites, 'createCalendar'> => ({
  createCalendar: async ({ name, zone, hours, holidays, by, at }) => {
    const days = holidays.map((day) => new Date(day));
    const data = { id: newId('calendar'), name, zone, hours: { ...hours } as object, holidays: days };
    return toCalendar(await transaction.calendar.create({ data: { ...data, createdBy: by, createdAt: at } }));
  },
});

function partnerWrites(
  transaction: Transaction,
): Pick<SetupWrites, 'createPartner' | 'setPayoutCurrency' | 'createKey' | 'revokeKey'> {
  return {
    createPartner: async ({ name, country, tier, managerId, payoutCurrency, programIds, at }) => {
      if ((await transaction.program.count({ where: { id: { in: [...programIds] } } })) !== new Set(programIds).size) {
        throw missing('program');
      }
      if (managerId !== undefined && !(await isPartnerManager(transaction, managerId)))
        throw missing('partner manager');
      if (payoutCurrency !== undefined)
        await refuseWithoutThreshold(transaction, { programIds, currency: payoutCurrency, pointer: '/payoutCurrency' });
      const id = newId('partner');
      await transaction.partner.create({
        data: {
          id,
          name,
          country,
          createdAt: at,
          ...(tier === undefined ? {} : { tier }),
          ...(managerId === undefined ? {} : { managerId }),
          payoutCurrency: payoutCurrency ?? null,
          enrolments: { create: [...new Set(programIds)].map((programId) => ({ programId, createdAt: at })) },
        },
      });
      const [partner] = await transaction.$queryRawUnsafe<PartnerRow[]>(partnersSql(true), id, null);
      if (partner === undefined) throw missing('partner');
      return partner;
    },

    setPayoutCurrency: async ({ partnerId, currency }) => {
      if (currency !== null) {
        const enrolled = await transaction.enrolment.findMany({ where: { partnerId }, select: { programId: true } });
        const programIds = enrolled.map(({ programId }) => programId);
        await refuseWithoutThreshold(transaction, { programIds, currency, pointer: '/currency' });
      }
      await transaction.partner.updateMany({ where: { id: partnerId }, data: { payoutCurrency: currency } });
      await transaction.$executeRaw`SELECT tell_of_rate(referral_id) FROM commissions
        WHERE partner_id = ${partnerId} AND state = 'waiting_trigger' GROUP BY referral_id`;
      const [partner] = await transaction.$queryRawUnsafe<PartnerRow[]>(partnersSql(true), partnerId, null);
      if (partner === undefined) throw missing('partner');
      return partner;
    },

    createKey: async ({ partnerId, name, prefix, keyHash, scopes, expiresAt, by, at }) => {
      const key = await transaction.apiKey.create({
        data: {
          id: newId('apiKey'),
          partnerId,
          name,
          prefix,
          keyHash,
          scopes: [...new Set(scopes)],
          createdBy: by,
          createdAt: at,
          expiresAt: expiresAt ?? null,
        },
      });
      return toKey(key);
    },

    revokeKey: async (id, at) => {
      await transaction.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    },
  };
}

/** What nobody could approve is not promised: of each program the policy in force has a threshold for the currency. */
async function refuseWithoutThreshold(
  transaction: Transaction,
  { programIds, currency, pointer }: { programIds: readonly string[]; currency: string; pointer: string },
): Promise<void> {
  const lacking = await transaction.$queryRaw<{ name: string }[]>`SELECT name FROM programs
    WHERE id = ANY(${[...programIds]}) AND second_approver_from(id, NULL, ${currency}) IS NULL ORDER BY name`;
  if (lacking.length === 0) return;
  const names = lacking.map(({ name }) => name).join(', ');
  const message = `The policy has no approval threshold for ${currency}: ${names}.`;
  throw new AppError({ code: 'invalid_request', facts: { errors: [{ pointer, code: 'invalid', message }] } });
}

async function isPartnerManager(transaction: Transaction, userId: string): Promise<boolean> {
  const where = { id: userId, active: true, partnerId: null, roles: { has: 'partner_manager' } };
  return (await transaction.user.count({ where })) === 1;
}

function peopleWrites(transaction: Transaction): Pick<SetupWrites, 'createUser' | 'startSession'> {
  return {
    createUser: async ({ name, email, roles, partnerId, passwordHash, at }) => {
      if (partnerId !== undefined && (await transaction.partner.count({ where: { id: partnerId } })) === 0) {
        throw missing('partner');
      }
      const address = email.toLowerCase();
      // Of several at once the first gets the address, and the others find it taken.
      await transaction.$executeRaw`SELECT lock_name(${`user:${address}`})`;
      if ((await transaction.user.count({ where: { email: address } })) > 0) {
        throw new AppError({ code: 'already_exists', detail: 'Somebody has this e-mail address already.' });
      }
      const user = await transaction.user.create({
        data: {
          id: newId('user'),
          name,
          email: address,
          roles: [...new Set(roles)],
          partnerId: partnerId ?? null,
          passwordHash: passwordHash ?? null,
          createdAt: at,
        },
      });
      return toUser(user);
    },

    startSession: async ({ tokenHash, userId, now, expiresAt }) => {
      await transaction.session.create({ data: { tokenHash, userId, createdAt: now, lastSeenAt: now, expiresAt } });
    },
  };
}
