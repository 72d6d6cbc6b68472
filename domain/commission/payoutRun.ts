import { mayConfirm, mayRelease, type Exclusion, type FinancePerson, type Permission } from '../approval/separation.ts';
import { notPayable, type PayableLine } from '../approval/payable.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import { dayOutOfRange } from '../givenDay.ts';
import { isDay } from '../plainValues.ts';
import { sum, type Money } from '../money.ts';
import { stateBeforeRun, type CommissionState } from './states.ts';
import type { Finding } from './statementLine.ts';

/** The states of a run and the commands each of them takes. Release is the point of no return. */
const RUN_COMMANDS_IN_STATE = {
  prepared: ['release', 'cancel', 'exclude', 'include'],
  released: [],
  submitted: ['confirm', 'statement'],
  // The bank sends money back days after it was paid.
  settled: ['statement'],
  partly_returned: ['statement'],
  cancelled: [],
} as const;

export type RunState = keyof typeof RUN_COMMANDS_IN_STATE;
export type RunCommandName = 'release' | 'cancel' | 'exclude' | 'include' | 'confirm' | 'statement';

export const RUN_STATES = Object.keys(RUN_COMMANDS_IN_STATE) as readonly RunState[];

export const commandsOfRun = (state: RunState): readonly RunCommandName[] => RUN_COMMANDS_IN_STATE[state];

export const hasRunEnded = (state: RunState): boolean =>
  state === 'settled' || state === 'partly_returned' || state === 'cancelled';

export const ITEM_STATES = [
  'prepared',
  'excluded',
  'released',
  // Its rail will never carry it out; nothing has left.
  'refused',
  'submitted',
  'paid',
  'returned',
  'cancelled',
] as const;

export type ItemState = (typeof ITEM_STATES)[number];

/** Items that paid nothing in the end, although they were released. */
export const hasNotPaid = (state: ItemState): boolean => state === 'returned' || state === 'refused';

export type RunLine = PayableLine & {
  commissionId: string;
  referralId: string;
  amount: Money;
  exclusions: readonly Exclusion[];
  /** Whether the line still counts as taken by its item. */
  open: boolean;
};

export type RunItem = { id: string; partnerId: string; state: ItemState; amount: Money; lines: readonly RunLine[] };

/** What the bank says of an item that it paid or sent back, or the rail of one that it refuses. */
export type BankWord = { on: string; reference: string | null; reason: string | null };

export type Run = {
  id: string;
  rail: string;
  currency: string;
  state: RunState;
  preparedBy: string;
  cutOff: Date;
  releasedAt: Date | null;
  items: readonly RunItem[];
};

export type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** What one command changes; written in the transaction that read the run. */
export type RunChange = {
  run: { state: RunState; releasedBy?: string; reference?: string; settledOn?: string } | null;
  items: { id: string; state: ItemState; amount: Money; excludedReason: string | null; bank?: BankWord }[];
  /** `open`: taken by the item from now on, or not any more. */
  lines: { item: string; line: RunLine; state: CommissionState; open: boolean; reason: string | null }[];
  journals: Journal[];
  /** What every line of a statement was taken for. */
  statement?: { id: string; findings: readonly Finding[] };
};

export type Decision = { refused: Refusal } | { change: RunChange };

export const refusedBy = (permission: Permission & { allowed: false }): Decision => ({
  refused: { code: permission.code, facts: { who: permission.who, why: permission.why } },
});

export function wrongState(run: Run, command: RunCommandName): Decision | null {
  const allowed = commandsOfRun(run.state);
  return allowed.includes(command)
    ? null
    : { refused: { code: 'not_allowed_in_state', facts: { state: run.state, allowed } } };
}

export const openLines = (item: RunItem): RunLine[] => item.lines.filter(({ open }) => open);
export const amountOf = (lines: readonly RunLine[], { currency }: Run): Money =>
  sum(
    lines.map(({ amount }) => amount),
    currency,
  );

/** Where a line goes back to when its item does not pay it; a frozen one stays so. */
function stateOutsideRun({ holdOver, validApprovals, approvalsRequired, ...line }: RunLine): CommissionState {
  if (line.state === 'frozen') return 'frozen';
  const isAsApproved = line.contentIntact && !line.payeeChanged;
  return stateBeforeRun({ holdOver, approvals: isAsApproved ? validApprovals : 0, approvalsRequired });
}

export const leave = (item: RunItem, line: RunLine, reason: string): RunChange['lines'][number] => ({
  item: item.id,
  line,
  state: stateOutsideRun(line),
  open: false,
  reason,
});

/**
 * Another person lets the money go. Everything is looked at once more; a line that fails drops out with its reason, and
 * with the last of its lines an item. What stays is posted from due to clearing.
 */
export function decideRelease(run: Run, person: FinancePerson): Decision {
  const wrong = wrongState(run, 'release');
  if (wrong !== null) return wrong;
  const change: RunChange = {
    run: { state: 'released', releasedBy: person.userId },
    items: [],
    lines: [],
    journals: [],
  };
  const kept: RunLine[] = [];
  for (const item of run.items) {
    const staying: RunLine[] = [];
    for (const line of openLines(item)) {
      const reason = notPayable(line, { cutOff: run.cutOff, expected: 'in_run' });
      if (reason === null) staying.push(line);
      else change.lines.push(leave(item, line, reason));
    }
    if (staying.length === 0) {
      if (item.state === 'prepared')
        change.items.push({
          id: item.id,
          state: 'excluded',
          amount: amountOf([], run),
          excludedReason: 'no_line_left',
        });
      continue;
    }
    const amount = amountOf(staying, run);
    change.items.push({ id: item.id, state: 'released', amount, excludedReason: null });
    change.journals.push(journalFor({ kind: 'released', source: item.id, partnerId: item.partnerId, amount }));
    kept.push(...staying);
  }
  const permission = mayRelease(person, {
    preparedBy: run.preparedBy,
    exclusions: kept.flatMap(({ exclusions }) => exclusions),
  });
  if (!permission.allowed) return refusedBy(permission);
  if (kept.length === 0) {
    const reasons = change.lines.map(({ line, reason }) => ({ commissionId: line.commissionId, reason }));
    return { refused: { code: 'line_not_payable', facts: { excluded: reasons } } };
  }
  return { change };
}

export type Confirmation = { reference?: string | undefined; settledOn?: string | undefined };

/** The bank has paid: every submitted item and its lines are paid, and clearing is settled against the bank. */
export function decideConfirm(
  run: Run,
  person: FinancePerson,
  { reference, settledOn }: Confirmation,
  now: number,
): Decision {
  const wrong = wrongState(run, 'confirm');
  if (wrong !== null) return wrong;
  const permission = mayConfirm(person);
  if (!permission.allowed) return refusedBy(permission);
  if (reference === undefined || reference.trim() === '' || settledOn === undefined || !isDay(settledOn)) {
    return { refused: { code: 'invalid_request', facts: { problem: 'reference and settledOn (a date) are needed' } } };
  }
  const since = run.releasedAt?.getTime() ?? now;
  const outOfRange = dayOutOfRange({ field: 'settledOn', day: settledOn, since, now });
  if (outOfRange !== undefined) return { refused: outOfRange };
  const items = run.items.filter(({ state }) => state === 'submitted');
  return {
    change: {
      // Some may have come back before the rest was confirmed.
      run: {
        state: run.items.some(({ state }) => hasNotPaid(state)) ? 'partly_returned' : 'settled',
        reference,
        settledOn,
      },
      items: items.map((item) => ({
        id: item.id,
        state: 'paid',
        amount: amountOf(openLines(item), run),
        excludedReason: null,
        bank: { on: settledOn, reference, reason: null },
      })),
      lines: items.flatMap((item) =>
        openLines(item).map((line) => ({ item: item.id, line, state: 'paid' as const, open: true, reason: null })),
      ),
      journals: items.map((item) =>
        journalFor({
          kind: 'settled',
          source: item.id,
          partnerId: item.partnerId,
          amount: amountOf(openLines(item), run),
        }),
      ),
    },
  };
}

/** Before the release nothing has happened yet: the lines go back to where they were. */
export function decideCancel(run: Run, person: FinancePerson): Decision {
  const wrong = wrongState(run, 'cancel');
  if (wrong !== null) return wrong;
  const permission = mayConfirm(person);
  if (!permission.allowed) return refusedBy(permission);
  return {
    change: {
      run: { state: 'cancelled' },
      items: run.items.map((item) => ({
        id: item.id,
        state: 'cancelled',
        amount: amountOf(openLines(item), run),
        excludedReason: null,
      })),
      lines: run.items.flatMap((item) => openLines(item).map((line) => leave(item, line, 'run_cancelled'))),
      journals: [],
    },
  };
}
