import type { CaseKind, ContestKind } from '../../api/cases.ts';
import type { Referral } from '../../api/types.ts';

type Contested = Pick<Referral, 'stage' | 'commissions'> & {
  outcome: { at: string; contestUntil: string | null } | null;
};
type Known = { kind: CaseKind; state: string; openedAt: string };

const OVER = ['decided', 'closed', 'withdrawn'];

const END_KINDS: Readonly<Record<string, ContestKind>> = {
  declined: 'declined',
  disqualified: 'disqualified',
  expired: 'expired',
};

/** Within its window, and not if it was decided about already; what was taken back may be contested again. */
function endKindOf({ stage, outcome }: Contested, cases: readonly Known[], now: number): ContestKind[] {
  const kind = END_KINDS[stage];
  if (kind === undefined || outcome === null) return [];
  if (outcome.contestUntil !== null && new Date(outcome.contestUntil).getTime() < now) return [];
  const endedAt = new Date(outcome.at).getTime();
  const isDecided = cases.some(
    (one) => one.kind === kind && one.state !== 'withdrawn' && new Date(one.openedAt).getTime() >= endedAt,
  );
  return isDecided ? [] : [kind];
}

/**
 * What is offered to be contested of a referral that the API says can be; the API has the last word. Of one kind one case
 * is open at a time.
 */
export function contestableKinds(referral: Contested, cases: readonly Known[], now: number): ContestKind[] {
  const possible: ContestKind[] =
    referral.stage === 'won'
      ? referral.commissions.length > 0
        ? ['commission', 'late_payment']
        : []
      : [...endKindOf(referral, cases, now), 'missing_credit'];
  return possible.filter((kind) => !cases.some((one) => one.kind === kind && !OVER.includes(one.state)));
}
