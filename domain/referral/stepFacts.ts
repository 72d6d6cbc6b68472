import { QUESTIONS, checkQualification } from '../qualification/checklist.ts';
import type { NextStep } from './nextStep.ts';
import type { StoryState } from './storyState.ts';

/** What the deal would earn, one amount per currency. */
export const estimateFacts = ([first, also]: StoryState['estimate']) => ({
  estimateMinor: first?.amount ?? null,
  currency: first?.currency ?? null,
  alsoMinor: also?.amount ?? null,
  alsoCurrency: also?.currency ?? null,
});

/** What speaks for the likeliest of the look-alikes and what against it, and how many there are. */
export function likenessFacts(candidates: StoryState['candidates']): NextStep['facts'] {
  const [likeliest] = candidates;
  return {
    alike: candidates.length,
    evidence: likeliest?.evidence.map(({ kind }) => kind).join(' ') ?? null,
    nameSimilarity: likeliest?.nameSimilarity ?? null,
    score: likeliest?.score ?? null,
  };
}

/** What of the checklist keeps it from being qualified, as `authority:unknown budget:no`; empty: it would pass. */
export function lacksOf({ checklist }: StoryState): string {
  if (checklist === null) return QUESTIONS.map((question) => `${question}:unknown`).join(' ');
  const result = checkQualification(checklist);
  return result.passes ? '' : result.lacks.map(({ question, answer }) => `${question}:${answer}`).join(' ');
}
