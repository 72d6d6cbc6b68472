import { hasEnded } from './stages.ts';
import type { Stage } from './stages.ts';

/**
 * Whether a deal with the company counts for the partner: the claim is held, it waits for it, the deal was won, or nothing is
 * left of it.
 */
export const CREDITS = ['registered', 'waiting', 'earned', 'none'] as const;

export type Credit = (typeof CREDITS)[number];

/** What the CRM's record says of us. All are ours alone; what others change in them is put back. */
const ATTRIBUTION_FIELDS = ['referralNumber', 'partnerId', 'partnerName', 'credit', 'claimExpiresAt', 'link'] as const;

export type AttributionField = (typeof ATTRIBUTION_FIELDS)[number];

/** Times as ISO 8601. The owner is everybody's: who is named in the CRM gets the referral here. */
export type RecordFields = Readonly<Record<AttributionField | 'ownerEmail', string | null>>;

/** One who errs does so once or twice a day; what changes it more often is a machine, and a person has to see to that. */
export const RESTORES_A_DAY = 5;

export function creditIn(stage: Stage): Credit {
  if (stage === 'won') return 'earned';
  if (hasEnded(stage)) return 'none';
  return stage === 'submitted' || stage === 'in_review' || stage === 'waitlisted' ? 'waiting' : 'registered';
}

/** What of a story is written on the record; by this it is known when the record has to be written again. */
export type ToldCrm = { credit: Credit; expiresAt: number | null; ownerId: string | null };

export const toldOf = (state: Omit<ToldCrm, 'credit'> & { stage: Stage }): ToldCrm => ({
  credit: creditIn(state.stage),
  expiresAt: state.expiresAt,
  ownerId: state.ownerId,
});

export const isTold = (told: ToldCrm | null, now: ToldCrm): boolean =>
  told !== null && told.credit === now.credit && told.expiresAt === now.expiresAt && told.ownerId === now.ownerId;

/** The fields that have to be written so that the record says `wanted`, where it says `present`. */
export const changedFields = (present: RecordFields, wanted: RecordFields): Partial<RecordFields> =>
  Object.fromEntries(Object.entries(wanted).filter(([name, value]) => present[name as keyof RecordFields] !== value));

export type Comparison = {
  /** What others have changed in what is ours. */
  taken: AttributionField[];
  /** What we have to write besides, since it has changed here. */
  behind: Partial<RecordFields>;
  /** Whom somebody has named as the owner in the CRM. */
  namedOwner: string | null;
};

/**
 * What the record says, what we wrote last, and what it should say. What is neither the one nor the other was done by
 * somebody else; what is still as we wrote it has only to follow.
 */
export function compareRecord(args: {
  current: RecordFields;
  written: RecordFields;
  wanted: RecordFields;
}): Comparison {
  const { current, written, wanted } = args;
  const isTaken = (name: keyof RecordFields): boolean =>
    current[name] !== wanted[name] && current[name] !== written[name];
  const behind = Object.entries(changedFields(current, wanted)).filter(
    ([name]) => !isTaken(name as keyof RecordFields),
  );
  return {
    taken: ATTRIBUTION_FIELDS.filter(isTaken),
    behind: Object.fromEntries(behind),
    namedOwner: isTaken('ownerEmail') ? current.ownerEmail : null,
  };
}

/** What is put back. */
export const fieldsOf = (names: readonly AttributionField[], wanted: RecordFields): Partial<RecordFields> =>
  Object.fromEntries(names.map((name) => [name, wanted[name]]));
