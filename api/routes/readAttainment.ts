import type { z } from 'zod';
import type { AttainmentFilter, AttainmentRow, Attainments } from '../../adapters/database/attainmentPort.ts';
import type { Csv } from '../../adapters/csv/port.ts';
import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { durationMs } from '../../domain/duration.ts';
import { AppError } from '../../domain/errors.ts';
import { ATTAINMENT_WINDOW, attainmentOf, type CountedPromise } from '../../domain/sla/attainment.ts';
import type { Language } from '../../domain/texts/format.ts';
import { attainmentInWords } from '../../domain/texts/programText.ts';
import type { Caller } from '../auth/caller.ts';
import { csvFile } from '../textFile.ts';
import { readAttainment } from '../operations/reports.ts';
import type { ReadAttainment } from '../schemas/reports.ts';
import { route } from '../route.ts';

export type ReportDeps = { attainments: Attainments; csv: Csv; setupReads: SetupReads };

/** What we promise to partners; a review is the answer once more, a handover and an approval are for the house. */
const TO_PARTNERS: readonly CountedPromise[] = ['acknowledge', 'first_contact', 'status_update', 'payout'];
const OF_OURS: readonly CountedPromise[] = [
  'acknowledge',
  'review',
  'first_contact',
  'handover',
  'status_update',
  'approve',
  'payout',
];
/** A partner's own promise is an answer to a question. */
const ALL: readonly CountedPromise[] = [...OF_OURS, 'information'];

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

type Scope = Omit<AttainmentFilter, 'by' | 'since' | 'until'>;
type Wanted = z.output<typeof ReadAttainment> & { by: AttainmentFilter['by'] };

/** A partner reads its programs as a whole, and what was kept between it and us; nothing of another partner. */
async function scopeOfPartner(
  { setupReads }: ReportDeps,
  ownId: string,
  { by, programId, partnerId }: Wanted,
): Promise<Scope> {
  if (by === 'rep') throw new AppError({ code: 'forbidden', detail: 'Partners do not read about single people.' });
  if (partnerId !== undefined && partnerId !== ownId) throw new AppError({ code: 'not_found' });
  const enrolled = (await setupReads.programs(ownId)).map(({ id }) => id);
  return {
    programIds: enrolled.filter((id) => programId === undefined || id === programId),
    partnerId: by === 'partner' ? ownId : partnerId,
    ownerId: undefined,
    managerId: undefined,
    kinds: by === 'partner' ? [...TO_PARTNERS, 'information'] : TO_PARTNERS,
  };
}

function scopeOfHouse(caller: Caller, { by, programId, partnerId, ownerId }: Wanted): Scope {
  const scope = {
    programIds: programId === undefined ? undefined : [programId],
    partnerId,
    ownerId,
    managerId: undefined,
    kinds: by === 'rep' ? OF_OURS : ALL,
  };
  const roles = caller.kind === 'user' ? caller.roles : [];
  if (by === 'program' || roles.some((role) => SEES_EVERYBODY.includes(role))) return scope;
  return roles.includes('partner_manager') ? { ...scope, managerId: caller.id } : { ...scope, ownerId: caller.id };
}

function present({ id, name, kind, ...counts }: AttainmentRow, language: Language) {
  const attainment = attainmentOf(counts);
  return { id, name, kind, ...attainment, ...attainmentInWords(attainment, language) };
}

export const readAttainmentRoute = (deps: ReportDeps) =>
  route(readAttainment, async ({ caller, query, wantsCsv, now }) => {
    const wanted = { ...query, by: query.by ?? 'program' };
    const { by } = wanted;
    const since = new Date(now.getTime() - durationMs(ATTAINMENT_WINDOW));
    const scope =
      caller.partnerId === null ? scopeOfHouse(caller, wanted) : await scopeOfPartner(deps, caller.partnerId, wanted);
    const rows = await deps.attainments.count({ by, since, until: now, ...scope });
    const data = rows.map((row) => present(row, caller.language));
    if (!wantsCsv) return { status: 200, body: { by, since: since.toISOString(), until: now.toISOString(), data } };
    return csvFile('sla.csv', deps.csv.table(data, COLUMNS));
  });
