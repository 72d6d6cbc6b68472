import type { Format } from './format.ts';
import type { InApproval } from './commissionFacts.ts';

/** Codes, amounts and ISO times as they come out of JSON: nothing is certain to be there. */
export type FactRecord = Readonly<Record<string, unknown>>;

export type Facts = {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
};

/** Tried without an answer; no try is counted while the partner had to mend the details first. */
export const isAnswerless = ({ facts }: { facts: Facts }): boolean => facts.number('attempts') !== 0;

/** A renewal or further deal that was not won before the day that its plan says. */
export const isWonTooLate = (facts: Facts): boolean => {
  const [closedOn, before] = [facts.text('closedOn'), facts.text('earnsBefore')];
  return closedOn !== undefined && before !== undefined && closedOn >= before;
};

/** What is missing, null or of another type reads as undefined: a sentence is then said without it. */
export const factsOf = (record: FactRecord): Facts => ({
  text: (name) => {
    const value = record[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  },
  number: (name) => {
    const value = record[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  },
});

/** The piece of a sentence that needs a value; nothing when there is none. */
export const piece = (before: string, value: string | number | undefined, after = ''): string =>
  value === undefined ? '' : `${before}${String(value)}${after}`;

/** A time that still lies ahead of the reader: what has passed is promised to nobody. */
export const ahead = (iso: string | undefined, { now }: { now: string | undefined }): string | undefined =>
  iso !== undefined && now !== undefined && Date.parse(iso) < Date.parse(now) ? undefined : iso;

/** By when an approval is due, or since when it is late: never both. */
export function approvalFacts(approveBy: string | undefined, format: Pick<Format, 'now' | 'moment'>): InApproval {
  const inWords = format.moment(approveBy);
  return ahead(approveBy, format) === undefined
    ? { approveBy: undefined, lateSince: inWords }
    : { approveBy: inWords, lateSince: undefined };
}

/** Whole sentences, one after the other, without those that could not be said. */
export const sentences = (...said: (string | undefined)[]): string =>
  said.filter((text): text is string => text !== undefined && text !== '').join(' ');

/** What somebody else wrote, quoted in our text: one line, bounded, without control characters. */
export function quoted(text: string | undefined, lengthMax = 500): string | undefined {
  if (text === undefined) return undefined;
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\s]+/gu, ' ').trim();
  if (line === '') return undefined;
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).trimEnd()}…`;
}

/** Somebody's words, quoted at the end of a sentence of ours: a full stop only where they set no mark themselves. */
export const saidBy = (before: string, text: string | undefined, after: string): string =>
  text === undefined ? '' : `${before}${text}${after}${endsSentence(text) ? '' : '.'}`;

/** Somebody's words as a sentence. */
export const asSentence = (text: string | undefined): string | undefined =>
  text === undefined || endsSentence(text) ? text : `${text}.`;

const endsSentence = (text: string): boolean => /[.!?…]$/.test(text);
