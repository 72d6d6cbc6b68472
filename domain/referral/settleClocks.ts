import type { Clock } from '../sla/clocks.ts';
import { followStep } from '../sla/news.ts';
import { countResults } from '../sla/results.ts';
import type { ClockResult } from '../sla/results.ts';
import type { Command, CommandAnswer } from './commands.ts';
import type { Stage } from './stages.ts';
import type { Step, StoryMail } from './step.ts';
import type { StoryState } from './storyState.ts';

type Given = Command & { givenAt: number };

/** What of a step matters to its clocks. `withoutRow`: the message of a stranger, which is refused. */
export type SettledStep = {
  cause: { by: Given | 'system' | 'timer' | 'crm' };
  answer?: CommandAnswer;
  withoutRow?: true;
  events: readonly { to?: Stage }[];
  mails?: readonly StoryMail[];
  attempt?: Step['attempt'];
  /** Promises about something of the referral that were missed; they are no clocks of its own. */
  missed?: readonly ClockResult[];
};

const seenOf = (command: Given, { ownerId }: StoryState) =>
  command.name === 'message'
    ? { ...command, side: command.payload.side, byOwner: command.actor.id === ownerId }
    : command;

/** A stage, a try, a message or a mail: what stays within the house is nothing that the partner hears. */
const tellsPartner = ({ events, mails = [], attempt }: SettledStep, command: Given | undefined): boolean =>
  attempt !== undefined ||
  command?.name === 'message' ||
  events.some(({ to }) => to !== undefined) ||
  mails.some(({ receiver }) => receiver.kind === 'submitter');

/**
 * What a step does to the clocks whatever it is about: the promises that any step may keep, and what was kept or missed
 * since the step before, to be written down with this one.
 */
export function settleClocks(
  state: StoryState,
  { step, at, statusUpdateMs }: { step: SettledStep; at: number; statusUpdateMs: number },
): { clocks: Clock[]; results: (ClockResult & { ownerId: string | null })[] } {
  const { by } = step.cause;
  const isRefused = step.answer?.outcome === 'refused' || step.withoutRow === true;
  const command = typeof by === 'string' || isRefused ? undefined : by;
  const seen = {
    stage: state.stage,
    command: command && seenOf(command, state),
    inCrm: by === 'crm',
    tellsPartner: tellsPartner(step, command),
    at,
  };
  const followed = followStep(state.clocks, seen, statusUpdateMs);
  const { clocks, results } = countResults(followed.clocks);
  const ended = followed.ended === undefined ? [] : countResults([followed.ended]).results;
  return {
    clocks,
    results: [
      ...[...ended, ...results].map((result) => ({ ...result, ownerId: answerableFor(result, state, command) })),
      ...(step.missed ?? []).map((result) => ({ ...result, ownerId: null })),
    ],
  };
}

/** An answer is kept by who gave it, by nobody where it came by itself; all else by the owner. */
const answerableFor = (
  { kind, kept }: ClockResult,
  { ownerId }: StoryState,
  command: Given | undefined,
): string | null => (kept && (kind === 'acknowledge' || kind === 'review') ? (command?.actor.id ?? null) : ownerId);
