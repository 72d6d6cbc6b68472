import { mayConfirm, type Exclusion, type FinancePerson, type Permission } from '../approval/separation.ts';
import type { PayableLine } from '../approval/payable.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import { dayOutOfRange } from '../givenDay.ts';
import { isDay } from '../plainValues.ts';
import { money, sum, type Money } from '../money.ts';
import type { Debt, Netting } from './netting.ts';
import { stateBeforeRun, type CommissionState } from './states.ts';
import type { Finding } from './statementLine.ts';

/** The states of a run and the commands each of them takes. Release is the point of no return. */
const RUN_COMMANDS_IN_STATE = {
  // Made by the calendar, and nobody's: a person makes it a prepared one.
  draft: ['prepare', 'cancel', 'exclude', 'include'],
  prepared: ['release', 'cancel', 'exclude', 'include'],
  released: [],
  submitted: ['confirm', 'statement'],
  // The bank sends money back days after it was paid.
  settled: ['statement'],
  partly_returned: ['statement'],
  cancelled: [],
} as const;

export type RunState = keyof typeof RUN_COMMANDS_IN_STATE;
export type RunCommandName = 'prepare' | 'release' | 'cancel' | 'exclude' | 'include' | 'confirm' | 'statement';

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
  // Wholly settled by what the partner owed, so that nothing went to the rail.
  'netted',
  'cancelled',
] as const;

export type ItemState = (typeof ITEM_STATES)[number];

/** Items that paid nothing in the end, although they were released. */
export const hasNotPaid = (state: ItemState): boolean => state === 'returned' || state === 'refused';

export type RunLine = PayableLine & {
  commissionId: string;
  referralId: string;
  /** What is still owed of it when the run takes it. */
  amount: Money;
  /** How much of the amount this item has settled by what the partner owed; minor units. */
  nettedMinor: bigint;
  /** The least that its policy pays out; without it, any amount. */
  minimumMinor?: bigint | undefined;
  exclusions: readonly Exclusion[];
  /** Whether the line still counts as taken by its item. */
  open: boolean;
};

/**
 * `amount`: of its lines while it is prepared, of the payment from the release on. `debts`: what the partner owes in the currency of
 * the run, oldest first.
 */
export type RunItem = {
  id: string;
  partnerId: string;
  state: ItemState;
  amount: Money;
  lines: readonly RunLine[];
  debts: readonly Debt[];
};

/** What the bank says of an item that it paid or sent back, or the rail of one that it refuses. */
export type BankWord = { on: string; reference: string | null; reason: string | null };

export type Run = {
  id: string;
  rail: string;
  currency: string;
  state: RunState;
  /** Null while it is a draft. */
  preparedBy: string | null;
  cutOff: Date;
  releasedAt: Date | null;
  items: readonly RunItem[];
};

export type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** What one command changes; written in the transaction that read the run. */
export type RunChange = {
  run: { state: RunState; preparedBy?: string; releasedBy?: string; reference?: string; settledOn?: string } | null;
  items: { id: string; state: ItemState; amount: Money; excludedReason: string | null; bank?: BankWord }[];
  /** `open`: taken by the item from now on, or not any more. */
  lines: { item: string; line: RunLine; state: CommissionState; open: boolean; reason: string | null }[];
  journals: Journal[];
  nettings?: Netting[];
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

/** What of a line is paid in money, now that the item is released. */
export const paidOf = ({ amount, nettedMinor }: RunLine): Money =>
  money(amount.amountMinor - nettedMinor, amount.currency);

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

/** A line whose money came back is free again: the next run pays it. What was netted stays settled, and with it a line that was wholly. */
export function afterBank(item: RunItem, line: RunLine, state: 'paid' | 'returned'): RunChange['lines'] {
  const isSettled = state === 'paid' || paidOf(line).amountMinor === 0n;
  if (isSettled && line.state !== 'in_run') return [];
  return [{ item: item.id, line, state: isSettled ? 'paid' : state, open: isSettled, reason: null }];
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
        amount: item.amount,
        excludedReason: null,
        bank: { on: settledOn, reference, reason: null },
      })),
      lines: items.flatMap((item) => openLines(item).flatMap((line) => afterBank(item, line, 'paid'))),
      journals: items.map((item) =>
        journalFor({
          kind: 'settled',
          source: item.id,
          partnerId: item.partnerId,
          amount: item.amount,
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
