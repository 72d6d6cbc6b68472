import type { PayeeMethod } from '../payees/account.ts';
import type { Debt } from './netting.ts';
import { railOfPayee } from './payeeRail.ts';
import { planRun, type PlannedRun, type RunCandidate } from './planRun.ts';
import type { RailName } from './rails.ts';

export type DraftCandidate = RunCandidate & {
  /** How its partner is paid; null without an account. */
  method: PayeeMethod | null;
  /** When its last approval was given, or its money came back; null before that. */
  readySince: Date | null;
};

export type PlannedDraft = PlannedRun & { rail: RailName; currency: string };

type Circumstances = {
  cutOff: Date;
  /** The rails by which this installation pays. */
  rails: readonly RailName[];
  debtsOf: (partnerId: string, currency: string) => readonly Debt[];
};

/**
 * What a period pays: one draft for each rail and currency in which something is payable. The period is over, so what was
 * approved or came back after its cut-off belongs to the next one, whenever this is asked.
 */
export function planDrafts(candidates: readonly DraftCandidate[], circumstances: Circumstances): PlannedDraft[] {
  const { cutOff, rails, debtsOf } = circumstances;
  const groups = new Map<string, { rail: RailName; currency: string; lines: DraftCandidate[] }>();
  for (const line of candidates) {
    const { currency } = line.amount;
    const rail = railOfPayee({ method: line.method, currency }, rails);
    const key = `${rail} ${currency}`;
    const group = groups.get(key) ?? { rail, currency, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()].flatMap(({ rail, currency, lines }) => {
    const isLate = ({ readySince }: DraftCandidate): boolean => readySince !== null && readySince > cutOff;
    const planned = planRun(
      lines.filter((line) => !isLate(line)),
      { cutOff, currency, debtsOf: (partnerId) => debtsOf(partnerId, currency) },
    );
    const late = lines.filter(isLate).map(({ commissionId }) => ({ commissionId, reason: 'after_cut_off' as const }));
    return planned.items.length === 0 ? [] : [{ ...planned, excluded: [...planned.excluded, ...late], rail, currency }];
  });
}
