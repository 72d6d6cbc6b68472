import { OWNER_ROLES, isRole } from '../../domain/approval/roles.ts';
import type { OwnerQuestion } from '../../domain/routing/chooseOwner.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { People } from './storyPort.ts';

export const createPeople = (database: Database): People => ({
  forDuty: ({ referralId, duty, at, beside }) => {
    const compared = beside === undefined ? [] : [beside];
    return callFunction<OwnerQuestion>(database, 'owner_question', referralId, duty, new Date(at), ...compared);
  },

  moveRotation: ({ rotation, userId, taken }) =>
    guarded(async () => {
      // A weighted turn adds up, whoever else moves the same person at this moment.
      if (taken.by === 'stride') {
        await database.$executeRaw`
          INSERT INTO rotations(duty, user_id, turn) VALUES (${rotation}, ${userId}, ${taken.atLeast + taken.stride})
          ON CONFLICT (duty, user_id) DO UPDATE SET turn = greatest(rotations.turn, ${taken.atLeast}) + ${taken.stride}`;
        return;
      }
      // Where somebody else moves the same person at this moment, their move is as good as ours: stories that are accepted
      // together never queue behind one row.
      await database.$executeRaw`
        WITH moved AS (
          UPDATE rotations SET turn = nextval('rotation_turn_seq') WHERE (duty, user_id) IN (
            SELECT duty, user_id FROM rotations WHERE duty = ${rotation} AND user_id = ${userId} FOR UPDATE SKIP LOCKED)
          RETURNING 1)
        INSERT INTO rotations(duty, user_id, turn) SELECT ${rotation}, ${userId}, nextval('rotation_turn_seq')
        WHERE NOT EXISTS (SELECT 1 FROM moved) ON CONFLICT DO NOTHING`;
    }),

  canOwn: (userId) =>
    guarded(async () => {
      const user = await database.user.findUnique({ where: { id: userId } });
      return (
        user !== null &&
        user.active &&
        user.partnerId === null &&
        user.roles.some((role) => isRole(role) && OWNER_ROLES.includes(role))
      );
    }),
});
