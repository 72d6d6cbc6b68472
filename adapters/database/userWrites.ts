import { OWNER_ROLES } from '../../domain/approval/roles.ts';
import { AppError } from '../../domain/errors.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { callProcedure } from './callFunction.ts';
import type { Transaction } from './client.ts';
import { toUser } from './setupRows.ts';
import type { StaffWrites } from './staffPort.ts';
import { ableToOwn } from './staffRows.ts';

/** As long as the request tries the stories itself; then the relay takes what is left over. */
const RELAY_GRACE_MS = 8_000;

/** Changes of people and what they leave behind, in the given transaction; see the port. */
export function userWrites(transaction: Transaction): Pick<StaffWrites, 'changeUser' | 'handOver'> {
  const lock = (id: string) => transaction.$executeRaw`SELECT 1 FROM users WHERE id = ${id} FOR UPDATE`;
  const countOpen = async (id: string): Promise<number> => {
    const [row] = await transaction.$queryRaw<{ open: number }[]>`
      SELECT count(*)::int AS open FROM referrals WHERE owner_id = ${id} AND is_open_stage(stage)`;
    return row?.open ?? 0;
  };
  const signOut = (userId: string) => transaction.session.deleteMany({ where: { userId } });
  return {
    changeUser: async (id, { workingHours, roles, ...change }) => {
      await lock(id);
      const before = await transaction.user.findUnique({ where: { id } });
      if (before === null) return undefined;
      const keepsOwning = roles === undefined || roles.some((role) => OWNER_ROLES.includes(role));
      const open = change.active === false || !keepsOwning ? await countOpen(id) : 0;
      if (open > 0) throw new AppError({ code: 'handover_required', facts: { open } });
      const hours = workingHours === null ? Prisma.DbNull : { ...workingHours, days: [...(workingHours?.days ?? [])] };
      const user = await transaction.user.update({
        where: { id },
        data: {
          ...change,
          ...(roles === undefined ? {} : { roles: [...new Set(roles)] }),
          ...(workingHours === undefined ? {} : { workingHours: hours }),
        },
      });
      if (!user.active) await signOut(id);
      return toUser(user);
    },

    handOver: async ({ userId, to, deactivate, by, max }) => {
      await lock(userId);
      const isAble = to !== userId && (await transaction.user.count({ where: ableToOwn([to ?? '']) })) === 1;
      if (to !== null && !isAble) throw new AppError({ code: 'owner_not_available', facts: { ownerId: to } });
      if (deactivate) {
        await transaction.user.update({ where: { id: userId }, data: { active: false } });
        await signOut(userId);
        await transaction.$executeRaw`UPDATE partners SET manager_id = ${to} WHERE manager_id = ${userId}
          AND EXISTS (SELECT 1 FROM users WHERE id = ${to} AND 'partner_manager' = ANY (roles))`;
      }
      await callProcedure(transaction, 'hand_over_work', userId, to, by, RELAY_GRACE_MS, max);
    },
  };
}
