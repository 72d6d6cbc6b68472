import type { ErrorCode } from '../errors.ts';
import { UNDER_WAY, type Stage } from '../referral/stages.ts';
import type { Role } from './roles.ts';

/** An open referral, as far as it says who of the house would gain or lose by a decision about its place in line. */
export type Place = {
  referralId: string;
  stage: Stage;
  ownerId: string | null;
  /** Held for want of somebody: that is no part in it. */
  unassigned: boolean;
  /** The partner's own partner manager. */
  managerId: string | null;
  submittedBy: string;
};

export const INTERESTS = ['owns_rival', 'submitted_rival', 'manages_rival'] as const;

export type Interest = (typeof INTERESTS)[number];
export type Interested = { userId: string; why: Interest };

/** Who owns it before works on the check; who owns it from here on lives by it. */
const LIVED_BY: readonly Stage[] = [...UNDER_WAY, 'won'];

const someone = (userId: string | null, why: Interest): Interested[] => (userId === null ? [] : [{ userId, why }]);

const ownersOf = ({ stage, ownerId, unassigned, submittedBy }: Place): Interested[] => [
  ...(unassigned || !LIVED_BY.includes(stage) ? [] : someone(ownerId, 'owns_rival')),
  ...someone(submittedBy, 'submitted_rival'),
];

const managersOf = (places: readonly Place[], besides: readonly (string | null)[]): Interested[] =>
  places.flatMap(({ managerId }) => (besides.includes(managerId) ? [] : someone(managerId, 'manages_rival')));

const onceEach = (found: readonly Interested[]): Interested[] =>
  found.filter(
    (one, place) => found.findIndex((other) => other.userId === one.userId && other.why === one.why) === place,
  );

/** Who has a part in what stands against a referral. Whose partners both are stands on neither side. */
export const interestedInRivals = (rivals: readonly Place[], ownManagerId: string | null): Interested[] =>
  onceEach([...rivals.flatMap(ownersOf), ...managersOf(rivals, [ownManagerId])]);

/** The places of two records that meet in the line, once the records are one company. */
export type TwoSides = { one: readonly Place[]; other: readonly Place[] };

/** Who has a part in either of two queues. Whose partners stand in both is partial to neither. */
export const interestedInEither = ({ one, other }: TwoSides): Interested[] =>
  onceEach([
    ...[...one, ...other].flatMap(ownersOf),
    ...managersOf(
      one,
      other.map(({ managerId }) => managerId),
    ),
    ...managersOf(
      other,
      one.map(({ managerId }) => managerId),
    ),
  ]);

export type Colleague = { userId: string; roles: readonly string[] };

const MANAGERS: readonly Role[] = ['sales_manager', 'partner_manager'];

/** The managers who stand on no side; where none is left, the administrators who stand on none. */
export function uninvolved(colleagues: readonly Colleague[], interested: readonly { userId: string }[]): string[] {
  const free = colleagues.filter(({ userId }) => !interested.some((one) => one.userId === userId));
  const managers = free.filter(({ roles }) => MANAGERS.some((role) => roles.includes(role)));
  const deciding = managers.length > 0 ? managers : free.filter(({ roles }) => roles.includes('program_admin'));
  return deciding.map(({ userId }) => userId);
}

type Refusal = { code: ErrorCode; why: string; facts: { who?: string; why?: Interest[] } };

/** Whether somebody may make two records one, or two of one: null, or why not. */
export function whyNotBetween(args: {
  userId: string;
  colleagues: readonly Colleague[];
  sides: TwoSides;
}): Refusal | null {
  const { userId, colleagues, sides } = args;
  const interested = interestedInEither(sides);
  const why = interested.filter((one) => one.userId === userId).map((one) => one.why);
  if (why.length > 0) {
    return {
      code: 'separation_of_duties',
      why: 'Who has a part in one of the claims does not decide between them.',
      facts: { who: userId, why },
    };
  }
  return uninvolved(colleagues, interested).includes(userId)
    ? null
    : { code: 'forbidden', why: 'A manager decides; an administrator only where every manager has a part.', facts: {} };
}
