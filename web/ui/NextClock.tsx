import type { Referral } from '../api/types.ts';
import { ClockBadge } from './ClockBadge.tsx';
import { clockOf } from './clockOf.ts';

/** The clock of the next step; where none runs, what says so or nothing. */
export function NextClock({ next, none }: { next: Referral['next']; none?: string }) {
  const dueAt = clockOf(next);
  if (dueAt !== null) return <ClockBadge dueAt={dueAt} />;
  return none === undefined ? null : <span className="fl-soft">{none}</span>;
}
