import type { NextStep } from './nextStep.ts';
import type { EndStage } from './reasons.ts';
import type { StoryState } from './storyState.ts';
import { vendorFacts } from './vendorFacts.ts';

const isoOf = (timeMs: number | undefined): string | null =>
  timeMs === undefined ? null : new Date(timeMs).toISOString();

/** Nothing follows by itself: why it ended, and what may still be done about it until when. */
export const ended =
  (situation: EndStage) =>
  (state: StoryState): NextStep =>
    endOf(situation, state);

function endOf(situation: EndStage, state: StoryState): NextStep {
  const { outcome, revivable } = state;
  return {
    situation,
    action: 'none',
    who: null,
    dueAt: null,
    facts: {
      reasonCode: outcome?.reasonCode ?? null,
      at: outcome?.at ?? null,
      againFrom: outcome?.againFrom ?? null,
      answerUntil: situation === 'expired' ? isoOf(revivable?.until) : null,
      contestUntil: outcome?.contestUntil ?? null,
      tailUntil: outcome?.tailUntil ?? null,
      lookBack: outcome?.lookBack ?? null,
      joinedNumber: outcome?.joinedNumber ?? null,
      ...(situation === 'declined' && outcome?.from === 'submitted' ? vendorFacts(state) : {}),
    },
  };
}
