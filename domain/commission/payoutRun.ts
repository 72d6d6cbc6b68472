import { mayConfirm, mayRelease, type Exclusion, type FinancePerson, type Permission } from '../approval/separation.ts';
import { notPayable, type PayableLine } from '../approval/payable.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import { journalFor, type Journal } from '../ledger/postings.ts';
import { isDay } from '../plainValues.ts';
import { sum, type Money } from '../money.ts';
import { stateBeforeRun, type CommissionState } from './states.ts';

/** The states of a run and the commands each of them takes. Release is the point of no return. */
const RUN_COMMANDS_IN_STATE = {
  prepared: ['release', 'cancel', 'exclude', 'include'],
  released: [],
  submitted: ['confirm'],
  settled: [],
  cancelled: [],
} as const;

export type RunState = keyof typeof RUN_COMMANDS_IN_STATE;
export type RunCommandName = 'release' | 'cancel' | 'exclude' | 'include' | 'confirm';

export const RUN_STATES = Object.keys(RUN_COMMANDS_IN_STATE) as readonly RunState[];

export const commandsOfRun = (state: RunState): readonly RunCommandName[] => RUN_COMMANDS_IN_STATE[state];

export const hasRunEnded = (state: RunState): boolean => state === 'settled' || state === 'cancelled';

export type ItemState = 'prepared' | 'excluded' | 'released' | 'submitted' | 'paid' | 'cancelled';

export type RunLine = PayableLine & {
  commissionId: string;
  referralId: string;
  amount: Money;
  exclusions: readonly Exclusion[];
  /** Whether the line still counts as taken by its item. */
  open: boolean;
};

export type RunItem = { id: string; partnerId: string; state: ItemState; lines: readonly RunLine[] };

export type Run = {
  id: string;
  rail: string;
  currency: string;
  state: RunState;
  preparedBy: string;
  cutOff: Date;
  items: readonly RunItem[];
};

export type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** What one command changes; written in the transaction that read the run. */
export type RunChange = {
  run: { state: RunState; releasedBy?: string; reference?: string; settledOn?: string } | null;
  items: { id: string; state: ItemState; amount: Money; excludedReason: string | null }[];
  /** `open`: taken by the item from now on, or not any more. */
  lines: { item: string; line: RunLine; state: CommissionState; open: boolean; reason: string | null }[];
  journals: Journal[];
};

export type Decision = { refused: Refusal } | { change: RunChange };

const refusedBy = (permission: Permission & { allowed: false }): Decision => ({
  refused: { code: permission.code, facts: { who: permission.who, why: permission.why } },
});

function wrongState(run: Run, command: RunCommandName): Decision | null {
  const allowed = commandsOfRun(run.state);
  return allowed.includes(command)
    ? null
    : { refused: { code: 'not_allowed_in_state', facts: { state: run.state, allowed } } };
}

const openLines = (item: RunItem): RunLine[] => item.lines.filter(({ open }) => open);
const amountOf = (lines: readonly RunLine[], { currency }: Run): Money =>
  sum(
    lines.map(({ amount }) => amount),
    currency,
  );

/** Where a line goes back to when its item does not pay it. */
function stateOutsideRun({ holdOver, validApprovals, approvalsRequired, ...line }: RunLine): CommissionState {
  const isAsApproved = line.contentIntact && !line.payeeChanged;
  return stateBeforeRun({ holdOver, approvals: isAsApproved ? validApprovals : 0, approvalsRequired });
}

const leave = (item: RunItem, line: RunLine, reason: string): RunChange['lines'][number] => ({
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
export function decideConfirm(run: Run, person: FinancePerson, { reference, settledOn }: Confirmation): Decision {
  const wrong = wrongState(run, 'confirm');
  if (wrong !== null) return wrong;
  const permission = mayConfirm(person);
  if (!permission.allowed) return refusedBy(permission);
  if (reference === undefined || reference.trim() === '' || settledOn === undefined || !isDay(settledOn)) {
    return { refused: { code: 'invalid_request', facts: { problem: 'reference and settledOn (a date) are needed' } } };
  }
  const items = run.items.filter(({ state }) => state === 'submitted');
  return {
    change: {
      run: { state: 'settled', reference, settledOn },
      items: items.map((item) => ({
        id: item.id,
        state: 'paid',
        amount: amountOf(openLines(item), run),
        excludedReason: null,
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

type ItemWish = { itemId: string; reason: string };

/** A person takes one payee out of a prepared run. */
export function decideExclude(run: Run, { itemId, reason }: ItemWish): Decision {
  const wrong = wrongState(run, 'exclude');
  if (wrong !== null) return wrong;
  const item = run.items.find(({ id }) => id === itemId);
  if (item === undefined) return { refused: { code: 'not_found', facts: {} } };
  if (item.state !== 'prepared') return { refused: { code: 'not_allowed_in_state', facts: { state: item.state } } };
  return {
    change: {
      run: null,
      items: [{ id: item.id, state: 'excluded', amount: amountOf(openLines(item), run), excludedReason: reason }],
      lines: openLines(item).map((line) => leave(item, line, reason)),
      journals: [],
    },
  };
}

/** Back in again, with those of its lines that nobody else has taken and that can still be paid. */
export function decideInclude(run: Run, { itemId }: Pick<ItemWish, 'itemId'>): Decision {
  const wrong = wrongState(run, 'include');
  if (wrong !== null) return wrong;
  const item = run.items.find(({ id }) => id === itemId);
  if (item === undefined) return { refused: { code: 'not_found', facts: {} } };
  if (item.state !== 'excluded') return { refused: { code: 'not_allowed_in_state', facts: { state: item.state } } };
  const payable = item.lines.filter(
    (line) => !line.open && notPayable(line, { cutOff: run.cutOff, expected: 'approved' }) === null,
  );
  if (payable.length === 0) return { refused: { code: 'line_not_payable', facts: {} } };
  return {
    change: {
      run: null,
      items: [{ id: item.id, state: 'prepared', amount: amountOf(payable, run), excludedReason: null }],
      lines: payable.map((line) => ({ item: item.id, line, state: 'in_run', open: true, reason: null })),
      journals: [],
    },
  };
}
