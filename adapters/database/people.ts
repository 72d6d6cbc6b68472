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
      // Where somebody else moves the same person at this moment, their move is as good as ours: stories that are accepted
      // together never queue behind one row.
      await database.$executeRaw`
        WITH moved AS (
          UPDATE rotations SET turn = nextval('rotation_turn_seq') WHERE (duty, user_id) IN (
            SELECT duty, user_id FROM rotations WHERE duty = ${duty} AND user_id = ${userId} FOR UPDATE SKIP LOCKED)
          RETURNING 1)
        INSERT INTO rotations(duty, user_id, turn) SELECT ${duty}, ${userId}, nextval('rotation_turn_seq')
        WHERE NOT EXISTS (SELECT 1 FROM moved) ON CONFLICT DO NOTHING`;
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
