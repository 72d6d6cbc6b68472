import type { Staff } from '../../adapters/database/staffPort.ts';
import { mayPlanAbsenceOf } from '../../domain/approval/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf } from '../auth/caller.ts';
import { endAbsence } from '../operations/staff.ts';
import { route } from '../route.ts';

export const endAbsenceRoute = ({ staff }: { staff: Staff }) =>
  route(endAbsence, async ({ caller, ids, now }) => {
    await answerOnce(staff, undefined, async (writes) => {
      const absence = await writes.absence(ids.id);
      if (absence === undefined) throw new AppError({ code: 'not_found' });
      if (!mayPlanAbsenceOf(commandActorOf(caller), absence.user.id))
        throw new AppError({ code: 'forbidden', detail: 'A manager plans the absences of others.' });
      await writes.endAbsence(absence.id, now);
      return { status: 204 };
    });
    return { status: 204 };
  });
