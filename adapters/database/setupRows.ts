import { isRole, isScope } from '../../domain/approval/roles.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import type { WorkingHours } from '../../domain/routing/workingHours.ts';
import type { ApiKey, Plan, PlanVersion, User } from '../../generated/prisma/client.ts';
import type { CalendarRecord, KeyRecord, PartnerRecord, PlanRecord, ProgramRecord, UserRecord } from './setupPort.ts';

/** Rows as the database gives them → records as the port promises them. */
export const toPlan = (plan: Plan, version: PlanVersion): PlanRecord => ({
  id: plan.id,
  programId: plan.programId,
  name: plan.name,
  planVersion: version.id,
  version: version.version,
  effectiveFrom: version.effectiveFrom,
  rules: version.rules as PlanRule[],
  terms: version.terms,
  partnerTerms: version.partnerTerms as Record<string, string>,
  draftedBy: version.draftedBy,
  publishedBy: version.publishedBy,
  publishedAt: version.publishedAt,
});

export const toKey = (key: ApiKey): KeyRecord => ({
  id: key.id,
  partnerId: key.partnerId,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes.filter(isScope),
  createdAt: key.createdAt,
  lastUsedAt: key.lastUsedAt,
  expiresAt: key.expiresAt,
  revokedAt: key.revokedAt,
});

export const toUser = (user: User): UserRecord => ({
  id: user.id,
  name: user.name,
  email: user.email,
  roles: user.roles.filter(isRole),
  partnerId: user.partnerId,
  active: user.active,
  capacity: user.capacity,
  weight: user.weight,
  workingHours: user.workingHours as WorkingHours | null,
  createdAt: user.createdAt,
});

export type ProgramRow = Omit<ProgramRecord, 'policy'> & { policy: unknown };

export const toProgram = (row: ProgramRow): ProgramRecord => ({ ...row, policy: row.policy as Policy });

/** The policy in force is the newest published one; the plan in force that of a referral received now. */
export const PROGRAMS = `SELECT g.id, g.name, g.currency, g.state, g.created_at AS "createdAt", y.id AS "policyVersion",
    y.body AS policy, n.plan
  FROM programs g
  JOIN LATERAL (SELECT id, body FROM policy_versions WHERE program_id = g.id AND published_at IS NOT NULL
    ORDER BY version DESC LIMIT 1) y ON true
  LEFT JOIN LATERAL (SELECT jsonb_build_object('planVersion', v.id, 'name', l.name,
      'terms', coalesce(v.partner_terms->>$2::text, v.terms)) AS plan
    FROM plan_versions v JOIN plans l ON l.id = v.plan_id
    WHERE v.program_id = g.id AND v.published_at IS NOT NULL AND v.effective_from <= now()
    ORDER BY greatest(v.effective_from, v.published_at) DESC, v.version DESC LIMIT 1) n ON true
  WHERE ($1::text IS NULL OR g.id = $1) AND ($2::text IS NULL OR EXISTS (
    SELECT 1 FROM enrolments e WHERE e.program_id = g.id AND e.partner_id = $2))
  ORDER BY g.created_at, g.id`;

/** An alert about a partner, for the house; for partners the table does not exist. */
const PROBING = `(SELECT jsonb_build_object('at', iso_ms(a.at), 'decided', a.decided, 'known', a.known)
    FROM probing_alerts a WHERE a.partner_id = p.id ORDER BY a.at DESC LIMIT 1)`;

export const partnersSql = (
  internal: boolean,
): string => `SELECT p.id, p.name, p.country, p.tier, p.state, p.payout_currency AS "payoutCurrency", p.created_at AS "createdAt",
    CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'name', m.name, 'email', m.email) END AS manager,
    coalesce((SELECT jsonb_agg(jsonb_build_object('programId', g.id, 'programName', g.name, 'state', e.state) ORDER BY g.created_at, g.id)
      FROM enrolments e JOIN programs g ON g.id = e.program_id WHERE e.partner_id = p.id), '[]') AS enrolments,
    ${internal ? PROBING : 'NULL::jsonb'} AS probing
  FROM partners p LEFT JOIN users m ON m.id = p.manager_id
  WHERE ($1::text IS NULL OR p.id = $1) AND ($2::text IS NULL OR p.id = $2) ORDER BY p.name, p.id`;

export type PartnerRow = PartnerRecord;

type CalendarRow = { id: string; name: string; zone: string; hours: unknown; holidays: Date[]; createdAt: Date };

export const toCalendar = ({ id, name, zone, hours, holidays, createdAt }: CalendarRow): CalendarRecord => ({
  id,
  name,
  zone,
  hours: hours as CalendarRecord['hours'],
  holidays: holidays.map((day) => day.toISOString().slice(0, 10)),
  createdAt,
});
