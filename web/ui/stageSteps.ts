import { texts } from '../texts/en.ts';
import type { Step } from './StageTracker.tsx';

/** One step of the way per row, with the stages that count as being there. */
const WAY: readonly (readonly string[])[] = [
  ['submitted', 'in_review', 'waitlisted'],
  ['accepted'],
  ['contacted'],
  ['qualified'],
  ['opportunity', 'proposal', 'negotiation'],
  ['won'],
];

type StageChange = { at: string; to: string | null };

/** Nothing comes before it where a renewal or further deal is recorded. */
const BEGINS_IN = 'opportunity';

type Staged = { stage: string; origin: unknown };

const placeOf = (stage: string): number => WAY.findIndex((stages) => stages.includes(stage));

/**
 * The steps of the tracker from what the timeline says. A referral that ended keeps the steps it reached, and its end
 * takes the place of the next one.
 */
export function stageSteps({ stage, origin }: Staged, changes: readonly StageChange[]): Step[] {
  const ahead = origin === null ? WAY : WAY.slice(placeOf(BEGINS_IN));
  const reachedAt = (stages: readonly string[]): string | null =>
    changes.find(({ to }) => to !== null && stages.includes(to))?.at ?? null;
  const labelOf = (stages: readonly string[]): string =>
    stages.includes(stage) ? texts.codes.stage(stage) : texts.codes.step(stages[0] ?? stage);
  const here = ahead.findIndex((stages) => stages.includes(stage));
  if (here >= 0) {
    return ahead.map((stages, place) => ({
      label: labelOf(stages),
      at: place <= here ? reachedAt(stages) : null,
      state: place < here || stage === 'won' ? 'done' : place === here ? 'here' : 'ahead',
    }));
  }
  const reached = ahead.filter((stages) => reachedAt(stages) !== null);
  const steps = reached.map((stages): Step => ({ label: labelOf(stages), at: reachedAt(stages), state: 'done' }));
  return [...steps, { label: texts.codes.stage(stage), at: reachedAt([stage]), state: 'ended' }];
}
