import type { ReadScope } from '../../domain/approval/rights.ts';
import { guarded } from './callFunction.ts';
import type { CaseFilter, CasePerson, CaseReads, CaseRecord } from './caseReadsPort.ts';
import type { Database, Queryable } from './client.ts';
import { createConditions, type Conditions } from './conditions.ts';
import { readFor } from './partnerReads.ts';

const named = (id: string): string =>
  `CASE WHEN ${id} IS NOT NULL THEN jsonb_build_object('id', ${id}, 'name', (SELECT name FROM users WHERE id = ${id})) END`;

/** What people decided is only for the house: it says who did what. */
const columns = (internal: boolean): string => `
  k.id, k.number, k.referral_id AS "referralId", r.number AS "referralNumber", r.stage, r.company_name AS "companyName",
  k.partner_id AS "partnerId", p.name AS "partnerName", k.program_id AS "programId",
  ARRAY[r.submitted_by->>'id', r.submitted_by->>'onBehalfOf'] AS "submitterIds", k.kind, k.story,
  jsonb_build_object('kind', k.opened_by->>'kind', 'id', k.opened_by->>'id',
    'name', (SELECT name FROM users WHERE id = k.opened_by->>'id')) AS "openedBy",
  iso_ms(k.opened_at) AS "openedAt", k.note, k.answer, ${named('k.decider_id')} AS decider, ${named('k.decided_by')} AS "decidedBy",
  ${SECOND_LOOK} AS "secondLook", ${earlier(internal)} AS "earlierDecision",
  iso_ms(k.decided_at) AS "decidedAt", k.reason, k.deal, k.adjustment, iso_ms(k.due_at) AS "dueAt",
  EXISTS (SELECT 1 FROM queue_entries q WHERE q.referral_id = k.referral_id AND q.reserved_by = k.id) AS reserved,
  ${internal ? DECISIONS : "'[]'::jsonb"} AS decisions, p.manager_id AS "managerId",
  ${internal ? `rivals_of(k.referral_id, '{}', true)` : "'[]'::jsonb"} AS rivals, ${internal ? BESIDE : 'NULL::jsonb'} AS beside, k.version`;

/** What the partner asked to be looked at once more, as the timeline has it. */
const SECOND_LOOK = `(SELECT jsonb_build_object('at', iso_ms(e.at), 'message', e.public_text::jsonb->>'message') FROM events e
    WHERE e.referral_id = k.referral_id AND e.type = 'case.second_look' AND e.public_text::jsonb->>'caseId' = k.id
    ORDER BY e.seq DESC LIMIT 1)`;

/** What was decided before the second look, as the timeline has it: the case itself keeps the latest. */
const earlier = (internal: boolean): string => `(SELECT jsonb_build_object('outcome', e.public_text::jsonb->>'outcome',
    'reason', e.public_text::jsonb->>'message', 'at', iso_ms(e.at), 'by', ${internal ? named('e.actor_id') : 'NULL'}) FROM events e
    WHERE e.referral_id = k.referral_id AND e.type = 'case.decided' AND e.public_text::jsonb->>'caseId' = k.id
      AND e.at < k.decided_at ORDER BY e.seq LIMIT 1)`;

const DECISIONS = `coalesce((SELECT jsonb_agg(jsonb_build_object('type', e.type, 'actorKind', e.actor_kind, 'actorId', e.actor_id) ORDER BY e.seq)
    FROM events e WHERE e.referral_id = k.referral_id AND e.actor_kind = 'user'), '[]')`;

/** Whose deal it is stays in the house. */
const BESIDE = `(SELECT jsonb_build_object('dealId', d.deal_id, 'productLine', d.product_line, 'openedAt', iso_ms(d.opened_at),
    'owner', jsonb_build_object('id', d.owner_id, 'name', coalesce((SELECT name FROM users WHERE id = d.owner_id), d.owner_email)),
    'foundAt', iso_ms(d.found_at), 'proven', d.proven, 'before', d.before,
    'answer', CASE WHEN d.answer IS NOT NULL THEN jsonb_build_object('says', d.answer, 'reason', d.reason,
      'by', ${named('d.answered_by')}, 'at', iso_ms(d.answered_at)) END)
    FROM parallel_deals d WHERE d.case_id = k.id)`;

const FROM = 'FROM cases k JOIN referrals r ON r.id = k.referral_id JOIN partners p ON p.id = k.partner_id';

/** A partner's own; of the house, managers may have to decide any of them, others see what is theirs. */
function addScope(conditions: Conditions, scope: ReadScope): void {
  const hasDeal = (mark: string): string =>
    `EXISTS (SELECT 1 FROM parallel_deals d WHERE d.case_id = k.id AND d.owner_id = ${mark})`;
  const isSubmitter = (mark: string): string =>
    `r.submitted_by->>'id' = ${mark} OR r.submitted_by->>'onBehalfOf' = ${mark} OR k.opened_by->>'id' = ${mark}`;
  if (scope.kind === 'partner') {
    conditions.add(scope.partnerId, (mark) => `k.partner_id = ${mark}`);
    if (scope.submitterId !== null) conditions.add(scope.submitterId, isSubmitter);
    return;
  }
  if (scope.everything || scope.managed) return;
  conditions.add(
    scope.userId,
    (mark) => `r.owner_id = ${mark} OR k.decider_id = ${mark} OR ${isSubmitter(mark)} OR ${hasDeal(mark)}`,
  );
}

const partnerOf = (scope: ReadScope): string | null => (scope.kind === 'partner' ? scope.partnerId : null);

/** For the partner who has just opened it, in the same transaction. */
export async function readOpened(as: Queryable, id: string): Promise<CaseRecord | undefined> {
  const [row] = await as.$queryRawUnsafe<CaseRecord[]>(`SELECT ${columns(false)} ${FROM} WHERE k.id = $1`, id);
  return row;
}

function conditionsOf(scope: ReadScope, { referralId, partnerId, kind, state }: CaseFilter): Conditions {
  const conditions = createConditions();
  addScope(conditions, scope);
  conditions.addIf(referralId, (mark) => `k.referral_id = ${mark}`);
  conditions.addIf(partnerId, (mark) => `k.partner_id = ${mark}`);
  conditions.addIf(kind, (mark) => `k.kind = ${mark}`);
  conditions.addIf(state, (mark) => `k.state = ${mark}`);
  return conditions;
}

/** What is due first; what is over after that, the newest first. */
const DUE = `coalesce(k.due_at, 'infinity')`;

export const createCaseReads = (database: Database): CaseReads => ({
  case: async (scope, id) => {
    const conditions = conditionsOf(scope, {});
    conditions.add(id, (mark) => `k.id = ${mark}`);
    const sql = `SELECT ${columns(scope.kind === 'internal')} ${FROM} WHERE ${conditions.where()}`;
    const rows = await readFor(database, partnerOf(scope), (as) =>
      as.$queryRawUnsafe<CaseRecord[]>(sql, ...conditions.values()),
    );
    return rows[0];
  },

  cases: async (scope, filter, { limit, after }) => {
    const conditions = conditionsOf(scope, filter);
    if (after !== undefined) {
      const [due = '', id = ''] = after.map((key) => conditions.place(key));
      conditions.addText(`${DUE} > ${due}::timestamptz OR (${DUE} = ${due}::timestamptz AND k.id < ${id})`);
    }
    const sql = `SELECT ${columns(scope.kind === 'internal')} ${FROM} WHERE ${conditions.where()}
      ORDER BY ${DUE}, k.id DESC LIMIT ${String(limit + 1)}`;
    const rows = await readFor(database, partnerOf(scope), (as) =>
      as.$queryRawUnsafe<CaseRecord[]>(sql, ...conditions.values()),
    );
    const last = rows[limit - 1];
    return {
      rows: rows.slice(0, limit),
      next: rows.length > limit && last !== undefined ? [last.dueAt ?? 'infinity', last.id] : undefined,
    };
  },

  deciders: () =>
    guarded(
      () => database.$queryRaw<CasePerson[]>`
        SELECT id AS "userId", name, roles FROM users WHERE active AND partner_id IS NULL
          AND roles && ARRAY['partner_manager', 'sales_manager', 'finance_approver', 'program_admin'] ORDER BY name, id`,
    ),
});
