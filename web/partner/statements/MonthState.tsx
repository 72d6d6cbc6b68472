import type { StatementMonth } from '../../api/partnerStatements.ts';
import { texts } from '../../texts/en.ts';

const words = texts.statements;
const TONES = { running: 'soon', open: 'quiet', final: 'good' } as const;

export type StateOfMonth = keyof typeof TONES;

/** Months are those of the books, in UTC. */
export const thisMonth = (now: Date): string => now.toISOString().slice(0, 'YYYY-MM'.length);

export function stateOfMonth({ period, final }: Pick<StatementMonth, 'period' | 'final'>, now: Date): StateOfMonth {
  if (final) return 'final';
  return period >= thisMonth(now) ? 'running' : 'open';
}

export function MonthPill({ state }: { state: StateOfMonth }) {
  return <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{words.states[state]}</span>;
}
