import type { AttainmentFilter, AttainmentRow, Attainments } from '../../adapters/database/attainmentPort.ts';
import type { Csv } from '../../adapters/csv/port.ts';
import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { durationMs } from '../../domain/duration.ts';
import { AppError } from '../../domain/errors.ts';
import { ATTAINMENT_WINDOW, attainmentOf } from '../../domain/sla/attainment.ts';
import type { ClockKind } from '../../domain/sla/clocks.ts';
import type { Caller } from '../auth/caller.ts';
import { readAttainment } from '../operations/reports.ts';
import { route } from '../route.ts';

export type ReportDeps = { attainments: Attainments; csv: Csv; setupReads: SetupReads };

/** What we promise to partners; a review is the answer once more, a handover is for the house. */
const TO_PARTNERS: readonly ClockKind[] = ['acknowledge', 'first_contact', 'status_update'];
const OF_OURS: readonly ClockKind[] = ['acknowledge', 'review', 'first_contact', 'handover', 'status_update'];
/** A partner's own promise is an answer to a question. */
const ALL: readonly ClockKind[] = [...OF_OURS, 'information'];

const COLUMNS = [
  'id',
  'name',
  'kind',
  'total',
  'kept',
  'percent',
  'keptWithoutPauses',
  'percentWithoutPauses',
  'tooFew',
];

const SEES_EVERYBODY = ['sales_manager', 'finance_preparer', 'finance_approver', 'program_admin', 'auditor'];

/** Whose promises this caller may see. */
async function scopeFor(
  { setupReads }: ReportDeps,
  caller: Caller,
  { by, programId }: { by: AttainmentFilter['by']; programId: string | undefined },
): Promise<Pick<AttainmentFilter, 'programIds' | 'ownerId' | 'managerId' | 'kinds'>> {
  const none = { ownerId: undefined, managerId: undefined };
  if (caller.partnerId !== null) {
    if (by !== 'program') throw new AppError({ code: 'forbidden', detail: 'Partners read their programs as a whole.' });
    const enrolled = (await setupReads.programs(caller.partnerId)).map(({ id }) => id);
    const programIds = enrolled.filter((id) => programId === undefined || id === programId);
    return { ...none, programIds, kinds: TO_PARTNERS };
  }
  const programIds = programId === undefined ? undefined : [programId];
  const kinds = by === 'rep' ? OF_OURS : ALL;
  const roles = caller.kind === 'user' ? caller.roles : [];
  if (by === 'program' || roles.some((role) => SEES_EVERYBODY.includes(role))) return { ...none, programIds, kinds };
  if (roles.includes('partner_manager')) return { ...none, programIds, kinds, managerId: caller.id };
  return { ...none, programIds, kinds, ownerId: caller.id };
}

const present = (row: AttainmentRow) => ({ id: row.id, name: row.name, kind: row.kind, ...attainmentOf(row) });

export const readAttainmentRoute = (deps: ReportDeps) =>
  route(readAttainment, async ({ caller, query, wantsCsv, now }) => {
    const { by = 'program', programId, partnerId, ownerId } = query;
    const since = new Date(now.getTime() - durationMs(ATTAINMENT_WINDOW));
    const scope = await scopeFor(deps, caller, { by, programId });
    const wanted =
      caller.partnerId === null ? { partnerId, ownerId: scope.ownerId ?? ownerId } : { partnerId: undefined };
    const rows = await deps.attainments.count({ by, since, until: now, ...scope, ownerId: undefined, ...wanted });
    const data = rows.map(present);
    if (!wantsCsv) return { status: 200, body: { by, since: since.toISOString(), until: now.toISOString(), data } };
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sla.csv"',
    };
    return { status: 200, text: deps.csv.table(data, COLUMNS), headers };
  });
