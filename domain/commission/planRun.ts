import { notPayable, type NotPayableReason, type PayableLine } from '../approval/payable.ts';
import { sum, type Money } from '../money.ts';

export type RunCandidate = PayableLine & { commissionId: string; referralId: string; partnerId: string; amount: Money };

export type PlannedItem = { partnerId: string; amount: Money; lines: RunCandidate[] };
export type PlannedRun = { items: PlannedItem[]; excluded: { commissionId: string; reason: NotPayableReason }[] };

/** One item per payee of what is approved and payable by the cut-off; of every other line why not. */
export function planRun(
  candidates: readonly RunCandidate[],
  { cutOff, currency }: { cutOff: Date; currency: string },
): PlannedRun {
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
  const items = [...byPartner].map(([partnerId, lines]) => ({
    partnerId,
    lines,
    amount: sum(
      lines.map(({ amount }) => amount),
      currency,
    ),
  }));
  return { items, excluded };
}
