import { notPayable, type NotPayableReason, type PayableLine } from '../approval/payable.ts';
import { add, type Money } from '../money.ts';
import { isBelowMinimum } from './minimum.ts';
import { netOff, type Debt } from './netting.ts';

export type RunCandidate = PayableLine & {
  commissionId: string;
  referralId: string;
  partnerId: string;
  amount: Money;
  minimumMinor?: bigint | undefined;
};

export type PlannedItem = { partnerId: string; amount: Money; lines: RunCandidate[] };
export type PlannedRun = { items: PlannedItem[]; excluded: { commissionId: string; reason: NotPayableReason }[] };

type Circumstances = {
  cutOff: Date;
  currency: string;
  debtsOf: (partnerId: string) => readonly Debt[];
  /** What can be paid beyond so many lines stays for a later run. */
  linesMax: number;
};

/** A run may have so many lines. */
export const RUN_LINES_MAX = 10_000;

/**
 * One item per payee of what is approved and payable by the cut-off; of every other line why not. What comes to less than the
 * minimum after netting is carried over.
 */
export function planRun(candidates: readonly RunCandidate[], circumstances: Circumstances): PlannedRun {
  const { cutOff, currency, debtsOf, linesMax } = circumstances;
  const byPartner = new Map<string, RunCandidate[]>();
  const excluded: PlannedRun['excluded'] = [];
  let taken = 0;
  for (const line of candidates) {
    const reason = notPayable(line, { cutOff, expected: 'approved' }) ?? (taken === linesMax ? 'run_full' : null);
    if (reason !== null) {
      excluded.push({ commissionId: line.commissionId, reason });
      continue;
    }
    taken += 1;
    const own = byPartner.get(line.partnerId);
    if (own === undefined) byPartner.set(line.partnerId, [line]);
    else own.push(line);
  }
  const items: PlannedItem[] = [];
  for (const [partnerId, lines] of byPartner) {
    const { netted, left } = netOff(lines, debtsOf(partnerId), { itemId: partnerId, currency });
    if (isBelowMinimum(lines, left))
      excluded.push(...lines.map(({ commissionId }) => ({ commissionId, reason: 'below_minimum' as const })));
    else items.push({ partnerId, lines, amount: add(left, netted) });
  }
  return { items, excluded };
}
