import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';

const words = texts.cases.steps;

export type CaseStep = { key: string; label: string; at: string | null; who: string | null; text: string | null };

type Told = Pick<
  Case,
  'state' | 'openedAt' | 'openedBy' | 'note' | 'clocks' | 'answer' | 'decision' | 'earlierDecision' | 'secondLook'
> &
  Partial<Pick<Case, 'kind' | 'beside'>>;

function answerOf({ answer, clocks, beside }: Told): CaseStep[] {
  const said = beside?.answer ?? null;
  if (said !== null) {
    const { says, reason, by, at } = said;
    return [{ key: 'answered', label: words.said[says], at, who: by?.name ?? null, text: reason }];
  }
  if (answer === null) return [];
  const at = clocks.find(({ kind }) => kind === 'first_answer')?.metAt ?? null;
  return [{ key: 'answered', label: words.answered, at, who: null, text: answer }];
}

function secondLookOf({ secondLook }: Told): CaseStep[] {
  if (secondLook === null) return [];
  return [{ key: 'secondLook', label: words.secondLook, at: secondLook.at, who: null, text: secondLook.message }];
}

function decisionsOf({ earlierDecision, decision, kind }: Told): CaseStep[] {
  const labels = kind === 'parallel_deal' ? words.deal : words;
  const known = [
    { key: 'decidedBefore', decision: earlierDecision },
    { key: 'decided', decision },
  ];
  return known.flatMap(({ key, decision: made }) =>
    made === null
      ? []
      : [{ key, label: labels[made.outcome], at: made.at, who: made.by?.name ?? null, text: made.reason }],
  );
}

/** What happened to a case, in order: a second look lies between the two decisions. */
export function caseSteps(told: Told): CaseStep[] {
  const { openedAt, openedBy, note, state } = told;
  const decided = [...decisionsOf(told), ...secondLookOf(told)].sort((one, other) =>
    (one.at ?? '').localeCompare(other.at ?? ''),
  );
  return [
    {
      key: 'opened',
      label: told.kind === 'parallel_deal' ? words.found : words.opened,
      at: openedAt,
      who: openedBy.name ?? texts.codes.actor(openedBy.kind),
      text: note,
    },
    ...answerOf(told),
    ...decided,
    ...(state === 'withdrawn' ? [{ key: 'withdrawn', label: words.withdrawn, at: null, who: null, text: null }] : []),
  ];
}
