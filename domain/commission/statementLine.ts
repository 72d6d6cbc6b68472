import type { MoneyJson } from '../money.ts';

/** One movement of the vendor's account as the bank states it, in whatever form the file came. JSON-safe. */
export type StatementLine = {
  /** Which line of the file it is, from 1. */
  position: number;
  /** What we gave the payment along, if the bank says it. */
  endToEndId: string | null;
  movement: 'paid' | 'returned';
  /** False for what the bank has only announced. */
  booked: boolean;
  amount: MoneyJson;
  /** A day, `2027-02-16`. */
  bookedOn: string;
  /** The bank's own reference of the movement. */
  bankReference: string | null;
  /** Why the money came back, as a code of ISO 20022. */
  reasonCode: string | null;
  /** What else the bank says, for the person who has to find out what a line is. */
  text: string;
};

/**
 * What a line was taken for. `known`: told before, or confirmed by hand. `again`: the bank moved the money of this item once
 * more. `not_sent`: of this run, but never handed to the rail. Only `settled` and `returned` change anything.
 */
export type FindingKind =
  'settled' | 'returned' | 'known' | 'pending' | 'amount_differs' | 'again' | 'not_sent' | 'other_run' | 'unmatched';

/** What the bank says and no payment of ours explains; what only waits or was known before is no disagreement. */
export const UNEXPLAINED: readonly FindingKind[] = ['unmatched', 'amount_differs', 'again', 'not_sent'];

export type Finding = { position: number; kind: FindingKind; itemId: string | null };

/** An item's id as it stands in a transfer: banks take letters, digits and hyphens only. */
export const endToEndIdOf = (itemId: string): string => itemId.replace('_', '-');

/** So many characters an entry of the ACH network has room for. */
export const SHORT_ID_LENGTH = 15;

/** As much of an item's id as an entry of the ACH network has room for: the random part of it. */
export const shortIdOf = (itemId: string): string => itemId.slice(-SHORT_ID_LENGTH).toUpperCase();

const ITEM_ID = /\bitm[_-][0-9a-z]{26}\b/gi;

/** Every item that a line names, by its end-to-end id or, where a person typed the transfer, in what it says. */
export function itemsNamedBy({ endToEndId, text }: StatementLine): string[] {
  const named = (part: string): string[] =>
    [...part.matchAll(ITEM_ID)].map(([id]) => id.toLowerCase().replace('-', '_'));
  const [first] = named(endToEndId ?? '');
  return first === undefined ? [...new Set(named(text))] : [first];
}

/** What makes two lines of two statements the same movement. Without a reference of the bank its day and amount. */
export const movementKey = (itemId: string, line: StatementLine): string =>
  [itemId, line.movement, line.bankReference ?? `${line.bookedOn} ${String(line.amount.amount)}`].join(' ');

const TOLD: readonly FindingKind[] = ['settled', 'returned', 'known', 'again'];

/** The movements that a statement has told of, for the statements after it. */
export function movementsIn(lines: readonly StatementLine[], findings: readonly Finding[]): string[] {
  const byPosition = new Map(lines.map((line) => [line.position, line]));
  return findings.flatMap(({ position, kind, itemId }) => {
    const line = byPosition.get(position);
    return line === undefined || itemId === null || !TOLD.includes(kind) ? [] : [movementKey(itemId, line)];
  });
}
