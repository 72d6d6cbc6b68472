import type { Staff } from '../../adapters/database/staffPort.ts';
import { mayPlanAbsenceOf } from '../../domain/approval/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf } from '../auth/caller.ts';
import { planAbsence } from '../operations/staff.ts';
import { presentAbsence } from '../presenters/staff.ts';
import { route } from '../route.ts';

export const planAbsenceRoute = ({ staff }: { staff: Staff }) =>
  route(planAbsence, async ({ caller, body, ticket, now }) => {
    const { userId = caller.id, from, to, deputyId } = body;
    if (!mayPlanAbsenceOf(commandActorOf(caller), userId))
      throw new AppError({ code: 'forbidden', detail: 'A manager plans the absences of others.' });
    return answerOnce(staff, ticket, async (writes) => {
      const times = { from: new Date(from), to: new Date(to) };
      const absence = await writes.planAbsence({ userId, ...times, deputyId, by: caller.id, at: now });
      return { status: 201, headers: { Location: `/v1/absences/${absence.id}` }, body: presentAbsence(absence) };
    });
  });
