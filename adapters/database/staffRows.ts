import { OWNER_ROLES } from '../../domain/approval/roles.ts';
import type { RoutingConditions, RoutingMode } from '../../domain/routing/rules.ts';
import type { AbsenceRecord, RuleRecord } from './staffPort.ts';

/** Active, of the vendor, in a role in which one owns referrals. */
export const ableToOwn = (ids: readonly string[]) => ({
  id: { in: [...ids] },
  active: true,
  partnerId: null,
  roles: { hasSome: [...OWNER_ROLES] },
});

type Named = { id: string; name: string };

/** Everywhere an absence is read it comes with both names. */
export const ABSENCE_WITH_NAMES = {
  include: { user: { select: { id: true, name: true } }, deputy: { select: { id: true, name: true } } },
} as const;

export const toAbsence = (row: {
  id: string;
  user: Named;
  deputy: Named | null;
  startsAt: Date;
  endsAt: Date;
}): AbsenceRecord => ({ id: row.id, user: row.user, from: row.startsAt, to: row.endsAt, deputy: row.deputy });

export const RULES = `SELECT r.id, r.place AS "order", r.name, r.program_id AS "programId", r.conditions AS "when", r.mode, r.version,
    (SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'active', u.active) ORDER BY u.name, u.id)
      FROM users u WHERE u.id = ANY (r.team)) AS team
  FROM routing_rules r WHERE $1::text IS NULL OR r.id = $1 ORDER BY r.place, r.id`;

export type RuleRow = Omit<RuleRecord, 'when' | 'mode' | 'team'> & {
  when: unknown;
  mode: string;
  team: RuleRecord['team'] | null;
};

export const toRule = ({ when, mode, team, ...row }: RuleRow): RuleRecord => ({
  ...row,
  when: when as RoutingConditions,
  mode: mode as RoutingMode,
  team: team ?? [],
});

/** What is open and theirs, with the hand-over that is under way. */
export const OWNED = `SELECT r.id AS "referralId", r.number, r.company_name AS company, r.stage, r.due_at AS "dueAt",
    (SELECT jsonb_build_object('id', c.id, 'actor', c.actor, 'payload', c.payload->'message')
      FROM commands c WHERE c.id = pending_hand_over(r.id)) AS command
  FROM referrals r WHERE r.owner_id = $1 AND is_open_stage(r.stage) ORDER BY r.due_at, r.id LIMIT $2::int`;
