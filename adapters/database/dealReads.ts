import { createConditions, likeText } from './conditions.ts';
import type { Database } from './client.ts';
import { CORRECTIONS_OF_DEAL } from './dealCorrections.ts';
import type { CorrectionRecord } from './dealDeskPort.ts';
import type { DealMovement, DealReads, DealRecord } from './dealReadsPort.ts';
import { readFor } from './partnerReads.ts';

const sumOf = (moved: string): string =>
  `jsonb_build_object('amount', (SELECT coalesce(sum(m.amount_minor), 0) FROM ${moved}), 'currency', r.deal->'amount'->>'currency')`;

const LINES_OF_DEAL = `commissions c WHERE c.referral_id = r.id AND deal_key(c.deal_id) = deal_key(r.deal->>'dealId')`;

/** Each won deal is of one referral. What waits stands first, by how long it was won; then what was won last. */
const DEALS = `SELECT r.deal->>'dealId' AS "dealId", r.id AS "referralId", r.number AS "referralNumber", r.company_name AS "companyName",
    p.id AS "partnerId", p.name AS "partnerName", r.deal->>'closedOn' AS "closedOn", r.deal->'amount' AS amount,
    r.deal->'firstYearNet' AS "firstYearNet", w.waits AS "waitsFor",
    ARRAY(SELECT DISTINCT c.explanation->>'trigger' FROM ${LINES_OF_DEAL} AND c.explanation->>'trigger' IS NOT NULL ORDER BY 1) AS triggers,
    ${sumOf(`deal_payments m WHERE m.deal_key = deal_key(r.deal->>'dealId') AND m.kind = 'invoiced'`)} AS invoiced,
    ${sumOf(`deal_payments m WHERE m.deal_key = deal_key(r.deal->>'dealId') AND m.kind = 'paid'`)} AS received,
    ${sumOf(`deal_refunds m WHERE m.deal_key = deal_key(r.deal->>'dealId')`)} AS refunded,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'state', c.state,
        'amount', jsonb_build_object('amount', payable_minor(c), 'currency', c.currency)) ORDER BY c.id) FROM ${LINES_OF_DEAL}), '[]') AS lines,
    w.place
  FROM referrals r JOIN partners p ON p.id = r.partner_id
  CROSS JOIN LATERAL (SELECT waits, CASE WHEN waits = '{}' THEN 10000000 - day ELSE day END AS place
    FROM (SELECT (r.deal->>'closedOn')::date - DATE '1900-01-01' AS day, ARRAY(SELECT DISTINCT coalesce(awaited_trigger(c), 'rate')
      FROM ${LINES_OF_DEAL} AND (c.state = 'waiting_trigger' OR awaits_rate(c)) ORDER BY 1) AS waits) AS own) AS w
  WHERE r.stage = 'won' AND r.deal->>'dealId' IS NOT NULL`;

const MOVEMENTS = `SELECT m.id, m.kind, m.external_id AS "externalId", jsonb_build_object('amount', m.amount_minor, 'currency', m.currency) AS amount,
    to_char(m.day, 'YYYY-MM-DD') AS "on", m.reason_code AS "reasonCode", iso_ms(m.recorded_at) AS "recordedAt",
    jsonb_build_object('id', m.recorded_by, 'name', u.name) AS "recordedBy"
  FROM (SELECT id, kind, external_id, amount_minor, currency, moved_on AS day, NULL AS reason_code, recorded_by, recorded_at
      FROM deal_payments WHERE deal_key = deal_key($1)
    UNION ALL SELECT id, 'refunded', external_id, amount_minor, currency, refunded_on, reason_code, recorded_by, recorded_at
      FROM deal_refunds WHERE deal_key = deal_key($1)) AS m
  LEFT JOIN users u ON u.id = m.recorded_by ORDER BY m.recorded_at DESC, m.id DESC LIMIT $2::int`;

type Row = DealRecord & { place: number };

const toRecord = ({ place: _, ...deal }: Row): DealRecord => deal;

export const createDealReads = (database: Database): DealReads => ({
  list: async ({ waitsFor, search }, { limit, after }) => {
    const conditions = createConditions();
    conditions.addIf(waitsFor, (mark) => `"waitsFor" @> ARRAY[${mark}]::text[]`);
    conditions.addIf(
      search === undefined ? undefined : likeText(search),
      (mark) =>
        `"dealId" ILIKE ${mark} OR "companyName" ILIKE ${mark} OR "partnerName" ILIKE ${mark} OR "referralNumber" ILIKE ${mark}`,
    );
    if (after !== undefined) {
      const [place, id] = after.map((value) => conditions.place(value));
      conditions.addText(`(place, "referralId") > (${String(place)}::int, ${String(id)})`);
    }
    const sql = `SELECT * FROM (${DEALS}) AS won WHERE ${conditions.where()} ORDER BY place, "referralId" LIMIT ${String(limit + 1)}`;
    const rows = await readFor(database, null, (as) => as.$queryRawUnsafe<Row[]>(sql, ...conditions.values()));
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? [String(last.place), last.referralId] : undefined;
    return { rows: rows.slice(0, limit).map(toRecord), next };
  },

  deal: async (dealId) => {
    const sql = `${DEALS} AND deal_key(r.deal->>'dealId') = deal_key($1)`;
    const [found] = await readFor(database, null, (as) => as.$queryRawUnsafe<Row[]>(sql, dealId));
    return found === undefined ? undefined : toRecord(found);
  },

  corrections: (dealId) =>
    readFor(database, null, (as) =>
      as.$queryRawUnsafe<Omit<CorrectionRecord, 'referral'>[]>(CORRECTIONS_OF_DEAL, dealId),
    ),

  movements: (dealId, limit) =>
    readFor(database, null, (as) => as.$queryRawUnsafe<DealMovement[]>(MOVEMENTS, dealId, limit)),
});
