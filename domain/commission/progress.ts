import type { MoneyJson } from '../money.ts';
import { expectedPeriod, type PayoutCalendar } from './payoutCalendar.ts';
import type { Trigger } from './plan.ts';
import type { CommissionState } from './states.ts';

type Line = {
  state: CommissionState;
  amount: MoneyJson;
  payableFrom: string | null;
  approveBy?: string | null;
  approvals?: number;
  approvalsRequired?: number | null;
  awaits?: Exclude<Trigger, 'signed'> | null;
  reduces?: boolean;
  forOther?: boolean;
};

/** From the beginning to the end of a line's way; the whole is as far as its slowest line. */
const WAY: readonly CommissionState[] = [
  'waiting_trigger',
  'frozen',
  'holding',
  'awaiting_approval',
  'approved',
  'returned',
  'in_run',
  'paid',
  'rejected',
  'clawed_back',
];

/**
 * What a sentence about a won deal says of its money: the sum, how far the slowest line is, and from when it is payable. Where a
 * line is not earned yet, the sum is of those alone: what is earned is not said to be in doubt. What an adjustment would take counts
 * once it is taken, and what another partner is owed of a split is theirs to be told. Nothing is added across currencies: a deal earns in two at most.
 */
export function moneyFacts(known: readonly Line[]): {
  amountMinor: number;
  currency: string | null;
  alsoMinor: number;
  alsoCurrency: string | null;
  payableFrom: string | null;
  lineState: CommissionState | null;
  approvals: number | null;
  approvalsRequired: number | null;
  approveBy: string | null;
  awaits: string | null;
} {
  const lines = known.filter(({ reduces, forOther }) => reduces !== true && forOther !== true);
  const slowest = [...lines].sort((one, other) => WAY.indexOf(one.state) - WAY.indexOf(other.state))[0];
  const isSaid = ({ state, awaits }: Line): boolean =>
    slowest?.awaits ? Boolean(awaits) : state !== 'rejected' && state !== 'clawed_back';
  const owed = lines.filter(isSaid).map(({ amount }) => amount);
  const first = slowest?.amount.currency ?? null;
  const also = owed.find(({ currency }) => currency !== first)?.currency ?? null;
  const sumIn = (wanted: string | null): number =>
    owed.filter(({ currency }) => currency === wanted).reduce((sum, { amount }) => sum + amount, 0);
  return {
    amountMinor: sumIn(first),
    currency: first,
    alsoMinor: sumIn(also),
    alsoCurrency: also,
    payableFrom: slowest === undefined || slowest.state === 'waiting_trigger' ? null : slowest.payableFrom,
    lineState: slowest?.state ?? null,
    approvals: slowest?.approvals ?? null,
    approvalsRequired: slowest?.approvalsRequired ?? null,
    approveBy: slowest?.approveBy ?? null,
    awaits: slowest?.awaits ?? null,
  };
}

/** States in which a line is still before its payment and nothing has stopped it. */
const PAID_LATER: readonly string[] = ['holding', 'awaiting_approval', 'approved', 'returned'];

export const isPaidLater = (state: string): boolean => PAID_LATER.includes(state);

/** Facts that name from when a line is payable, with its pay day as things stand at the time of reading. */
export function withPayDay(
  facts: Readonly<Record<string, unknown>>,
  { calendar, now }: { calendar: PayoutCalendar | null | undefined; now: Date },
): Record<string, unknown> {
  const { payableFrom, lineState } = facts;
  const isStopped = typeof lineState === 'string' && !isPaidLater(lineState);
  if (!calendar || typeof payableFrom !== 'string' || isStopped) return { ...facts };
  return { ...facts, payDay: expectedPeriod(calendar, { payableFrom: new Date(payableFrom), now }).payDay };
}
