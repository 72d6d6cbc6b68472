import type { FinancePerson } from '../../domain/approval/separation.ts';
import { clawBackLine } from '../../domain/commission/clawback.ts';
import { decideEndOfHold, decideOnLine, takeBackLines, type LineCommand } from '../../domain/commission/decideLine.ts';
import { freezeLine, unfreezeLine } from '../../domain/commission/freeze.ts';
import type { LineStep } from '../../domain/commission/lineStep.ts';
import { decideCancel, decideConfirm, type Decision, type Run } from '../../domain/commission/payoutRun.ts';
import { planRun } from '../../domain/commission/planRun.ts';
import { decideRelease } from '../../domain/commission/release.ts';
import { decideStatement } from '../../domain/commission/statement.ts';
import { endToEndIdOf, movementsIn, type StatementLine } from '../../domain/commission/statementLine.ts';
import { convert, money, moneyToJson } from '../../domain/money.ts';
import {
  accrued,
  applyDecision,
  applyStep,
  LATE,
  lineBy,
  moveTo,
  runAround,
  toRun,
  toRunLine,
  UNTOUCHED,
  type Item,
  type KeptRun,
  type Line,
  type MoneyHistory,
} from './moneyStates.ts';

const LINES_MAX = 3;
export const DEAL = 1_000_003n;
const PARTNERS = ['prt_a', 'prt_b'] as const;
const PAYABLE_FROM = '2027-01-15T00:00:00.000Z';
const SETTLED_ON = '2027-02-15';
const PEOPLE: readonly FinancePerson[] = [
  { userId: 'ines', roles: ['finance_approver'], active: true },
  { userId: 'viktor', roles: ['finance_approver'], active: true },
  { userId: 'paul', roles: ['finance_preparer'], active: true },
];
const CASE = 'cas_1';
const BY_CASE = {
  cause: CASE,
  actor: { kind: 'system', id: 'case' },
  source: 'case',
  reasonCode: null,
  at: LATE,
} as const;

export type Event = (history: MoneyHistory, choice: number) => void;
type OnLine = (history: MoneyHistory, line: Line, choice: number) => void;
type OnRun = (history: MoneyHistory, run: KeptRun, choice: number) => void;

/** The low bits of the choice say which line or run it happens to, the others how. */
const toSome =
  (happen: OnLine): Event =>
  (history, choice) => {
    const line = history.lines[choice % LINES_MAX];
    if (line === undefined) return;
    happen(history, { ...line, run: runAround(history, line) }, choice >> 2);
  };
export const someRun =
  (happen: OnRun): Event =>
  (history, choice) => {
    const run = history.runs[choice % Math.max(history.runs.length, 1)];
    if (run !== undefined) happen(history, run, choice >> 2);
  };

const earn: Event = (history, choice) => {
  if (history.lines.length === LINES_MAX) return;
  const waits = choice % 4 === 0;
  const earned = money(BigInt(choice * 7919 + 1), choice % 8 === 1 ? 'JPY' : 'EUR');
  const line: Line = {
    commissionId: `com_${String(history.lines.length)}`,
    referralId: 'ref_1',
    dealId: 'D-1',
    partnerId: PARTNERS[choice % PARTNERS.length] ?? PARTNERS[0],
    kind: choice % 16 === 5 ? 'spiff' : 'deal_percent',
    amount: earned,
    earned,
    clawed: { before: 0n, after: 0n },
    netted: { settled: 0n, repaid: 0n },
    ...UNTOUCHED,
    accruedAt: LATE,
    state: waits ? 'waiting_trigger' : 'holding',
    contentHash: 'hash',
    approvalsRequired: 1 + ((choice >> 3) % 2),
    payableFrom: PAYABLE_FROM,
    holdOver: false,
  };
  history.lines.push(line);
  if (!waits) history.journals.push(accrued(line));
};

const getRate: OnLine = (history, { commissionId }) => {
  const line = lineBy(history, commissionId);
  if (line.state !== 'waiting_trigger') return;
  line.amount = convert(line.amount, 'JPY', '162.35');
  line.earned = line.amount;
  moveTo(history, line, 'holding');
  history.journals.push(accrued(line));
};

const command =
  (name: LineCommand['name']): OnLine =>
  (history, line, choice) => {
    const person = PEOPLE[choice % PEOPLE.length] ?? PEOPLE[0];
    if (person === undefined) return;
    const payload = { commissionId: line.commissionId, contentHash: 'hash', reasonCode: 'mistake' };
    const given = { name, commandId: 'cmd', actor: { kind: 'user', id: person.userId }, source: 'api', payload };
    const decision = decideOnLine(line, person, given as LineCommand, LATE);
    if ('step' in decision) applyStep(history, lineBy(history, line.commissionId), decision.step);
  };

const reopen: Event = (history) => {
  const lines = history.lines.map((line) => ({ ...line, run: runAround(history, line) }));
  const by = { actor: { kind: 'user', id: 'sara' }, source: 'api', at: LATE } as const;
  for (const { line, step } of takeBackLines(lines, by) ?? [])
    applyStep(history, lineBy(history, line.commissionId), step);
};

const clawBack: OnLine = (history, line) => {
  const refunds = history.refunds.filter(({ dealId }) => dealId === line.dealId);
  const known = { deal: DEAL, refunds, window: 'P180D', at: LATE };
  applyStep(history, lineBy(history, line.commissionId), clawBackLine(line, known));
};

/** Of one deal, now and then all that is left of it. */
export function recordRefund(history: MoneyHistory, dealId: string, choice: number): void {
  const left = history.refunds
    .filter((one) => one.dealId === dealId)
    .reduce((rest, { amount }) => rest - amount.amountMinor, DEAL);
  if (left === 0n) return;
  const amountMinor = choice % 8 === 0 ? left : (left * BigInt(choice % 8)) / 8n + 1n;
  const id = `rfd_${String(history.refunds.length)}`;
  history.refunds.push({
    id,
    dealId,
    amount: money(amountMinor < left ? amountMinor : left, 'EUR'),
    refundedOn: LATE.slice(0, 10),
  });
}

/** Of the deal of all lines; every story looks. */
const refund: Event = (history, choice) => {
  recordRefund(history, 'D-1', choice);
  lookForRefunds(history);
};

export function lookForRefunds(history: MoneyHistory): void {
  for (const line of history.lines) clawBack(history, { ...line, run: runAround(history, line) }, 0);
}

export const prepare: Event = (history, choice) => {
  const currency = choice % 4 === 0 ? 'JPY' : 'EUR';
  const candidates = history.lines
    .filter(({ amount }) => amount.currency === currency)
    .map((line) => ({ ...toRunLine(history, line, false), partnerId: line.partnerId }));
  const { items } = planRun(candidates, { cutOff: new Date(LATE), currency, debtsOf: () => [], linesMax: 10_000 });
  if (items.length === 0) return;
  const id = `run_${String(history.runs.length)}`;
  const kept = items.map(({ partnerId, amount, lines }, index): Item => {
    const number = String(history.runs.length * LINES_MAX + index);
    for (const { commissionId } of lines) moveTo(history, lineBy(history, commissionId), 'in_run');
    return {
      id: `itm_${number.padStart(26, '0')}`,
      partnerId,
      amount,
      state: 'prepared',
      lines: lines.map(({ commissionId }) => ({ commissionId, open: true })),
    };
  });
  history.runs.push({ id, currency, state: 'prepared', items: kept, told: new Set() });
};

export const hearBank: OnRun = (history, run, choice) => {
  const item = run.items[choice % run.items.length];
  const [ines] = PEOPLE;
  if (item === undefined || ines === undefined) return;
  const amount = moneyToJson(item.amount);
  const line: StatementLine = {
    position: 1,
    endToEndId: endToEndIdOf(item.id),
    movement: (choice >> 2) % 2 === 0 ? 'paid' : 'returned',
    booked: choice % 16 !== 15,
    amount: choice % 16 === 7 ? { ...amount, amount: amount.amount + 1 } : amount,
    bookedOn: SETTLED_ON,
    bankReference: null,
    reasonCode: null,
    text: '',
  };
  const facts = { id: 'stm', lines: [line], isTaken: false, told: run.told, elsewhere: new Set<string>() };
  const decision = decideStatement(toRun(history, run), ines, facts);
  applyDecision(history, run, decision);
  if ('refused' in decision) return;
  for (const key of movementsIn([line], decision.change.statement?.findings ?? [])) run.told.add(key);
};

export const decideRun = (decide: (run: Run, person: FinancePerson) => Decision): Event =>
  someRun((history, run, choice) => {
    const person = PEOPLE[choice % PEOPLE.length];
    if (person !== undefined) applyDecision(history, run, decide(toRun(history, run), person));
  });

const byCase = (step: (line: Line) => LineStep | null): Event =>
  toSome((history, line) => applyStep(history, lineBy(history, line.commissionId), step(line)));

export const settle = (run: Run, person: FinancePerson): Decision =>
  decideConfirm(run, person, { reference: 'ref', settledOn: SETTLED_ON }, Date.parse(LATE));

/** What happens often stands here often. */
const EVENTS: readonly Event[] = [
  earn,
  earn,
  earn,
  toSome(getRate),
  toSome(command('approveCommission')),
  toSome(command('approveCommission')),
  toSome(command('approveCommission')),
  toSome(command('rejectCommission')),
  toSome(command('freeze')),
  toSome(command('unfreeze')),
  byCase((line) => freezeLine(line, BY_CASE)),
  byCase((line) => unfreezeLine(line, BY_CASE)),
  toSome((history, line) => applyStep(history, lineBy(history, line.commissionId), decideEndOfHold(line, LATE))),
  toSome((history, line) => applyStep(history, lineBy(history, line.commissionId), decideEndOfHold(line, LATE))),
  prepare,
  prepare,
  prepare,
  decideRun(decideRelease),
  decideRun(decideRelease),
  decideRun(decideCancel),
  decideRun(settle),
  someRun(hearBank),
  someRun(hearBank),
  someRun(hearBank),
  refund,
  toSome(clawBack),
  reopen,
];

/** Things happen in the order that the bytes say: two of them pick what happens and to what. */
export function moneyHistory(bytes: Uint8Array): MoneyHistory {
  const history: MoneyHistory = { lines: [], runs: [], refunds: [], journals: [], nettings: [], wrongWays: [] };
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    // Money comes back once only where much has happened before, so taking up the deal again is rare.
    const happen = EVENTS[(bytes[at] ?? 0) % EVENTS.length];
    if (happen !== reopen || (bytes[at + 1] ?? 0) < 32) happen?.(history, bytes[at + 1] ?? 0);
  }
  return history;
}
