/** What kind of work an entry of the CRM tells of. */
export const ACTIVITY_KINDS = ['call', 'meeting', 'email', 'deal_advanced', 'newsletter', 'task', 'note'] as const;

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Times are milliseconds since 1970. `by` is how the CRM knows the person: an address, lower case; null is a machine. */
export type CrmActivity = {
  id: string;
  accountId: string;
  kind: ActivityKind;
  at: number;
  by: string | null;
  team: 'sales' | 'customer_success' | 'other' | null;
  /** False: planned and not done. */
  done: boolean;
  /** How many were written to or changed in one go; one for a call or a letter to one person. */
  addressees: number;
  automated: boolean;
  /** The number of the referral that it was done for, as the CRM's record carries it. */
  referralNumber: string | null;
};

/** Somebody owned a referral of the company from `from` until `until`; null: still does. */
export type OwnWork = { by: string; from: number; until: number | null };

export type Window = { from: number; until: number };

/** Why an entry says nothing about the vendor's own contact. */
export type NoContact =
  'outside_window' | 'not_done' | 'kind' | 'machine' | 'bulk' | 'other_team' | 'for_a_referral' | 'by_referral_owner';

/** Contact in person; a note or a task may say anything. */
const COUNTED_KINDS: readonly ActivityKind[] = ['call', 'meeting', 'email', 'deal_advanced'];
const COUNTED_TEAMS: readonly CrmActivity['team'][] = ['sales', 'customer_success'];

/** [submitted − N, submitted): what was done in the second of the submission came too late to count. */
export const lookBackWindow = (submittedAt: number, lookBackMs: number): Window => ({
  from: submittedAt - lookBackMs,
  until: submittedAt,
});

const isOwn = (activity: CrmActivity, ownWork: readonly OwnWork[]): boolean =>
  ownWork.some(
    ({ by, from, until }) => by === activity.by && from <= activity.at && (until === null || activity.at < until),
  );

/** Undefined: it counts. The reason that is plainest is given first. */
export function whyNoContact(
  activity: CrmActivity,
  window: Window,
  ownWork: readonly OwnWork[],
): NoContact | undefined {
  if (activity.at < window.from || activity.at >= window.until) return 'outside_window';
  if (!activity.done) return 'not_done';
  if (!COUNTED_KINDS.includes(activity.kind)) return 'kind';
  if (activity.automated || activity.by === null) return 'machine';
  if (activity.addressees > 1 && activity.kind !== 'meeting') return 'bulk';
  if (!COUNTED_TEAMS.includes(activity.team)) return 'other_team';
  if (activity.referralNumber !== null) return 'for_a_referral';
  if (isOwn(activity, ownWork)) return 'by_referral_owner';
  return undefined;
}

/** The latest contact that counts, if any: it says from when on the company is free again. */
export function latestContact(
  activities: readonly CrmActivity[],
  window: Window,
  ownWork: readonly OwnWork[],
): CrmActivity | undefined {
  const counted = activities.filter((activity) => whyNoContact(activity, window, ownWork) === undefined);
  return counted.sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))[0];
}

const WEEK_MS = 7 * 86_400_000;
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/**
 * From when a company is free again after this contact. The exact moment would tell the partner when the contact was, which
 * is for the vendor to know: the first Monday from then on says it to the week. A shorter rule hides nothing.
 */
export function freeAgainFrom(contactAt: number, lookBackMs: number): number {
  const free = contactAt + lookBackMs;
  if (lookBackMs < WEEK_MS) return free;
  const weeks = Math.ceil((free - FIRST_MONDAY_MS) / WEEK_MS);
  return FIRST_MONDAY_MS + weeks * WEEK_MS;
}
