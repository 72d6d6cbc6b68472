import { isOwed, toClockRecord } from '../sla/clocks.ts';
import { nextStepOf } from './explain.ts';
import type { Projection } from './step.ts';
import type { StoryState } from './storyState.ts';

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

/** What readers see of a story that knows this. `dueAt` is the earliest thing that somebody here owes. */
export function projectionOf(state: StoryState): Projection {
  const next = nextStepOf(state);
  const owed = state.clocks
    .filter((clock) => clock.kind !== 'expiry' && clock.paused === undefined && isOwed(clock))
    .map(({ dueAt }) => dueAt);
  if (next.dueAt !== null) owed.push(Date.parse(next.dueAt));
  return {
    stage: state.stage,
    ownerId: state.ownerId,
    unassigned: state.unassigned,
    poolReason: state.poolReason,
    clocks: state.clocks.map(toClockRecord),
    next,
    expiresAt: state.expiresAt === null ? null : isoOf(state.expiresAt),
    dueAt: owed.length === 0 ? null : isoOf(Math.min(...owed)),
    outcome: state.outcome,
    deal: state.deal,
    quality: state.quality,
    extension: state.extension,
  };
}
