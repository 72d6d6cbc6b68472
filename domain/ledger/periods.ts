import type { ErrorCode } from '../errors.ts';

/** A month of the books in UTC: `2026-12`. Months compare as their texts do. */
export type Period = string;

const PERIOD_SHAPE = /^\d{4}-(0[1-9]|1[0-2])$/;
const MONTHS_OF_YEAR = 12;

export const isPeriod = (text: string): boolean => PERIOD_SHAPE.test(text);

/** The month in which a moment lies. */
export const periodOf = (at: Date): Period => at.toISOString().slice(0, 'YYYY-MM'.length);

/** The month after. */
export function nextPeriod(period: Period): Period {
  const [year = 0, month = 0] = period.split('-').map(Number);
  const isLast = month === MONTHS_OF_YEAR;
  return [String(isLast ? year + 1 : year).padStart(4, '0'), String(isLast ? 1 : month + 1).padStart(2, '0')].join('-');
}

/** Where a month stands; null: nobody has proposed to close it. */
export type Closing = { proposedBy: string; closedBy: string | null };

type Refused = { refused: ErrorCode; why: string };

/** Whether closing this month may be proposed: it is over, and the next after the last closed one. */
export function mayPropose(args: {
  period: Period;
  closing: Closing | null;
  closedThrough: Period | null;
  now: Date;
}): Refused | null {
  const { period, closing, closedThrough, now } = args;
  if (closing !== null) {
    return closing.closedBy === null
      ? { refused: 'already_exists', why: 'Closing this month is proposed already; another person closes it.' }
      : { refused: 'not_allowed_in_state', why: 'This month is closed already.' };
  }
  if (period >= periodOf(now)) return { refused: 'date_out_of_range', why: 'This month is not over yet.' };
  return outOfOrder(period, closedThrough === null ? period : nextPeriod(closedThrough));
}

const outOfOrder = (period: Period, next: Period): Refused | null =>
  period === next ? null : { refused: 'date_out_of_range', why: `The next month to close is ${next}.` };

/**
 * Whether this person may close a month: somebody else has proposed it, and it is the next. Before the first is closed that is the
 * earliest that is proposed.
 */
export function mayClose(args: {
  period: Period;
  closing: Closing | null;
  closedThrough: Period | null;
  earliestProposed: Period | null;
  userId: string;
}): Refused | null {
  const { period, closing, closedThrough, earliestProposed, userId } = args;
  if (closing === null) return { refused: 'not_found', why: 'Nobody has proposed to close this month.' };
  if (closing.closedBy !== null) return { refused: 'not_allowed_in_state', why: 'This month is closed already.' };
  if (closing.proposedBy === userId) {
    return { refused: 'separation_of_duties', why: 'Who proposed to close a month does not close it.' };
  }
  return outOfOrder(period, closedThrough === null ? (earliestProposed ?? period) : nextPeriod(closedThrough));
}
