import type { ReadScope } from '../../domain/approval/rights.ts';
import type { Database } from './client.ts';
import { createConditions, likeText, type Conditions } from './conditions.ts';
import { readFor } from './partnerReads.ts';
import type {
  EventRecord,
  Page,
  PageRequest,
  Reads,
  ReferralFilter,
  ReferralRecord,
  ReferralSort,
} from './readsPort.ts';
import { REFERRAL_JOINS, referralColumns, type ReferralRow } from './referralRows.ts';

const partnerOf = (scope: ReadScope): string | null => (scope.kind === 'partner' ? scope.partnerId : null);

/** The owner is away, and this person stands in. */
const deputisedBy = (mark: string): string =>
  `r.owner_id IN (SELECT a.user_id FROM absences a WHERE a.deputy_id = ${mark} AND a.starts_at <= now() AND a.ends_at > now())`;

/** Sent the same company once more, and was given this referral. */
const joinedBy = (mark: string): string =>
  `r.id = ANY (ARRAY(SELECT j.referral_id FROM joint_submitters j WHERE j.user_id = ${mark}))`;

/** Any manager may have to decide a case, and reads what it is about. */
const CONTESTED = `EXISTS (SELECT 1 FROM cases k WHERE k.referral_id = r.id AND k.state NOT IN ('closed', 'withdrawn'))`;

/** Who may read which rows, as part of the statement itself. */
function addScope(conditions: Conditions, scope: ReadScope): void {
  if (scope.kind === 'partner') {
    conditions.add(scope.partnerId, (mark) => `r.partner_id = ${mark}`);
    if (scope.submitterId === null) return;
    conditions.add(
      scope.submitterId,
      (mark) => `r.submitted_by->>'id' = ${mark} OR r.submitted_by->>'onBehalfOf' = ${mark} OR ${joinedBy(mark)}`,
    );
    return;
  }
  if (scope.everything) return;
  const own = (mark: string): string =>
    [
      `r.owner_id = ${mark}`,
      deputisedBy(mark),
      `r.submitted_by->>'id' = ${mark}`,
      joinedBy(mark),
      ...(scope.unassigned ? ['r.unassigned'] : []),
      ...(scope.managed ? [`r.partner_id IN (SELECT id FROM partners WHERE manager_id = ${mark})`, CONTESTED] : []),
    ].join(' OR ');
  conditions.add(scope.userId, own);
}

/** Every order ends with a unique column, so that pages neither repeat nor lose a row. */
const ORDERS: Readonly<
  Record<ReferralSort, { by: string; after: (marks: string[]) => string; keys: (row: ReferralRecord) => string[] }>
> = {
  newest: {
    by: 'r.intake_no DESC',
    after: ([intakeNo = '']) => `r.intake_no < ${intakeNo}::bigint`,
    keys: (row) => [String(row.intakeNo)],
  },
  due: {
    by: `coalesce(r.due_at, 'infinity'), r.id`,
    after: ([dueAt = '', id = '']) => `(coalesce(r.due_at, 'infinity'), r.id) > (${dueAt}::timestamptz, ${id})`,
    keys: (row) => [row.dueAt ?? 'infinity', row.id],
  },
  updated: {
    by: 'r.updated_at, r.id',
    after: ([updatedAt = '', id = '']) => `(r.updated_at, r.id) > (${updatedAt}::timestamptz, ${id})`,
    keys: (row) => [row.updatedAt, row.id],
  },
};

function addFilter(conditions: Conditions, filter: ReferralFilter): void {
  conditions.addIf(filter.stages?.join(','), (mark) => `r.stage = ANY(string_to_array(${mark}, ','))`);
  conditions.addIf(filter.partnerId, (mark) => `r.partner_id = ${mark}`);
  conditions.addIf(filter.ownerId, (mark) => `r.owner_id = ${mark}`);
  conditions.addIf(filter.programId, (mark) => `r.program_id = ${mark}`);
  conditions.addIf(filter.unassigned, (mark) => `r.unassigned = ${mark}`);
  conditions.addIf(filter.deputisedBy, deputisedBy);
  if (filter.waitingOn === 'partner') conditions.addText(`r.next->>'who' = 'partner'`);
  conditions.addIf(filter.updatedSince, (mark) => `r.updated_at >= ${mark}::timestamptz`);
  conditions.addIf(
    filter.search === undefined ? undefined : likeText(filter.search),
    (mark) => `r.number ILIKE ${mark} OR r.company_name ILIKE ${mark} OR r.prospect_name ILIKE ${mark}`,
  );
}

async function readPage(
  database: Database,
  scope: ReadScope,
  filter: ReferralFilter,
  { limit, after }: PageRequest,
): Promise<Page<ReferralRecord>> {
  const order = ORDERS[filter.sort];
  const conditions = createConditions();
  addScope(conditions, scope);
  addFilter(conditions, filter);
  if (after !== undefined) conditions.addText(order.after(after.map((key) => conditions.place(key))));
  const sql = `SELECT ${referralColumns(scope.kind === 'internal')}
    FROM (SELECT * FROM referrals r WHERE ${conditions.where()} ORDER BY ${order.by} LIMIT ${String(limit + 1)}) r
    ${REFERRAL_JOINS} ORDER BY ${order.by}`;
  const rows = await readFor(database, partnerOf(scope), (as) =>
    as.$queryRawUnsafe<ReferralRow[]>(sql, ...conditions.values()),
  );
  const last = rows[limit - 1];
  return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? order.keys(last) : undefined };
}

/** By which rule somebody got it and why not the others: for the vendor's people. */
const ROUTING = `(SELECT g.routing || jsonb_build_object(
    'ruleName', (SELECT name FROM routing_rules WHERE id = g.routing->>'ruleId'),
    'others', coalesce((SELECT jsonb_agg(other || jsonb_build_object('name', who.name) ORDER BY who.name)
      FROM jsonb_array_elements(g.routing->'others') AS other LEFT JOIN users who ON who.id = other->>'userId'), '[]'))
  FROM (SELECT e.private_text::jsonb->'routing' AS routing) g WHERE g.routing IS NOT NULL)`;

/** To the partner, what happens to the part of another one says that it does, and not what. */
const TYPE_FOR_PARTNER = `CASE WHEN EXISTS (SELECT 1 FROM commissions c WHERE c.id = e.public_text::jsonb->>'commissionId'
    AND c.partner_id <> current_setting('app.partner_id')) THEN 'commission.of_other' ELSE e.type END`;

const timelineOf = (
  internal: boolean,
): string => `SELECT e.seq, iso_ms(e.at) AS at, ${internal ? 'e.type' : `${TYPE_FOR_PARTNER} AS type`},
    jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', u.name) AS actor, e.source,
    e.from_stage AS "from", e.to_stage AS "to", e.reason_code AS "reasonCode", e.private_text::jsonb->>'note' AS note,
    ${internal ? ROUTING : 'NULL::jsonb'} AS routing,
    ${internal ? `e.private_text::jsonb->'taken'` : 'NULL::jsonb'} AS taken,
    coalesce(e.public_text::jsonb->>'message', e.public_text::jsonb->>'feedback',
      e.public_text::jsonb->>'question', e.public_text::jsonb->>'answer') AS message,
    e.public_text::jsonb->>'caseId' AS "caseId", e.hash, e.prev_hash AS "prevHash"
  FROM events e LEFT JOIN users u ON u.id = e.actor_id
  WHERE e.referral_id = $1 AND e.seq > $2::int ORDER BY e.seq LIMIT $3::int`;

/** Reads of referrals; see the port. */
export function createReads(database: Database): Reads {
  return {
    referral: async (scope, id) => {
      const conditions = createConditions();
      addScope(conditions, scope);
      conditions.add(id, (mark) => `r.id = ${mark}`);
      const sql = `SELECT ${referralColumns(scope.kind === 'internal')} FROM referrals r ${REFERRAL_JOINS} WHERE ${conditions.where()}`;
      const rows = await readFor(database, partnerOf(scope), (as) =>
        as.$queryRawUnsafe<ReferralRow[]>(sql, ...conditions.values()),
      );
      return rows[0];
    },

    referrals: (scope, filter, page) => readPage(database, scope, filter, page),

    timeline: async (scope, referralId, { limit, after }) => {
      const conditions = createConditions();
      addScope(conditions, scope);
      conditions.add(referralId, (mark) => `r.id = ${mark}`);
      const timeline = timelineOf(scope.kind === 'internal');
      return readFor(database, partnerOf(scope), async (as) => {
        const seen = await as.$queryRawUnsafe<unknown[]>(
          `SELECT 1 FROM referrals r WHERE ${conditions.where()}`,
          ...conditions.values(),
        );
        if (seen.length === 0) return undefined;
        const rows = await as.$queryRawUnsafe<EventRecord[]>(timeline, referralId, Number(after?.[0] ?? 0), limit + 1);
        const last = rows[limit - 1];
        return {
          rows: rows.slice(0, limit),
          next: rows.length > limit && last !== undefined ? [String(last.seq)] : undefined,
        };
      });
    },
  };
}
