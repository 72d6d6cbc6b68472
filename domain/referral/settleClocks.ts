import type { Clock } from '../sla/clocks.ts';
import { followStep } from '../sla/news.ts';
import { countResults } from '../sla/results.ts';
import type { ClockResult } from '../sla/results.ts';
import type { Command } from './commands.ts';
import type { StoryState } from './storyState.ts';

type Given = Command & { givenAt: number };

const seenOf = (command: Given, { ownerId }: StoryState) =>
  command.name === 'message'
    ? { ...command, side: command.payload.side, byOwner: command.actor.id === ownerId }
    : command;

/**
 * What a step does to the clocks whatever it is about: the promises that any step may keep, and what was kept or missed
 * since the step before, to be written down with this one.
 */
export function settleClocks(
  state: StoryState,
  { command, at, statusUpdateMs }: { command: Given | undefined; at: number; statusUpdateMs: number },
): { clocks: Clock[]; results: (ClockResult & { ownerId: string | null })[] } {
  const followed = followStep(
    state.clocks,
    { stage: state.stage, command: command && seenOf(command, state), at },
    statusUpdateMs,
  );
  const { clocks, results } = countResults(followed.clocks);
  const ended = followed.ended === undefined ? [] : countResults([followed.ended]).results;
  return {
    clocks,
    results: [...ended, ...results].map((result) => ({ ...result, ownerId: answerableFor(result, state, command) })),
  };
}

/** An answer is kept by who gave it, by nobody where it came by itself; all else by the owner. */
const answerableFor = (
  { kind, kept }: ClockResult,
  { ownerId }: StoryState,
  command: Given | undefined,
): string | null => (kept && (kind === 'acknowledge' || kind === 'review') ? (command?.actor.id ?? null) : ownerId);
