import type { ItemState } from '../commission/payoutRun.ts';
import { UNEXPLAINED, type FindingKind as TakenFor, type StatementLine } from '../commission/statementLine.ts';
import { durationMs } from '../duration.ts';
import type { MoneyJson } from '../money.ts';
import { firstOfEach, inOrder, type Compared, type Finding } from './finding.ts';

/** A payment takes no longer than this to be on a statement, or to be confirmed by a person. */
export const SETTLES_WITHIN = 'P7D';

/** A payment that was released and of which nothing has been heard yet. `releasedAt`: ISO 8601. */
export type UnsettledItem = {
  itemId: string;
  runId: string;
  partnerId: string;
  preparedBy: string | null;
  state: ItemState;
  releasedAt: string;
  amount: MoneyJson;
};

/** A line of a statement; `itemAmount`: of the payment that it names, if it names one. */
export type BankLine = {
  statementId: string;
  runId: string;
  uploadedBy: string;
  takenFor: TakenFor;
  line: StatementLine;
  itemId: string | null;
  partnerId: string | null;
  itemAmount: MoneyJson | null;
};

type Bank = {
  /** Payments and lines in all, those that agree included. */
  compared: number;
  items: readonly UnsettledItem[];
  lines: readonly BankLine[];
};

/** Payments that no statement tells of in time, and lines of statements that no payment explains. */
export function compareBank({ compared, items, lines }: Bank, at: string): Compared {
  const due = Date.parse(at) - durationMs(SETTLES_WITHIN);
  const late = firstOfEach(items, ({ itemId }) => itemId).filter(
    ({ state, releasedAt }) => (state === 'released' || state === 'submitted') && Date.parse(releasedAt) < due,
  );
  return { compared, findings: inOrder([...late.map(notSettled), ...toldOnce(lines).map(unmatched)]) };
}

const notSettled = ({ itemId, runId, partnerId, preparedBy, state, releasedAt, amount }: UnsettledItem): Finding => ({
  kind: 'paid_not_settled',
  subject: itemId,
  number: null,
  referralId: null,
  runId,
  partnerId,
  account: null,
  ownerId: preparedBy,
  ours: { says: state === 'released' ? 'released' : 'submitted', amount, on: releasedAt.slice(0, 'YYYY-MM-DD'.length) },
  theirs: { says: 'no_statement', amount: null, on: null },
});

const unmatched = ({ runId, uploadedBy, partnerId, itemAmount, ...told }: BankLine): Finding => ({
  kind: 'rail_line_unmatched',
  subject: placeOf(told),
  number: null,
  referralId: null,
  runId,
  partnerId,
  account: null,
  ownerId: uploadedBy,
  ours: { says: itemAmount === null ? 'no_item' : 'item', amount: itemAmount, on: null },
  theirs: { says: told.line.movement, amount: told.line.amount, on: told.line.bookedOn },
});

const placeOf = ({ statementId, line }: Pick<BankLine, 'statementId' | 'line'>): string =>
  `${statementId}:${String(line.position)}`;

/**
 * A movement that several statements tell of is one; two of the same look in one statement are two. Of each the first telling
 * stands, so that a later statement makes no other finding of it.
 */
function toldOnce(lines: readonly BankLine[]): BankLine[] {
  const unexplained = lines.filter(({ takenFor }) => UNEXPLAINED.includes(takenFor));
  const sorted = firstOfEach(unexplained, placeOf).toSorted(byStatement);
  const timesIn = new Map<string, number>();
  return firstOfEach(
    sorted.map((told) => {
      const inStatement = `${told.statementId} ${lookOf(told.line)}`;
      const times = (timesIn.get(inStatement) ?? 0) + 1;
      timesIn.set(inStatement, times);
      return { told, key: `${lookOf(told.line)} ${String(times)}` };
    }),
    ({ key }) => key,
  ).map(({ told }) => told);
}

const byStatement = (one: BankLine, other: BankLine): number =>
  one.statementId === other.statementId
    ? one.line.position - other.line.position
    : one.statementId < other.statementId
      ? -1
      : 1;

const lookOf = ({ endToEndId, movement, amount, bookedOn, bankReference, text }: StatementLine): string =>
  JSON.stringify([endToEndId, movement, amount.amount, amount.currency, bookedOn, bankReference, text]);
