import type { Clock, ClockKind } from './clocks.ts';

/** How a promise came out, once for each: what attainment is counted from. */
export type ClockResult = {
  kind: ClockKind;
  /** A commission line, of which a referral may have several; none of all other kinds. */
  subject?: string;
  startedAt: string;
  dueAt: string;
  /** When it was kept, or when it was missed. */
  decidedAt: string;
  kept: boolean;
  /** Whether it would have been kept had no question made it stand still. */
  keptWithoutPauses: boolean;
};

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

/** The end of a registration is no promise that one keeps or misses. */
const isDecided = ({ kind, state, counted }: Clock): boolean =>
  counted !== true && kind !== 'expiry' && (state === 'met' || state === 'breached');

function resultOf({ kind, startedAt, dueAt, firstDueAt = dueAt, state, metAt }: Clock): ClockResult {
  const kept = state === 'met';
  const decidedAt = kept ? (metAt ?? dueAt) : dueAt;
  return {
    kind,
    startedAt: isoOf(startedAt),
    dueAt: isoOf(dueAt),
    decidedAt: isoOf(decidedAt),
    kept,
    keptWithoutPauses: kept && decidedAt <= firstDueAt,
  };
}

/** What was decided since it was last asked, and the clocks with that noted. */
export const countResults = (clocks: readonly Clock[]): { clocks: Clock[]; results: ClockResult[] } => ({
  clocks: clocks.map((clock) => (isDecided(clock) ? { ...clock, counted: true } : clock)),
  results: clocks.filter(isDecided).map(resultOf),
});
