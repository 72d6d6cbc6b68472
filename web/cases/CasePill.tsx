import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';

const TONES: Readonly<Record<Case['state'], string>> = {
  open: 'soon',
  answered: 'info',
  decided: 'quiet',
  second_look: 'review',
  closed: 'quiet',
  withdrawn: 'quiet',
};

/** How a case stands. */
export function CasePill({ state }: { state: Case['state'] }) {
  return <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{texts.cases.states[state]}</span>;
}

/** Who was right, once it is decided. */
export function OutcomePill({ decision, kind }: Pick<Case, 'decision' | 'kind'>) {
  if (decision === null) return null;
  const words = kind === 'parallel_deal' ? texts.cases.dealOutcomes : texts.cases.outcomes;
  const tone = decision.outcome === 'upheld' ? 'good' : 'quiet';
  return <span className={`fl-pill fl-tone fl-tone-${tone}`}>{words[decision.outcome]}</span>;
}
