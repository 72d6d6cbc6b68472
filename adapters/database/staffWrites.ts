import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import type { Transaction } from './client.ts';
import type { NewRule, RuleRecord, StaffWrites } from './staffPort.ts';
import { ABSENCE_WITH_NAMES, RULES, ableToOwn, toAbsence, toRule, type RuleRow } from './staffRows.ts';
import { userWrites } from './userWrites.ts';

/** The writes of staff and routing, all in the given transaction; see the port. */
export const createStaffWrites = (transaction: Transaction): StaffWrites => ({
  ...absenceWrites(transaction),
  ...ruleWrites(transaction),
  ...userWrites(transaction),
});

function absenceWrites(transaction: Transaction): Pick<StaffWrites, 'planAbsence' | 'absence' | 'endAbsence'> {
  const isAway = async (userId: string, from: Date, to: Date): Promise<boolean> =>
    (await transaction.absence.count({ where: { userId, startsAt: { lt: to }, endsAt: { gt: from } } })) > 0;
  return {
    planAbsence: async ({ userId, from, to, deputyId, by, at }) => {
      if ((await transaction.user.count({ where: { id: userId, active: true, partnerId: null } })) === 0)
        throw new AppError({ code: 'not_found', detail: 'There is no such person.' });
      // Two plans of one person at once: the second sees the first.
      await transaction.$executeRaw`SELECT lock_name(${`absence:${userId}`})`;
      if (await isAway(userId, from, to))
        throw new AppError({ code: 'already_exists', detail: 'This person is away then already.' });
      if (deputyId !== undefined) {
        const able = (await transaction.user.count({ where: ableToOwn([deputyId]) })) === 1;
        if (!able || deputyId === userId || (await isAway(deputyId, from, to)))
          throw new AppError({ code: 'deputy_not_available' });
      }
      const data = { userId, startsAt: from, endsAt: to, deputyId: deputyId ?? null, createdBy: by, createdAt: at };
      return toAbsence(
        await transaction.absence.create({ data: { id: newId('absence'), ...data }, ...ABSENCE_WITH_NAMES }),
      );
    },

    absence: async (id) => {
      const row = await transaction.absence.findUnique({ where: { id }, ...ABSENCE_WITH_NAMES });
      return row === null ? undefined : toAbsence(row);
    },

    endAbsence: async (id, at) => {
      const { count } = await transaction.absence.updateMany({
        where: { id, startsAt: { lt: at }, endsAt: { gt: at } },
        data: { endsAt: at },
      });
      if (count === 0) await transaction.absence.deleteMany({ where: { id, startsAt: { gte: at } } });
    },
  };
}

function ruleWrites(transaction: Transaction): Pick<StaffWrites, 'addRule' | 'replaceRule' | 'removeRule'> {
  const find = async (id: string): Promise<RuleRecord | undefined> =>
    (await transaction.$queryRawUnsafe<RuleRow[]>(RULES, id)).map(toRule)[0];
  /** The order is one list: whoever changes it waits for who changes it now. */
  const lock = () => transaction.$executeRaw`SELECT lock_name('routing-rules')`;
  const orderWithout = async (id: string): Promise<string[]> => {
    const rows = await transaction.routingRule.findMany({ where: { id: { not: id } }, orderBy: { place: 'asc' } });
    return rows.map((row) => row.id);
  };
  const place = async (ids: readonly string[]): Promise<void> => {
    await transaction.$executeRaw`UPDATE routing_rules SET place = wanted.place
      FROM unnest(${ids as string[]}::text[]) WITH ORDINALITY AS wanted(id, place) WHERE routing_rules.id = wanted.id`;
  };
  const placeAt = async (id: string, order: number | undefined): Promise<void> => {
    const others = await orderWithout(id);
    const index = order === undefined ? others.length : Math.min(order - 1, others.length);
    await place(others.toSpliced(index, 0, id));
  };
  return {
    addRule: async ({ order, by, ...rule }) => {
      await lock();
      await checkRule(transaction, rule);
      const id = newId('rule');
      const { when, team, ...rest } = rule;
      await transaction.routingRule.create({
        data: { id, ...rest, conditions: when, team: [...team], place: 0, createdBy: by },
      });
      await placeAt(id, order);
      return (await find(id)) as RuleRecord;
    },

    replaceRule: async (id, { order, ...rule }, check) => {
      await lock();
      const before = await find(id);
      if (before === undefined) return undefined;
      check(before.version);
      await checkRule(transaction, rule);
      const { when, team, ...rest } = rule;
      await transaction.routingRule.update({
        where: { id },
        data: { ...rest, conditions: when, team: [...team], version: { increment: 1 } },
      });
      await placeAt(id, order ?? before.order);
      return find(id);
    },

    removeRule: async (id) => {
      await lock();
      const { count } = await transaction.routingRule.deleteMany({ where: { id } });
      await place(await orderWithout(id));
      return count === 1;
    },
  };
}

async function checkRule(transaction: Transaction, { programId, when, team }: Omit<NewRule, 'order'>): Promise<void> {
  const missing = (what: string): AppError => new AppError({ code: 'not_found', detail: `There is no such ${what}.` });
  if (programId !== null && (await transaction.program.count({ where: { id: programId } })) === 0)
    throw missing('program');
  const partnerIds = [...new Set(when.partnerIds)];
  if ((await transaction.partner.count({ where: { id: { in: partnerIds } } })) !== partnerIds.length)
    throw missing('partner');
  const able = await transaction.user.findMany({ where: ableToOwn(team), select: { id: true } });
  const who = team.filter((userId) => !able.some(({ id }) => id === userId));
  if (who.length > 0) throw new AppError({ code: 'owner_not_available', facts: { who } });
}
