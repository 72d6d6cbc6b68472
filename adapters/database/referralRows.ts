import type { ReferralRecord } from './readsPort.ts';

const nameOf = (id: string): string => `(SELECT name FROM users WHERE id = ${id})`;

/** The absence of the owner that lasts longest, at this moment. */
const OWNER_AWAY = `(SELECT jsonb_build_object('until', iso_ms(a.ends_at),
    'deputy', CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'name', d.name) END)
  FROM absences a LEFT JOIN users d ON d.id = a.deputy_id AND d.active
  WHERE a.user_id = r.owner_id AND a.starts_at <= now() AND a.ends_at > now() ORDER BY a.ends_at DESC, a.id LIMIT 1)`;

/**
 * What a reader sees of a referral `r`, all of it in one statement: no second question per row. `internal` adds what
 * only people of the vendor read.
 */
export const referralColumns = (internal: boolean): string => `
  r.id, r.number, r.intake_no::float8 AS "intakeNo", r.stage, iso_ms(r.submitted_at) AS "submittedAt",
  iso_ms(r.updated_at) AS "updatedAt", r.channel, r.external_ref AS "externalRef", r.program_id AS "programId",
  r.partner_id AS "partnerId", p.name AS "partnerName", p.manager_id AS "managerId",
  jsonb_build_object('kind', r.submitted_by->>'kind', 'id', r.submitted_by->>'id',
    'name', ${nameOf(`r.submitted_by->>'id'`)}, 'onBehalfOf', r.submitted_by->>'onBehalfOf',
    'onBehalfOfName', ${nameOf(`r.submitted_by->>'onBehalfOf'`)}) AS "submittedBy",
  jsonb_build_object('name', r.prospect_name, 'email', r.prospect_email, 'phone', r.prospect_phone,
    'title', r.prospect_title) AS prospect,
  coalesce((SELECT jsonb_agg(jsonb_build_object('name', c.name, 'email', c.email, 'phone', c.phone, 'title', c.title,
    'addedAt', iso_ms(c.added_at)) ORDER BY c.added_at, c.id) FROM referral_contacts c WHERE c.referral_id = r.id), '[]') AS contacts,
  r.company_id AS "companyId",
  jsonb_build_object('name', r.company_name, 'domain', r.company_domain, 'country', r.company_country,
    'region', r.company_region) AS company,
  r.need, CASE WHEN r.estimated_amount IS NOT NULL THEN
    jsonb_build_object('amount', r.estimated_amount, 'currency', r.estimated_currency) END AS "estimatedValue",
  r.product_line AS "productLine",
  r.project,
  jsonb_build_object('basis', r.consent_basis, 'at', iso_ms(r.consent_at)) AS consent,
  CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'name', o.name, 'email', o.email) END AS owner,
  r.unassigned, ${internal ? 'r.pool_reason' : 'NULL'} AS "poolReason",
  ${internal ? 'to_jsonb(deputies_of(r.owner_id, now()))' : "'[]'::jsonb"} AS "deputyIds",
  ${internal ? OWNER_AWAY : 'NULL::jsonb'} AS "ownerAway", CASE WHEN r.stage = 'waitlisted' AND r.next->>'situation' <> 'promoted_asked' THEN queue_position(r.id) END AS position,
  ${internal ? AHEAD : 'NULL::jsonb'} AS ahead,
  CASE WHEN contested.once THEN r.outcome || '{"contestUntil": null}' ELSE r.outcome END AS outcome,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', iso_ms(a.at), 'channel', a.channel, 'outcome', a.outcome,
    'message', a.message, 'note', ${internal ? 'a.note' : 'NULL'}, 'by', ${internal ? nameOf('a.by_user_id') : 'NULL'})
    ORDER BY a.at, a.id) FROM contact_attempts a WHERE a.referral_id = r.id), '[]') AS attempts,
  coalesce((SELECT jsonb_agg(jsonb_build_object('kind', q.kind, 'state', q.state, 'question', q.question,
    'askedAt', iso_ms(q.asked_at), 'askedBy', ${internal ? nameOf('q.asked_by') : 'NULL'}, 'answerBy', iso_ms(q.answer_by),
    'answer', q.answer, 'answeredAt', iso_ms(q.answered_at)) ORDER BY q.asked_at, q.id)
    FROM questions q WHERE q.referral_id = r.id), '[]') AS questions,
  r.quality, r.feedback, ${BEYOND_FIRST}, ${internal ? PAYS_BEYOND : `'[]'::jsonb`} AS "paysBeyond", r.extension, r.previous_referral_id AS "previousReferralId", r.deal, r.plan_version_id AS "planVersion", r.terms,
  CASE r.stage WHEN 'won' THEN (SELECT calendar_unless_held(v.body, r.id, r.partner_id, r.program_id, r.submitted_at) FROM policy_versions v WHERE v.id = r.policy_version_id) END AS "payoutCalendar",
  CASE WHEN contested.once THEN jsonb_set(r.next, '{facts,contestUntil}', 'null') ELSE r.next END AS next, r.clocks,
  iso_ms(r.expires_at) AS "expiresAt", iso_ms(r.due_at) AS "dueAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'state', m.state, 'awaits', awaited_trigger(m), 'forOther', m.partner_id <> r.partner_id,
    'amount', jsonb_build_object('amount', shown_minor(m), 'currency', m.currency), 'payableFrom', CASE WHEN m.state <> 'waiting_trigger' THEN iso_ms(m.payable_from) END,
    'approveBy', CASE WHEN approval_runs(m) THEN iso_ms(m.approve_by) END)${internal ? APPROVALS : ''}
    ORDER BY m.accrued_at, m.id) FROM commissions m WHERE m.referral_id = r.id${internal ? '' : ' AND m.partner_id = r.partner_id'}), '[]') AS commissions,
  (SELECT s.basis_points FROM referral_splits s WHERE s.referral_id = r.id AND s.state = 'agreed') AS "splitBasisPoints",
  ${internal ? CRM : 'NULL::jsonb'} AS crm,
  ${internal ? 'r.verdict' : 'NULL::jsonb'} AS verdict,
  ${internal ? `CASE r.stage WHEN 'in_review' THEN rivals_of(r.id) ELSE '[]' END` : `'[]'::jsonb`} AS rivals,
  ${internal ? CANDIDATE_NAMES : "'{}'::jsonb"} AS "candidateNames",
  ${internal ? JOINABLE : "'[]'::jsonb"} AS joinable,
  r.last_seq + r.transition_no AS version`;

/** Of a renewal or further deal what it follows from, and of the first one what followed. */
const BEYOND_FIRST = `(SELECT jsonb_build_object('kind', r.origin_kind, 'referralId', first.id, 'number', first.number,
    'firstWonOn', to_char(r.first_won_on, 'YYYY-MM-DD'), 'earnsBefore', to_char(r.earns_before, 'YYYY-MM-DD')) FROM referrals first WHERE first.id = r.origin_id) AS origin,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'kind', f.origin_kind, 'stage', f.stage) ORDER BY f.intake_no)
    FROM referrals f WHERE f.origin_id = r.id), '[]') AS "furtherDeals"`;

const PAYS_BEYOND = `coalesce(CASE r.stage WHEN 'won' THEN (SELECT to_jsonb(array_remove(ARRAY[
    CASE WHEN jsonb_path_exists(v.rules, '$[*].renewals') THEN 'renewal' END,
    CASE WHEN jsonb_path_exists(v.rules, '$[*].furtherDeals') THEN 'further_deal' END], NULL))
  FROM plan_versions v WHERE v.id = r.plan_version_id) END, '[]')`;

const CANDIDATE_NAMES = `coalesce((SELECT jsonb_object_agg(named.id, named.name) FROM (
    SELECT c.id, c.name FROM companies c WHERE c.id IN (
      SELECT candidate->>'companyId' FROM jsonb_array_elements(coalesce(r.verdict->'candidates', '[]')) AS candidate)
    UNION ALL
    SELECT other.id, other.number FROM referrals other WHERE other.id IN (
      SELECT candidate->>'referralId' FROM jsonb_array_elements(coalesce(r.verdict->'candidates', '[]')) AS candidate)
  ) AS named), '{}')`;

/** Look-alikes that are open referrals of the same partner; `join_found_referral` asks the same of the one that is named. */
const JOINABLE = `coalesce((SELECT jsonb_agg(other.id) FROM jsonb_array_elements(coalesce(r.verdict->'candidates', '[]')) AS candidate
    JOIN referrals other ON other.id = candidate->>'referralId' AND other.partner_id = r.partner_id AND is_open_stage(other.stage)), '[]')`;

/** What the record in the CRM says of us, as we have written it last, and what others have changed on it. */
const CRM = `(SELECT jsonb_build_object('recordId', l.record_id, 'writtenAt', iso_ms(l.written_at), 'credit', l.written->'credit',
    'claimExpiresAt', l.written->'claimExpiresAt', 'restored', (SELECT jsonb_build_object('times', count(*), 'lastAt', iso_ms(max(s.at)))
      FROM crm_restores s WHERE s.referral_id = r.id HAVING count(*) > 0)) FROM crm_links l WHERE l.referral_id = r.id)`;

/** Who stands before it in the line: who holds the claim, else the earliest intake. */
const AHEAD = `CASE WHEN r.stage IN ('waitlisted', 'in_review') THEN (SELECT jsonb_build_object('referralId', h.id, 'number', h.number,
    'stage', h.stage, 'expiresAt', iso_ms(h.expires_at), 'partnerName', (SELECT name FROM partners WHERE id = h.partner_id),
    'ownerName', ${nameOf('h.owner_id')}, 'heldSince', iso_ms(other.held_at), 'submittedAt', iso_ms(h.submitted_at))
  FROM queue_entries mine JOIN queue_entries other ON other.company_id = mine.company_id AND other.referral_id <> mine.referral_id
    AND (other.state = 'held' OR (other.state IN ('pending', 'waiting') AND other.intake_no < mine.intake_no))
    AND lines_overlap(other.product_line, mine.product_line)
  JOIN referrals h ON h.id = other.referral_id WHERE mine.referral_id = r.id ORDER BY other.state <> 'held', other.intake_no LIMIT 1) END`;

const APPROVALS = ` || jsonb_build_object('approvals', valid_approvals(m.id, m.content_hash), 'approvalsRequired', m.approvals_required)`;

/** An end is contested once: who has done it is not told any more until when it can be done. */
const CONTESTED_ONCE = `LEFT JOIN LATERAL (SELECT true AS once FROM cases k WHERE k.referral_id = r.id AND k.kind = r.stage
  AND k.state <> 'withdrawn' AND k.contested_at = (r.outcome->>'at')::timestamptz LIMIT 1) contested ON r.outcome IS NOT NULL`;

export const REFERRAL_JOINS = `JOIN partners p ON p.id = r.partner_id LEFT JOIN users o ON o.id = r.owner_id ${CONTESTED_ONCE}`;

/** The columns above are named and shaped as the record; PostgreSQL made the JSON, so there is nothing left to map. */
export type ReferralRow = ReferralRecord;
