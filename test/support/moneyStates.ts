import type { RunAround } from '../../domain/approval/separation.ts';
import type { DecidableLine, LineStep } from '../../domain/commission/lineStep.ts';
import type { Decision, ItemState, Run, RunLine, RunState } from '../../domain/commission/payoutRun.ts';
import type { Debt, Netting } from '../../domain/commission/netting.ts';
import type { DealRefund } from '../../domain/commission/refunds.ts';
import { COMMISSION_TRANSITIONS, type CommissionState } from '../../domain/commission/states.ts';
import { accountOf } from '../../domain/reconciliation/books.ts';
import { journalFor, type AccountKind, type Journal } from '../../domain/ledger/postings.ts';
import { money, type Money } from '../../domain/money.ts';

export const LATE = '2027-02-15T09:00:00.000Z';

export type Line = { -readonly [Key in keyof DecidableLine]: DecidableLine[Key] } & {
  referralId: string;
  dealId: string;
};
export type Item = {
  id: string;
  partnerId: string;
  state: ItemState;
  amount: Money;
  lines: { commissionId: string; open: boolean }[];
};
export type KeptRun = { id: string; currency: string; state: RunState; items: Item[]; told: Set<string> };

/** Of a line that nobody has adjusted. */
export const NOT_ADJUSTED = { adjustment: null, adjustable: true, deducted: { done: 0n, proposed: 0n } } as const;

/** Of one that nothing has happened to. */
export const UNTOUCHED = {
  ...NOT_ADJUSTED,
  ...{ approvedBy: [], exclusions: [], frozenFor: [], freezeReason: null, run: null },
} as const;

/** Lines, runs and books, changed by nothing but the rules of the domain. */
export type MoneyHistory = {
  lines: Line[];
  runs: KeptRun[];
  refunds: (DealRefund & { dealId: string })[];
  journals: Journal[];
  nettings: Netting[];
  wrongWays: string[];
};

/** Where the books have the money of a line, by its state alone; null: nothing of it is owed. */
export const placeOf = (history: MoneyHistory, line: Line): AccountKind | null =>
  accountOf({ ...line, underWay: runAround(history, line) === 'under_way', owedAfter: line.clawed.after > 0n });

export function runAround({ runs }: MoneyHistory, { commissionId }: Pick<Line, 'commissionId'>): RunAround {
  const around = runs.find(({ items }) =>
    items.some(({ lines }) => lines.some((one) => one.open && one.commissionId === commissionId)),
  );
  return around === undefined ? null : around.state === 'prepared' ? 'prepared' : 'under_way';
}

export function moveTo(history: MoneyHistory, line: Line, state: CommissionState): void {
  if (line.state !== state && !COMMISSION_TRANSITIONS[line.state].includes(state))
    history.wrongWays.push(`${line.state} to ${state}`);
  line.state = state;
}

export function applyStep(history: MoneyHistory, line: Line, step: LineStep | null): void {
  if (step === null) return;
  moveTo(history, line, step.state);
  line.holdOver = step.holdOver;
  line.frozenFor = step.frozenFor;
  line.freezeReason = step.freezeReason;
  if (step.clawed !== undefined) applyClawback(history, line, step.clawed);
  if (step.approval !== null) line.approvedBy = [...line.approvedBy, step.approval.userId];
  history.journals.push(...step.journals);
}

function applyClawback(history: MoneyHistory, line: Line, clawed: NonNullable<LineStep['clawed']>): void {
  // Who approved has approved another content.
  if (clawed.before > line.clawed.before) line.approvedBy = [];
  if (clawed.leavesRun)
    for (const item of history.runs.flatMap(({ items }) => items))
      for (const kept of item.lines)
        if (kept.open && kept.commissionId === line.commissionId) {
          kept.open = false;
          item.amount = money(
            item.amount.amountMinor - line.amount.amountMinor + line.netted.settled,
            item.amount.currency,
          );
        }
  line.clawed = { before: clawed.before, after: clawed.after };
  line.amount = money(line.earned.amountMinor - clawed.before, line.amount.currency);
}

export function applyDecision(history: MoneyHistory, run: KeptRun, decision: Decision): void {
  if ('refused' in decision) return;
  const { change } = decision;
  if (change.run !== null) run.state = change.run.state;
  for (const { id, state, amount } of change.items) {
    const item = run.items.find((one) => one.id === id);
    // The rail takes at once what is released.
    if (item !== undefined) Object.assign(item, { state: state === 'released' ? 'submitted' : state, amount });
  }
  if (run.state === 'released') run.state = 'submitted';
  for (const { item: itemId, line, state, open } of change.lines) {
    const kept = run.items.find(({ id }) => id === itemId)?.lines.find((one) => one.commissionId === line.commissionId);
    if (kept !== undefined) kept.open = open;
    moveTo(history, lineBy(history, line.commissionId), state);
  }
  history.journals.push(...change.journals);
  for (const netting of change.nettings ?? []) {
    const { settled, repaid } = {
      settled: lineBy(history, netting.commissionId),
      repaid: lineBy(history, netting.debtId),
    };
    settled.netted = { ...settled.netted, settled: settled.netted.settled + netting.amount.amountMinor };
    repaid.netted = { ...repaid.netted, repaid: repaid.netted.repaid + netting.amount.amountMinor };
    history.nettings.push(netting);
  }
}

/** What a partner still owes, as the database says it. */
export const debtsOf = (
  history: MoneyHistory,
  { partnerId, currency }: { partnerId: string; currency: string },
): Debt[] =>
  history.lines
    .filter((line) => line.partnerId === partnerId && line.amount.currency === currency && isKnown(history, line))
    .map(({ commissionId, clawed, netted }) => ({
      commissionId,
      amount: money(clawed.after - netted.repaid, currency),
    }))
    .filter(({ amount }) => amount.amountMinor > 0n);

const isKnown = (history: MoneyHistory, line: Line): boolean =>
  line.state === 'paid' || line.state === 'clawed_back' || (line.state !== 'in_run' && isIntact(history, line));

const isIntact = (history: MoneyHistory, line: Line): boolean =>
  runAround(history, line) === 'under_way' ||
  line.clawed.after <= (line.netted.settled > line.netted.repaid ? line.netted.settled : line.netted.repaid);

export function lineBy({ lines }: MoneyHistory, commissionId: string): Line {
  const line = lines.find((one) => one.commissionId === commissionId);
  if (line === undefined) throw new Error(`no line ${commissionId}`);
  return line;
}

export const toRunLine = (history: MoneyHistory, line: Line, open: boolean, nettedMinor = 0n): RunLine => ({
  nettedMinor,
  commissionId: line.commissionId,
  referralId: line.referralId,
  amount: money(line.amount.amountMinor - line.netted.settled + nettedMinor, line.amount.currency),
  state: line.state,
  open,
  payableFrom: new Date(line.payableFrom),
  holdOver: line.holdOver,
  approvalsRequired: line.approvalsRequired,
  validApprovals: line.approvedBy.length,
  contentIntact: isIntact(history, line),
  partnerActive: true,
  payeeChanged: false,
  payee: null,
  tax: null,
  gates: [],
  document: null,
  openGates: [],
  exclusions: [],
});

export const toRun = (history: MoneyHistory, { id, currency, state, items }: KeptRun): Run => ({
  id,
  currency,
  state,
  rail: 'csv',
  preparedBy: 'paul',
  cutOff: new Date(LATE),
  releasedAt: new Date(LATE),
  items: items.map((item) => ({
    ...item,
    debts: debtsOf(history, { partnerId: item.partnerId, currency }),
    lines: item.lines.map(({ commissionId, open }) =>
      toRunLine(history, lineBy(history, commissionId), open, nettedIn(history, item.id, commissionId)),
    ),
  })),
});

const nettedIn = ({ nettings }: MoneyHistory, item: string, line: string): bigint =>
  nettings
    .filter(({ itemId, commissionId }) => itemId === item && commissionId === line)
    .reduce((total, { amount }) => total + amount.amountMinor, 0n);

export const accrued = ({ commissionId: source, partnerId, amount }: Line): Journal =>
  journalFor({ kind: 'accrued', source, partnerId, amount });
