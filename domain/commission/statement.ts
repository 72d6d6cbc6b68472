import { mayConfirm, type FinancePerson } from '../approval/separation.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import {
  afterBank,
  hasNotPaid,
  openLines,
  refusedBy,
  wrongState,
  type Decision,
  type ItemState,
  type Run,
  type RunChange,
  type RunItem,
} from './payoutRun.ts';
import {
  itemsNamedBy,
  movementKey,
  shortIdOf,
  type Finding,
  type FindingKind,
  type StatementLine,
} from './statementLine.ts';

/** A statement with what was learnt before it. */
export type StatementFacts = {
  id: string;
  lines: readonly StatementLine[];
  /** Taken in before: two people brought the same file at once. */
  isTaken: boolean;
  /** What earlier statements of this run said, by `movementKey`. */
  told: ReadonlySet<string>;
  /** Items of other runs that the lines name. */
  elsewhere: ReadonlySet<string>;
};

type Progress = {
  item: RunItem;
  state: ItemState;
  told: Set<StatementLine['movement']>;
  bank: StatementLine | null;
  wasPaid: boolean;
};

/** The bank's word on a run: every item it names with the right amount is paid or came back; the rest is listed. */
export function decideStatement(run: Run, person: FinancePerson, statement: StatementFacts): Decision {
  const wrong = wrongState(run, 'statement');
  if (wrong !== null) return wrong;
  const permission = mayConfirm(person);
  if (!permission.allowed) return refusedBy(permission);

  if (statement.isTaken) return { change: { run: null, items: [], lines: [], journals: [] } };

  const progress = new Map<string, Progress>(
    run.items.map((item) => [
      item.id,
      { item, state: item.state, told: new Set(), bank: null, wasPaid: item.state === 'paid' },
    ]),
  );
  for (const key of statement.told) {
    const [itemId = '', movement] = key.split(' ');
    if (movement === 'paid' || movement === 'returned') progress.get(itemId)?.told.add(movement);
  }
  const ids = [...run.items.map(({ id }) => id), ...statement.elsewhere];
  const reading = { statement, progress, shortIds: byShortId(ids), seen: new Set<string>() };
  // What left the account comes first: a return that stands above its payment is still one.
  const inOrder = [...statement.lines].sort((one, other) => order(one) - order(other));
  const findings = inOrder.map((line) => read(line, reading));
  return {
    change: {
      ...changeOf(run, progress),
      statement: { id: statement.id, findings: findings.sort((one, other) => one.position - other.position) },
    },
  };
}

const order = ({ movement }: StatementLine): number => (movement === 'paid' ? 0 : 1);

type Reading = {
  statement: StatementFacts;
  progress: Map<string, Progress>;
  /** Items of the run, and those elsewhere, by as much of their ids as an entry of ACH has room for. */
  shortIds: ReadonlyMap<string, readonly string[]>;
  seen: Set<string>;
};

function byShortId(ids: readonly string[]): Map<string, string[]> {
  const shortIds = new Map<string, string[]>();
  for (const id of ids) shortIds.set(shortIdOf(id), [...(shortIds.get(shortIdOf(id)) ?? []), id]);
  return shortIds;
}

function namedBy(line: StatementLine, { shortIds }: Reading): readonly string[] {
  const named = itemsNamedBy(line);
  return named.length > 0 ? named : (shortIds.get(line.endToEndId ?? '') ?? []);
}

function read(line: StatementLine, reading: Reading): Finding {
  const { statement, progress, seen } = reading;
  const found = (kind: FindingKind, itemId: string | null = null): Finding => ({
    position: line.position,
    kind,
    itemId,
  });
  const named = namedBy(line, reading);
  const [itemId] = named;
  // A line that names several is for a person to tell apart.
  if (itemId === undefined || named.length > 1) return found('unmatched');
  const known = progress.get(itemId);
  if (known === undefined) return statement.elsewhere.has(itemId) ? found('other_run', itemId) : found('unmatched');
  const { item } = known;
  if (!line.booked) return found('pending', itemId);
  if (!(['submitted', 'paid', 'returned'] as readonly ItemState[]).includes(known.state))
    return found('not_sent', itemId);
  if (!isAmountOf(item, line)) return found('amount_differs', itemId);

  const key = movementKey(itemId, line);
  if (statement.told.has(key) || (seen.has(key) && line.bankReference !== null)) return found('known', itemId);
  seen.add(key);
  const kind = advance(known, line);
  known.told.add(line.movement);
  return found(kind, itemId);
}

const isAmountOf = ({ amount }: RunItem, { amount: stated }: StatementLine): boolean =>
  amount.currency === stated.currency && amount.amountMinor === BigInt(stated.amount);

/** One way: from submitted to paid to returned, or straight to returned where the bank never carried it out. */
function advance(known: Progress, line: StatementLine): FindingKind {
  if (known.told.has(line.movement)) return 'again';
  if (line.movement === 'paid') {
    // Confirmed by hand, or its return was seen before: the same money, told late.
    if (known.state !== 'submitted') return 'known';
    Object.assign(known, { state: 'paid', bank: line, wasPaid: true });
    return 'settled';
  }
  Object.assign(known, { state: 'returned', bank: line });
  return 'returned';
}

function changeOf(run: Run, progress: ReadonlyMap<string, Progress>): RunChange {
  const all = [...progress.values()];
  const moved = all.flatMap(({ item, state, bank, wasPaid }) =>
    bank === null || (state !== 'paid' && state !== 'returned') ? [] : [{ item, state, bank, wasPaid }],
  );
  const isDone = all.every(({ state }) => state !== 'submitted');
  const hasReturns = all.some(({ state }) => hasNotPaid(state));
  const lastDay = moved
    .map(({ bank }) => bank.bookedOn)
    .sort()
    .at(-1);
  return {
    run: isDone ? endOf(run, { hasReturns, lastDay }) : null,
    items: moved.map(({ item, state, bank }) => ({
      id: item.id,
      state,
      amount: item.amount,
      excludedReason: null,
      bank: { on: bank.bookedOn, reference: bank.bankReference, reason: bank.reasonCode },
    })),
    lines: moved.flatMap(({ item, state }) => openLines(item).flatMap((line) => afterBank(item, line, state))),
    journals: moved.flatMap((one) => journalsOf(one)),
  };
}

/** When nothing is with the bank any more. What is settled stays dated as it was. */
function endOf(
  run: Run,
  { hasReturns, lastDay }: { hasReturns: boolean; lastDay: string | undefined },
): RunChange['run'] {
  const state = hasReturns ? 'partly_returned' : 'settled';
  if (run.state === state) return null;
  return { state, ...(run.state === 'submitted' && lastDay !== undefined ? { settledOn: lastDay } : {}) };
}

type Moved = { item: RunItem; state: 'paid' | 'returned'; wasPaid: boolean };

function journalsOf({ item, state, wasPaid }: Moved): Journal[] {
  const posted = { source: item.id, partnerId: item.partnerId, amount: item.amount };
  const settles = wasPaid && item.state === 'submitted';
  return [
    ...(settles ? [journalFor({ kind: 'settled', ...posted })] : []),
    ...(state === 'returned' ? [journalFor({ kind: wasPaid ? 'returned' : 'returned_unsettled', ...posted })] : []),
  ];
}
