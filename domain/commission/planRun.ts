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

type Circumstances = { cutOff: Date; currency: string; debtsOf: (partnerId: string) => readonly Debt[] };

/**
 * One item per payee of what is approved and payable by the cut-off; of every other line why not. What comes to less than the
 * minimum after netting is carried over.
 */
export function planRun(candidates: readonly RunCandidate[], { cutOff, currency, debtsOf }: Circumstances): PlannedRun {
  const byPartner = new Map<string, RunCandidate[]>();
  const excluded: PlannedRun['excluded'] = [];
  for (const line of candidates) {
    const reason = notPayable(line, { cutOff, expected: 'approved' });
    if (reason !== null) {
      excluded.push({ commissionId: line.commissionId, reason });
      continue;
    }
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
