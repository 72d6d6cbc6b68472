import { decideEndOfHold } from '../../domain/commission/decideLine.ts';
import { decideCancel } from '../../domain/commission/payoutRun.ts';
import { decideRelease } from '../../domain/commission/release.ts';
import { money } from '../../domain/money.ts';
import {
  decideRun,
  hearBank,
  lookForRefunds,
  prepare,
  recordRefund,
  settle,
  someRun,
  type Event,
} from './moneyHistories.ts';
import { accrued, applyStep, LATE, type Line, type MoneyHistory, NOT_ADJUSTED } from './moneyStates.ts';

const LINES_MAX = 8;
const PARTNERS = ['prt_a', 'prt_a', 'prt_a', 'prt_b'] as const;

/** A line of a deal of its own whose hold is over and that nobody has to wait for. */
const earnPayable: Event = (history, choice) => {
  if (history.lines.length === LINES_MAX) return;
  const number = String(history.lines.length);
  const earned = money(BigInt(choice * 7919 + 1), choice % 8 === 7 ? 'JPY' : 'EUR');
  const line: Line = {
    commissionId: `com_${number}`,
    referralId: `ref_${number}`,
    dealId: `D-${number}`,
    partnerId: PARTNERS[choice % PARTNERS.length] ?? PARTNERS[0],
    kind: choice % 16 === 5 ? 'spiff' : 'deal_percent',
    amount: earned,
    earned,
    clawed: { before: 0n, after: 0n },
    netted: { settled: 0n, repaid: 0n },
    ...NOT_ADJUSTED,
    accruedAt: LATE,
    state: 'holding',
    contentHash: 'hash',
    approvalsRequired: 0,
    approvedBy: [],
    exclusions: [],
    frozenFor: [],
    freezeReason: null,
    run: null,
    payableFrom: LATE,
    holdOver: false,
  };
  history.lines.push(line);
  history.journals.push(accrued(line));
  applyStep(history, line, decideEndOfHold(line, LATE));
};

const approveAnew: Event = (history) => {
  for (const line of history.lines) if (line.state === 'awaiting_approval') line.state = 'approved';
};

const refundOne: Event = (history, choice) => recordRefund(history, `D-${String(choice % LINES_MAX)}`, choice >> 3);

const payOut: Event = (history) => {
  prepare(history, 1);
  const last = history.runs.length - 1;
  if (history.runs[last]?.state === 'prepared') decideRun(decideRelease)(history, last);
};

/** What happens often stands here often. */
const EVENTS: readonly Event[] = [
  earnPayable,
  earnPayable,
  earnPayable,
  approveAnew,
  refundOne,
  refundOne,
  lookForRefunds,
  lookForRefunds,
  prepare,
  decideRun(decideRelease),
  decideRun(decideCancel),
  payOut,
  payOut,
  decideRun(settle),
  decideRun(settle),
  someRun(hearBank),
  someRun(hearBank),
];

/**
 * Lines of two partners that are paid, refunded, netted and sent back in the order that the bytes say; in the end every story has
 * looked at its refunds.
 */
export function nettingHistory(bytes: Uint8Array): MoneyHistory {
  const history: MoneyHistory = { lines: [], runs: [], refunds: [], journals: [], nettings: [], wrongWays: [] };
  for (let at = 0; at + 1 < bytes.length; at += 2)
    EVENTS[(bytes[at] ?? 0) % EVENTS.length]?.(history, bytes[at + 1] ?? 0);
  lookForRefunds(history);
  return history;
}
