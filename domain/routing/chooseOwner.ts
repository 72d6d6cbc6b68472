export type Duty = 'reviewer' | 'qualifier' | 'closer';

/** A person who could take a referral; `turn` is when they were last given one for this duty (null: never). */
export type Person = { userId: string; roles: readonly string[]; turn: number | null };

export type Choice = {
  ownerId: string | null;
  unassigned: boolean;
  reason: 'partner_manager' | 'round_robin' | 'nobody_on_duty';
};

const byTurn = (one: Person, other: Person): number =>
  (one.turn ?? -1) - (other.turn ?? -1) || (one.userId < other.userId ? -1 : 1);

/**
 * Who owns a referral next, and why. Reviewers are the partner's own manager, else a sales manager; qualifiers and
 * closers are sales reps in turn. Where nobody can take it a sales manager holds it, marked unassigned; where there is
 * none, an administrator does: nothing is ever without a person as long as one exists.
 */
export function chooseOwner(args: {
  duty: Duty;
  people: readonly Person[];
  partnerManagerId: string | null;
  excluded: readonly string[];
}): Choice {
  const free = args.people.filter(({ userId }) => !args.excluded.includes(userId));
  const withRole = (people: readonly Person[], role: string): Person[] =>
    people.filter(({ roles }) => roles.includes(role)).sort(byTurn);
  if (args.duty === 'reviewer') {
    const own = free.find(({ userId }) => userId === args.partnerManagerId);
    if (own !== undefined) return { ownerId: own.userId, unassigned: false, reason: 'partner_manager' };
  }
  const inTurn = withRole(free, args.duty === 'reviewer' ? 'sales_manager' : 'sales_rep')[0];
  if (inTurn !== undefined) return { ownerId: inTurn.userId, unassigned: false, reason: 'round_robin' };
  const holder = withRole(args.people, 'sales_manager')[0] ?? withRole(args.people, 'program_admin')[0];
  return { ownerId: holder?.userId ?? null, unassigned: true, reason: 'nobody_on_duty' };
}
