import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';

const words = texts.cases.steps;

export type CaseStep = { key: string; label: string; at: string | null; who: string | null; text: string | null };

type Told = Pick<Case, 'state' | 'openedAt' | 'openedBy' | 'note' | 'clocks' | 'answer' | 'decision' | 'secondLook'>;

function answerOf({ answer, clocks }: Told): CaseStep[] {
  if (answer === null) return [];
  const at = clocks.find(({ kind }) => kind === 'first_answer')?.metAt ?? null;
  return [{ key: 'answered', label: words.answered, at, who: null, text: answer }];
}

function secondLookOf({ secondLook }: Told): CaseStep[] {
  if (secondLook === null) return [];
  return [{ key: 'secondLook', label: words.secondLook, at: secondLook.at, who: null, text: secondLook.message }];
}

function decisionOf({ decision }: Told): CaseStep[] {
  if (decision === null) return [];
  const { outcome, at, by, reason } = decision;
  return [{ key: 'decided', label: words[outcome], at, who: by?.name ?? null, text: reason }];
}

/** What happened to a case, in order. The decision that is known is the latest: before a second look, or after it. */
export function caseSteps(told: Told): CaseStep[] {
  const { openedAt, openedBy, note, state } = told;
  const decided = decisionOf(told);
  const looked = secondLookOf(told);
  const isAfter = (looked[0]?.at ?? '') <= (decided[0]?.at ?? '');
  return [
    {
      key: 'opened',
      label: words.opened,
      at: openedAt,
      who: openedBy.name ?? texts.codes.actor(openedBy.kind),
      text: note,
    },
    ...answerOf(told),
    ...(isAfter ? [...looked, ...decided] : [...decided, ...looked]),
    ...(state === 'withdrawn' ? [{ key: 'withdrawn', label: words.withdrawn, at: null, who: null, text: null }] : []),
  ];
}
