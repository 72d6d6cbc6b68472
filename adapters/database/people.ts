import { databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { People } from './storyPort.ts';

type OnDuty = { id: string; roles: string[]; turn: bigint | null };
type Around = { manager_id: string | null; submitters: (string | null)[] };

export const createPeople = (database: Database): People => ({
  forDuty: async ({ referralId, duty }) => {
    try {
      const [onDuty, around] = await Promise.all([
        database.$queryRaw<OnDuty[]>`
          SELECT u.id, u.roles, r.turn FROM users u LEFT JOIN rotations r ON r.user_id = u.id AND r.duty = ${duty}
          WHERE u.active AND u.partner_id IS NULL`,
        database.$queryRaw<Around[]>`
          SELECT p.manager_id, ARRAY[f.submitted_by->>'id', f.submitted_by->>'onBehalfOf'] AS submitters
          FROM referrals f JOIN partners p ON p.id = f.partner_id WHERE f.id = ${referralId}`,
      ]);
      return {
        onDuty: onDuty.map(({ id, roles, turn }) => ({ userId: id, roles, turn: turn === null ? null : Number(turn) })),
        partnerManagerId: around[0]?.manager_id ?? null,
        submitters: (around[0]?.submitters ?? []).filter((id): id is string => id !== null),
      };
    } catch (error) {
      throw databaseError(error);
    }
  },

  moveRotation: async ({ duty, userId }) => {
    try {
      await database.$executeRaw`
        INSERT INTO rotations(duty, user_id, turn) VALUES (${duty}, ${userId}, nextval('rotation_turn_seq'))
        ON CONFLICT (duty, user_id) DO UPDATE SET turn = excluded.turn`;
    } catch (error) {
      throw databaseError(error);
    }
  },

  canOwn: async (userId) => {
    try {
      const user = await database.user.findUnique({ where: { id: userId } });
      return (
        user !== null && user.active && user.partnerId === null && user.roles.some((role) => OWNER_ROLES.includes(role))
      );
    } catch (error) {
      throw databaseError(error);
    }
  },
});

const OWNER_ROLES: readonly string[] = ['sales_rep', 'sales_manager', 'partner_manager'];
