import { interestedInRivals, uninvolved } from '../approval/interest.ts';
import type { Place } from '../approval/interest.ts';
import type { Role } from '../approval/roles.ts';
import type { Stage } from '../referral/stages.ts';
import { firstMatch, speaksOf } from './rules.ts';
import type { Duty, RoutingFacts, RoutingMode, RoutingRule } from './rules.ts';
import { inTurn, turnTaken } from './turns.ts';
import type { Contender, TurnTaken } from './turns.ts';

/** A person of the house, as the choice looks at them. `turns`: per duty, rule, or `pool`. */
export type Person = {
  userId: string;
  roles: readonly string[];
  away: 'absent' | 'out_of_hours' | null;
  capacity: number | null;
  open: number;
  weight: number;
  turns: Readonly<Record<string, number>>;
};

/** Why somebody who could have had it did not get it. */
export const PASSED_OVER = ['left_out', 'absent', 'out_of_hours', 'full', 'not_in_turn'] as const;

export type PassedOver = (typeof PASSED_OVER)[number];

/** Why nobody could take it. */
export const POOL_REASONS = ['no_rule', 'all_absent', 'all_full', 'handed_back', 'nobody'] as const;

export type PoolReason = (typeof POOL_REASONS)[number];

/** Codes and ids only: it is kept with the event that tells of it. */
export type Choice = {
  ownerId: string | null;
  unassigned: boolean;
  why: PoolReason | null;
  reason: 'partner_manager' | 'rule' | 'round_robin' | 'nobody_on_duty';
  ruleId: string | null;
  mode: RoutingMode | null;
  others: { userId: string; why: PassedOver }[];
};

/** The rotation that has to remember this choice. */
export type Turn = { rotation: string; userId: string; taken: TurnTaken };

export type OwnerQuestion = {
  facts: RoutingFacts;
  rules: readonly RoutingRule[];
  people: readonly Person[];
  partnerManagerId: string | null;
  submitters: readonly string[];
  /** What stands against the referral, for a reviewer. */
  rivals: readonly Place[];
};

type Asked = OwnerQuestion & {
  duty: Duty;
  excluded: readonly string[];
  /** Who has a deal with the company, as the check found it: no reviewer. */
  barred?: readonly string[];
  /** A hand-over by the ladder: better too much than nobody. */
  exceedCapacity?: boolean;
};

/** Who was passed over is told of so many at most; a team is rarely larger. */
const OTHERS_MAX = 20;
const POOL = 'pool';

const NOBODY_YET: Choice = {
  ownerId: null,
  unassigned: false,
  why: null,
  reason: 'round_robin',
  ruleId: null,
  mode: null,
  others: [],
};

/**
 * Who owns a referral next, and why. Reviewers are the partner's own manager, else a sales manager in turn, else, where each of
 * them has a part in it, another partner manager or an administrator; qualifiers
 * and closers come from the team of the first rule that fits, or, where no rule speaks about this duty, are the sales
 * reps in turn. On duty is who is active and not away. Where nobody can take it a sales manager holds it, marked
 * unassigned; where there is none, an administrator does: nothing is without a person as long as one exists.
 */
export function chooseOwner(asked: Asked): { choice: Choice; turn: Turn | null } {
  return asked.duty === 'reviewer' ? chooseReviewer(asked) : chooseSeller(asked);
}

/** Besides the partner's own manager: whom it goes to, and to whom where all of those have a part in it. */
const REVIEWERS: readonly Role[] = ['sales_manager', 'partner_manager', 'program_admin'];

/** Who has a part in it does not decide about it. */
function barredFrom({ partnerManagerId, rivals, submitters, barred = [] }: Asked): string[] {
  const interested = interestedInRivals(rivals, partnerManagerId).map(({ userId }) => userId);
  return [...barred, ...interested, ...submitters];
}

/** Who decides has no part in it, whoever else is there: one who may not decide is asked only where nobody may. */
function chooseReviewer(asked: Asked): { choice: Choice; turn: Turn | null } {
  const { people, partnerManagerId } = asked;
  const barred = barredFrom(asked);
  const able = people.filter(({ userId }) => !barred.includes(userId));
  const excluded = [...asked.excluded, ...barred];
  const own = able.find(({ userId }) => userId === partnerManagerId);
  if (own?.away === null && !excluded.includes(own.userId)) {
    return { choice: { ...NOBODY_YET, ownerId: own.userId, reason: 'partner_manager' }, turn: null };
  }
  const others = able.filter((person) => person !== own);
  const role = REVIEWERS.find((one) => withRole(others, one).length > 0) ?? 'sales_manager';
  // A comparison is an hour's work: how many referrals somebody has says nothing about it.
  const team = withRole(people, role).map((person) => ({ ...person, capacity: null }));
  return fromTeam({ ...asked, excluded, barred }, { team, mode: 'round_robin', rotation: asked.duty, rule: null });
}

/** Whether somebody who is named by hand may review, whoever is away or busy: by role, and without a part in it. */
export function mayReviewByHand(asked: Asked, userId: string): boolean {
  const barred = barredFrom(asked).map((one) => ({ userId: one }));
  return uninvolved(asked.people, barred).includes(userId);
}

function chooseSeller(asked: Asked): { choice: Choice; turn: Turn | null } {
  const { people, rules, facts, duty } = asked;
  if (!rules.some((rule) => speaksOf(rule, duty))) {
    const team = withRole(people, 'sales_rep');
    return fromTeam(asked, { team, mode: 'round_robin', rotation: duty, rule: null });
  }
  const rule = firstMatch(rules, facts, duty);
  if (rule === undefined) return intoPool(asked, { ...NOBODY_YET, why: 'no_rule' });
  const team = people.filter(({ userId }) => rule.team.includes(userId));
  return fromTeam(asked, { team, mode: rule.mode, rotation: rule.id, rule });
}

const withRole = (people: readonly Person[], role: Role): Person[] =>
  people.filter(({ roles }) => roles.includes(role));

type Team = { team: readonly Person[]; mode: RoutingMode; rotation: string; rule: RoutingRule | null };

const isFull = ({ capacity, open }: Person): boolean => capacity !== null && open >= capacity;

function hindrance(person: Person, excluded: readonly string[]): PassedOver | null {
  if (excluded.includes(person.userId)) return 'left_out';
  return person.away ?? (isFull(person) ? 'full' : null);
}

function fromTeam(asked: Asked, { team, mode, rotation, rule }: Team): { choice: Choice; turn: Turn | null } {
  const seen = team.map((person) => ({ person, why: hindrance(person, asked.excluded) }));
  const free = seen.filter(({ why }) => why === null);
  const able = free.length > 0 || asked.exceedCapacity !== true ? free : seen.filter(({ why }) => why === 'full');
  const contenders = able.map(({ person }) => contender(person, rotation));
  const taker = inTurn(mode, contenders);
  const others = seen
    .filter(({ person }) => person.userId !== taker?.userId)
    .map(({ person, why }) => ({ userId: person.userId, why: why ?? 'not_in_turn' }))
    .sort((one, other) => (one.userId < other.userId ? -1 : 1))
    .slice(0, OTHERS_MAX);
  const choice: Choice = { ...NOBODY_YET, ruleId: rule?.id ?? null, mode, others };
  if (taker === undefined) return intoPool(asked, { ...choice, why: whyNobody(seen.map(({ why }) => why)) });
  return {
    choice: { ...choice, ownerId: taker.userId, reason: rule === null ? 'round_robin' : 'rule' },
    turn: { rotation, userId: taker.userId, taken: turnTaken(mode, contenders, taker) },
  };
}

const contender = ({ userId, open, weight, turns }: Person, rotation: string): Contender => ({
  userId,
  open,
  weight,
  turn: turns[rotation] ?? null,
});

function whyNobody(whys: readonly (PassedOver | null)[]): PoolReason {
  if (whys.includes('full')) return 'all_full';
  return whys.includes('absent') || whys.includes('out_of_hours') ? 'all_absent' : 'nobody';
}

/**
 * A manager on duty holds it; where all are away, one who is away: it still has a name and an address. Who may not decide
 * about it holds it only where there is nobody else.
 */
function intoPool(asked: Asked, choice: Choice): { choice: Choice; turn: Turn | null } {
  const { people, excluded, barred = [], duty } = asked;
  const managers = withRole(people, 'sales_manager');
  const admins = withRole(people, 'program_admin');
  const but = (ids: readonly string[], group: readonly Person[]): Person[] =>
    group.filter(({ userId }) => !ids.includes(userId));
  const here = (group: readonly Person[]): Person[] => group.filter(({ away }) => away === null);
  const reviewers = duty === 'reviewer' ? but(barred, withRole(people, 'partner_manager')) : [];
  const group = [
    but(excluded, here(managers)),
    but(barred, here(managers)),
    but(barred, managers),
    reviewers,
    but(barred, here(admins)),
    but(barred, admins),
    here(managers),
    managers,
    admins,
  ].find((candidates) => candidates.length > 0);
  const contenders = (group ?? []).map((person) => contender(person, POOL));
  const holder = inTurn('round_robin', contenders);
  return {
    choice: { ...choice, ownerId: holder?.userId ?? null, unassigned: true, reason: 'nobody_on_duty' },
    turn: holder === undefined ? null : { rotation: POOL, userId: holder.userId, taken: { by: 'next' } },
  };
}

/** What the owner is there for, by where the referral stands. */
export function dutyIn(stage: Stage): Duty {
  if (stage === 'submitted' || stage === 'in_review' || stage === 'waitlisted') return 'reviewer';
  return stage === 'accepted' || stage === 'contacted' ? 'qualifier' : 'closer';
}
