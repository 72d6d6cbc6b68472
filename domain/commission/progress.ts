import type { MoneyJson } from '../money.ts';
import type { CommissionState } from './states.ts';

type Line = { state: CommissionState; amount: MoneyJson; payableFrom: string };

/** From the beginning to the end of a line's way; the whole is as far as its slowest line. */
const WAY: readonly CommissionState[] = ['holding', 'awaiting_approval', 'approved', 'in_run', 'paid', 'rejected'];

/** What a sentence about a won deal says of its money: the sum, how far the slowest line is, and from when it is payable. */
export function moneyFacts(lines: readonly Line[]): {
  amountMinor: number;
  currency: string | null;
  payableFrom: string | null;
  lineState: CommissionState | null;
} {
  const slowest = [...lines].sort((one, other) => WAY.indexOf(one.state) - WAY.indexOf(other.state))[0];
  const owed = lines.filter(({ state }) => state !== 'rejected');
  return {
    amountMinor: owed.reduce((sum, { amount }) => sum + amount.amount, 0),
    currency: slowest?.amount.currency ?? null,
    payableFrom: slowest?.payableFrom ?? null,
    lineState: slowest?.state ?? null,
  };
}
