import type { StaffReads } from '../../adapters/database/staffPort.ts';
import { listAbsences } from '../operations/staff.ts';
import { presentAbsence } from '../presenters/staff.ts';
import { route } from '../route.ts';

export const listAbsencesRoute = ({ staff }: { staff: StaffReads }) =>
  route(listAbsences, async ({ query, now }) => {
    const absences = await staff.absences({ userId: query.userId, now });
    return { status: 200, body: { data: absences.map(presentAbsence) } };
  });
