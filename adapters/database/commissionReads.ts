import type { MoneyReadScope } from '../../domain/approval/moneyScope.ts';
import type { FinancePerson } from '../../domain/approval/separation.ts';
import { EARNING_FIGURES, FIGURE_OF_STATE, type EarningFigure } from '../../domain/commission/earnings.ts';
import { ownExplanation } from '../../domain/commission/split.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { Database } from './client.ts';
import { createConditions, type Conditions } from './conditions.ts';
import { documentName } from './documents.ts';
import type { Approver, CommissionFilter, CommissionRecord, Earnings, MoneyReads } from './moneyReadsPort.ts';
import { readFor } from './partnerReads.ts';
import type { Page, PageRequest } from './readsPort.ts';

const EXCLUSIONS = `coalesce((SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'name', u.name, 'reason', e.reason))
    FROM commission_exclusions e LEFT JOIN users u ON u.id = e.user_id WHERE e.commission_id = c.id), '[]')`;

/** Other referrals that earn for the same deal: for whom decides about money to see, since a deal may be named by hand. */
const SAME_DEAL = `coalesce((SELECT jsonb_agg(DISTINCT o.number) FROM commissions d JOIN referrals o ON o.id = d.referral_id
    WHERE deal_key(d.deal_id) = deal_key(c.deal_id) AND d.referral_id <> c.referral_id AND d.state NOT IN ('rejected', 'clawed_back')), '[]')`;

/** Of what came back last. */
const REFUSED = `CASE WHEN c.state = 'returned' THEN (SELECT CASE i.state WHEN 'refused' THEN i.return_reason END
    FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
    WHERE l.commission_id = c.id AND i.state IN ('returned', 'refused') ORDER BY i.id DESC LIMIT 1) END`;

/** The lines that are about this one, oldest first. */
const ADJUSTMENTS = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'state', d.state, 'amount', jsonb_build_object(
    'amount', shown_minor(d), 'currency', d.currency)) ORDER BY d.id)
    FROM commissions d WHERE d.adjusts = c.id), '[]')`;

/** The line of the other partner of a split that is of the same whole. */
const OTHER_PART = `(SELECT jsonb_build_object('id', o.id, 'partnerName', q.name) FROM commissions o JOIN partners q ON q.id = o.partner_id
    WHERE o.referral_id = c.referral_id AND o.partner_id <> c.partner_id AND key_of_whole(o) = key_of_whole(c))`;

/** Only columns that the partner's role may read; who is excluded is no partner's business. */
const columns = (isInternal: boolean): string => `c.id, c.referral_id AS "referralId", r.number AS "referralNumber",
  c.partner_id AS "partnerId", p.name AS "partnerName", c.program_id AS "programId", r.company_name AS "companyName", c.kind, c.state,
  jsonb_build_object('amount', shown_minor(c), 'currency', c.currency) AS amount, iso_ms(c.accrued_at) AS "accruedAt",
  CASE WHEN c.clawed_at IS NOT NULL AND NOT c.reduces THEN jsonb_build_object('at', iso_ms(c.clawed_at),
    'amount', jsonb_build_object('amount', c.clawed_before_minor + c.clawed_after_minor, 'currency', c.currency),
    'adjusted', jsonb_build_object('amount', deducted_of(c.id), 'currency', c.currency),
    'toReturn', jsonb_build_object('amount', c.clawed_after_minor, 'currency', c.currency),
    'repaid', jsonb_build_object('amount', repaid_of(c.id), 'currency', c.currency),
    'isCorrected', c.corrected IS NOT NULL OR c.correction_id IS NOT NULL) END AS "clawedBack", c.corrected,
  (SELECT k.reason FROM deal_corrections k WHERE k.id = coalesce(c.corrected, c.explanation)->'correction'->>'correctionId') AS "correctionReason",
  CASE WHEN netted_of(c.id) > 0 THEN jsonb_build_object('amount', netted_of(c.id), 'currency', c.currency) END AS netted, awaited_trigger(c) AS awaits,
  CASE WHEN c.state <> 'waiting_trigger' THEN iso_ms(c.payable_from) END AS "payableFrom", iso_ms(c.paid_at) AS "paidAt", c.content_hash AS "contentHash",
  c.plan_version_id AS "planVersion", c.approvals_required AS "approvalsRequired",
  CASE WHEN approval_runs(c) THEN iso_ms(c.approve_by) END AS "approveBy", c.explanation, c.reject_reason AS "rejectReason",
  ${REFUSED} AS "paymentRefused",
  coalesce(y.body->'gates', '[]') AS gates, y.body->'payoutCalendar' AS "payoutCalendar", s.so_far AS "payoutSoFar", payee_facts(c.partner_id) AS payee, tax_facts(c.partner_id) AS tax,
  gates_open(c.partner_id, c.program_id, r.submitted_at) AS "openGates", document_facts(c.partner_id, c.id) AS document,
  is_adjustable(c) AS adjustable, CASE WHEN c.adjusts IS NOT NULL THEN jsonb_build_object('adjusts', c.adjusts, 'reason', c.reason,
    'caseId', c.case_id) END AS adjustment, ${ADJUSTMENTS} AS adjustments,
  c.frozen_for AS "frozenFor", iso_ms(c.frozen_at) AS "frozenAt", c.freeze_reason AS "freezeReason", c.version,
  coalesce((SELECT jsonb_agg(jsonb_build_object('userId', a.user_id, 'name', u.name, 'at', iso_ms(a.at)) ORDER BY a.at, a.user_id)
    FROM commission_approvals a LEFT JOIN users u ON u.id = a.user_id
    WHERE a.commission_id = c.id AND a.content_hash = c.content_hash), '[]') AS approvals,
  (SELECT i.run_id FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
    WHERE l.commission_id = c.id AND l.open) AS "runId",
  CASE WHEN c.state = 'in_run' THEN (SELECT jsonb_build_object('payDay', u.pay_day, 'late', u.late_at IS NOT NULL) FROM payout_item_lines l
    JOIN payout_items i ON i.id = l.item_id JOIN payout_runs u ON u.id = i.run_id
    WHERE l.commission_id = c.id AND l.open AND u.pay_day IS NOT NULL) END AS planned,
  coalesce((SELECT jsonb_agg(${documentName('d', 'i')} ORDER BY d.corrects IS NOT NULL, d.year, d.series_no, d.issued_at)
    FROM document_lines l JOIN documents d ON d.id = l.document_id LEFT JOIN partner_invoices i ON i.id = d.invoice_id WHERE l.commission_id = c.id), '[]') AS documents, run_around(c.id) AS run,
  ${isInternal ? EXCLUSIONS : `'[]'::jsonb`} AS exclusions, ${isInternal ? SAME_DEAL : `'[]'::jsonb`} AS "sameDeal", ${isInternal ? OTHER_PART : 'NULL::jsonb'} AS "otherPart"`;

const JOINS =
  'JOIN referrals r ON r.id = c.referral_id JOIN partners p ON p.id = c.partner_id JOIN policy_versions y ON y.id = r.policy_version_id';

const partnerOf = (scope: MoneyReadScope): string | null => (scope.kind === 'partner' ? scope.partnerId : null);

/** Who may read which lines, as part of the statement itself. */
function addScope(conditions: Conditions, scope: MoneyReadScope): void {
  if (scope.kind === 'internal') {
    conditions.addIf(scope.managerId ?? undefined, (mark) => `p.manager_id = ${mark}`);
    return;
  }
  conditions.add(scope.partnerId, (mark) => `c.partner_id = ${mark}`);
  conditions.addIf(
    scope.submitterId ?? undefined,
    (mark) => `r.submitted_by->>'id' = ${mark} OR r.submitted_by->>'onBehalfOf' = ${mark}`,
  );
}

const newestFirst = (conditions: Conditions, after: PageRequest['after']): string => {
  conditions.addIf(after?.[0], (mark) => `c.id < ${mark}`);
  return 'c.id DESC';
};

/** A cursor names the last line and when its approval was due. */
function nextDueFirst(conditions: Conditions, after: PageRequest['after']): string {
  conditions.addText('approval_runs(c) AND c.approve_met_at IS NULL');
  if (after !== undefined) {
    const [id = '', due = ''] = after.map((key) => conditions.place(key));
    conditions.addText(`(c.approve_by, c.id) > (${due}::timestamptz, ${id})`);
  }
  return 'c.approve_by, c.id';
}

async function readLines(
  database: Database,
  scope: MoneyReadScope,
  filter: CommissionFilter & { id?: string },
  { limit, after }: PageRequest,
): Promise<Page<CommissionRecord>> {
  const conditions = createConditions();
  addScope(conditions, scope);
  conditions.addIf(filter.id, (mark) => `c.id = ${mark}`);
  conditions.addIf(filter.referralId, (mark) => `c.referral_id = ${mark}`);
  conditions.addIf(filter.partnerId, (mark) => `c.partner_id = ${mark}`);
  conditions.addIf(filter.state, (mark) => `c.state = ${mark}`);
  conditions.addIf(filter.corrected, (mark) => `(c.adjusts IS NOT NULL OR c.clawed_at IS NOT NULL) = ${mark}::boolean`);
  const order = filter.queue === undefined ? newestFirst(conditions, after) : nextDueFirst(conditions, after);
  const sql = `WITH page AS (SELECT c.id, CASE WHEN minimum_payout(y.body, c.currency) IS NOT NULL THEN c.partner_id END AS payee
      FROM commissions c ${JOINS} WHERE ${conditions.where()} ORDER BY ${order} LIMIT ${String(limit + 1)})
    SELECT ${columns(scope.kind === 'internal')} FROM page JOIN commissions c ON c.id = page.id ${JOINS} LEFT JOIN (
      SELECT f.* FROM (SELECT DISTINCT payee FROM page) AS a CROSS JOIN LATERAL payouts_so_far(a.payee) AS f
    ) AS s ON s.commission_id = page.id AND page.payee IS NOT NULL ORDER BY ${order}`;
  const rows = await readFor(database, partnerOf(scope), (as) =>
    as.$queryRawUnsafe<CommissionRecord[]>(sql, ...conditions.values()),
  );
  const last = rows[limit - 1];
  const place = filter.queue === undefined ? [] : [last?.approveBy ?? ''];
  return {
    rows: rows.slice(0, limit).map((row) => (scope.kind === 'internal' ? row : asOwn(row))),
    next: rows.length > limit && last !== undefined ? [last.id, ...place] : undefined,
  };
}

const asOwn = (row: CommissionRecord): CommissionRecord => ({
  ...row,
  explanation: ownExplanation(row.explanation),
  corrected: row.corrected === null ? null : ownExplanation(row.corrected),
});

/** What is netted of a line is transferred to nobody. $1: the figure of each state. */
const figuresWhere = (where: string): string => `SELECT f.figure, f.currency, sum(f.minor)::float8 AS amount FROM (
    SELECT $1::jsonb->>c.state AS figure, c.currency, shown_minor(c) - netted_of(c.id) AS minor FROM commissions c ${JOINS} WHERE NOT c.reduces AND ${where}
    UNION ALL
    SELECT 'toNet', c.currency, c.clawed_after_minor - repaid_of(c.id) FROM commissions c ${JOINS} WHERE NOT c.reduces AND c.clawed_after_minor > 0 AND ${where}
  ) AS f WHERE f.figure IS NOT NULL GROUP BY f.figure, f.currency HAVING sum(f.minor) > 0 ORDER BY f.currency`;

async function readEarnings(database: Database, scope: MoneyReadScope): Promise<Earnings> {
  const conditions = createConditions();
  conditions.place(FIGURE_OF_STATE);
  addScope(conditions, scope);
  const rows = await readFor(database, partnerOf(scope), (as) =>
    as.$queryRawUnsafe<(MoneyJson & { figure: EarningFigure })[]>(
      figuresWhere(conditions.where()),
      ...conditions.values(),
    ),
  );
  const sumsOf = (figure: EarningFigure): MoneyJson[] =>
    rows.filter((row) => row.figure === figure).map(({ amount, currency }) => ({ amount, currency }));
  return Object.fromEntries(EARNING_FIGURES.map((figure) => [figure, sumsOf(figure)])) as Earnings;
}

const APPROVERS = { active: true, partnerId: null, roles: { has: 'finance_approver' } };
const AS_PERSON = { id: true, name: true, roles: true, active: true };
const BY_NAME = { name: 'asc' } as const;

/** Everybody who can approve at all. */
export async function readApprovers(database: Database): Promise<(FinancePerson & { name: string })[]> {
  const rows = await readFor(database, null, () =>
    database.user.findMany({ where: APPROVERS, select: AS_PERSON, orderBy: BY_NAME }),
  );
  return rows.map(({ id, ...person }) => ({ userId: id, ...person }));
}

async function readApproversNow(database: Database, now: Date): Promise<Approver[]> {
  const running = { startsAt: { lte: now }, endsAt: { gt: now } };
  const absences = { where: running, select: { endsAt: true, deputyId: true } };
  const rows = await readFor(database, null, () =>
    database.user.findMany({ where: APPROVERS, select: { ...AS_PERSON, absences }, orderBy: BY_NAME }),
  );
  return rows.map(({ id, absences: away, ...person }) => ({
    userId: id,
    ...person,
    absences: away.map(({ endsAt, deputyId }) => ({ until: endsAt.toISOString(), deputyId })),
  }));
}

export const createCommissionReads = (
  database: Database,
): Pick<MoneyReads, 'commission' | 'commissions' | 'earnings' | 'approvers'> => ({
  commission: async (scope, id) => (await readLines(database, scope, { id }, { limit: 1, after: undefined })).rows[0],

  commissions: (scope, filter, page) => readLines(database, scope, filter, page),

  earnings: (scope) => readEarnings(database, scope),

  approvers: (now) => readApproversNow(database, now),
});
