import type { AccountKind } from '../ledger/postings.ts';
import type { MoneyJson } from '../money.ts';
import type { Stage } from '../referral/stages.ts';

/** What is compared: referrals with deals of the CRM, payments with the bank, and both with the ledger. */
export const COMPARISONS = ['deals', 'bank', 'books'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Every kind of disagreement, by the comparison that finds it. */
const FOUND_BY = {
  won_without_credit: 'deals',
  open_here_closed_there: 'deals',
  won_here_not_there: 'deals',
  amount_differs: 'deals',
  paid_not_settled: 'bank',
  rail_line_unmatched: 'bank',
  books_differ: 'books',
} as const satisfies Record<string, Comparison>;

export type FindingKind = keyof typeof FOUND_BY;

export const FINDING_KINDS = Object.keys(FOUND_BY) as [FindingKind, ...FindingKind[]];

/** The comparisons that were made to their end: a source that could not be read has no count. */
export const comparisonsMade = (compared: Readonly<Partial<Record<Comparison, number | null>>>): Comparison[] =>
  COMPARISONS.filter((comparison) => typeof compared[comparison] === 'number');

/** What these comparisons look at: when one of them was not made, what it found before stands. */
export const kindsFoundBy = (comparisons: readonly Comparison[]): FindingKind[] =>
  FINDING_KINDS.filter((kind) => comparisons.includes(FOUND_BY[kind]));

/** What else a source can say besides the stage of a referral. */
export const SAYINGS = [
  'open',
  'released',
  'submitted',
  'no_statement',
  'no_item',
  'item',
  'paid',
  'returned',
  'lines',
  'items',
  'books',
] as const;

/** What one source says: a state, an amount where there is one, and a day, `2026-12-15`. */
export type Side = { says: Stage | (typeof SAYINGS)[number]; amount: MoneyJson | null; on: string | null };

/**
 * Two sources that disagree. `subject` tells it from all others of its kind, whatever the order in which the sources were read.
 * `ours` is what the record says that we keep, `theirs` the other one: the CRM, the bank, the ledger.
 */
export type Finding = {
  kind: FindingKind;
  subject: string;
  /** Of the referral; null where it is about none. */
  number: string | null;
  referralId: string | null;
  runId: string | null;
  partnerId: string | null;
  /** Of the ledger; null where it is about none. */
  account: AccountKind | null;
  /** Who can see to it; null: finance. */
  ownerId: string | null;
  ours: Side;
  theirs: Side;
};

/** `compared`: how many things were looked at on both sides, each of which has one finding at most. */
export type Compared = { compared: number; findings: Finding[] };

/** In an order that does not depend on that of the sources. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));

const placeOf = ({ kind, subject }: Finding): string => `${kind} ${subject}`;

/** The first of those that have the same key. */
export const firstOfEach = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.toReversed().map((item) => [keyOf(item), item])).values(),
];
