import { INTERESTS } from '../approval/interest.ts';
import type { Interested } from '../approval/interest.ts';
import type { Role } from '../approval/roles.ts';
import { isAboutMoney } from './kinds.ts';
import type { CaseKind } from './kinds.ts';

/** Why somebody took part in what is contested. */
export const INVOLVEMENTS = [
  'reviewed_it',
  'qualified_it',
  'closed_it',
  'decided_extension',
  'decided_line',
  'decided_case',
  'submitted_it',
  'owns_deal',
  'answered_it',
  ...INTERESTS,
] as const;

export type Involvement = (typeof INVOLVEMENTS)[number];
export type Involved = { userId: string; why: Involvement };

/** An entry of the referral's timeline, as far as it says who decided what. */
export type DecisionEvent = { type: string; actorKind: string; actorId: string };

const DECISIONS: Readonly<Record<string, Involvement>> = {
  'referral.accepted': 'reviewed_it',
  'referral.waitlisted': 'reviewed_it',
  'referral.declined': 'reviewed_it',
  'referral.qualified': 'qualified_it',
  'referral.disqualified': 'qualified_it',
  'referral.won': 'closed_it',
  'win.reported': 'closed_it',
  'referral.lost': 'closed_it',
  'extension.decided': 'decided_extension',
  'commission.approval_given': 'decided_line',
  'commission.approved': 'decided_line',
  'commission.rejected': 'decided_line',
  'commission.frozen': 'decided_line',
  'commission.unfrozen': 'decided_line',
  'commission.adjustment_proposed': 'decided_line',
  'commission.adjusted': 'decided_line',
  'case.decided': 'decided_case',
};

/**
 * Who took part, and who has a part in what stands against it (`interested`), once per person and reason; computed from the
 * record and from nothing else.
 */
export function involvedIn(
  events: readonly DecisionEvent[],
  submitters: readonly string[],
  interested: readonly Interested[] = [],
): Involved[] {
  const found: Involved[] = [...submitters.map((userId): Involved => ({ userId, why: 'submitted_it' })), ...interested];
  for (const { type, actorKind, actorId } of events) {
    const why = Object.hasOwn(DECISIONS, type) ? DECISIONS[type] : undefined;
    if (why !== undefined && actorKind === 'user') found.push({ userId: actorId, why });
  }
  return found.filter(
    (one, place) => found.findIndex((other) => other.userId === one.userId && other.why === one.why) === place,
  );
}

/** A deal beside a registration: whose it is, who has answered for it, and who has decided about it before. */
export type BesideParts = { ownerId: string | null; answeredBy: string | null; decidedBy: string | null };

/** Who decided about the referral has no part in such a deal; who has the deal, or has spoken for it, has. */
export function involvedInDeal(
  { ownerId, answeredBy, decidedBy }: BesideParts,
  submitters: readonly string[],
): Involved[] {
  const parts: [string | null, Involvement][] = [
    [ownerId, 'owns_deal'],
    [answeredBy, 'answered_it'],
    [decidedBy, 'decided_case'],
  ];
  return [
    ...submitters.map((userId): Involved => ({ userId, why: 'submitted_it' })),
    ...parts.flatMap(([userId, why]) => (userId === null ? [] : [{ userId, why }])),
  ];
}

const MANAGERS: readonly Role[] = ['partner_manager', 'sales_manager'];
const APPROVERS: readonly Role[] = ['finance_approver'];

const PARTNER_MANAGERS: readonly Role[] = ['partner_manager'];

/** Who decides a kind of case at all. Sales does not decide about a deal of sales. */
export function decidingRoles(kind: CaseKind): readonly Role[] {
  if (kind === 'parallel_deal') return PARTNER_MANAGERS;
  return isAboutMoney(kind) ? APPROVERS : MANAGERS;
}

/** `openCases`: how many wait for this person already. */
export type DecidingPerson = { userId: string; roles: readonly string[]; openCases: number; away: boolean };

export type Barred = { userId: string; why: Involvement[] };

export const canDecide = (kind: CaseKind, roles: readonly string[]): boolean =>
  decidingRoles(kind).some((role) => roles.includes(role));

/**
 * Of those whose work it is: who took no part, and who did, with the reasons. Where all of them did, an administrator who took
 * none may decide, but not about money.
 */
export function possibleDeciders<Person extends { userId: string; roles: readonly string[] }>(args: {
  kind: CaseKind;
  people: readonly Person[];
  involved: readonly Involved[];
}): { eligible: Person[]; barred: Barred[] } {
  const { kind, people } = args;
  const whyNot = (userId: string): Involvement[] =>
    args.involved.filter((one) => one.userId === userId).map(({ why }) => why);
  const able = people.filter(({ roles }) => canDecide(kind, roles));
  const uninvolved = (group: readonly Person[]): Person[] => group.filter(({ userId }) => whyNot(userId).length === 0);
  const eligible = uninvolved(able);
  const standIns = isAboutMoney(kind) ? [] : uninvolved(people.filter(({ roles }) => roles.includes('program_admin')));
  return {
    eligible: eligible.length > 0 ? eligible : standIns,
    barred: able.map(({ userId }) => ({ userId, why: whyNot(userId) })).filter(({ why }) => why.length > 0),
  };
}

export type DeciderChoice = { deciderId: string | null; unassigned: boolean; barred: Barred[] };

/**
 * Somebody who took none of the decisions: who is here, the partner's own manager before others, then who has the fewest open
 * cases.
 * `previous` had it before and was too late; they keep it only when there is nobody else. Where nobody who may decide is left an
 * administrator holds it, and it is said at once.
 */
export function chooseDecider(args: {
  kind: CaseKind;
  people: readonly DecidingPerson[];
  involved: readonly Involved[];
  partnerManagerId: string | null;
  previous: string | null;
}): DeciderChoice {
  const { eligible, barred } = possibleDeciders(args);
  const rank = ({ userId, openCases, away }: DecidingPerson): [number, number, number, number] => [
    away ? 1 : 0,
    userId === args.previous ? 1 : 0,
    userId === args.partnerManagerId ? 0 : 1,
    openCases,
  ];
  const [first] = [...eligible].sort(
    (one, other) => byRank(rank(one), rank(other)) || (one.userId < other.userId ? -1 : 1),
  );
  if (first !== undefined) return { deciderId: first.userId, unassigned: false, barred };
  const holder = args.people
    .filter(({ roles }) => roles.includes('program_admin'))
    .map(({ userId }) => userId)
    .sort()[0];
  return { deciderId: holder ?? null, unassigned: true, barred };
}

const byRank = (one: readonly number[], other: readonly number[]): number => {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
};
