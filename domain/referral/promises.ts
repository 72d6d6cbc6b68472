import type { ClockKind } from '../sla/clocks.ts';
import { findClock, isOwed } from '../sla/clocks.ts';
import { handOversAhead } from '../sla/ladder.ts';
import type { Situation } from './nextStep.ts';
import type { Stage } from './stages.ts';
import type { StoryMail } from './step.ts';
import type { StoryState } from './storyState.ts';

/** What a reader is told a time for: a clock, or the next try. */
type PromiseKind = ClockKind | 'next_try';

type Escalation = {
  handOverAt: string | null;
  handOverAgainAt: string | null;
  newsAt: string | null;
  handedOver: number;
};

const isoOf = (timeMs: number | null | undefined): string | null =>
  timeMs === null || timeMs === undefined ? null : new Date(timeMs).toISOString();

/** What is owed in a stage; the first one that was missed is told. */
const OWED_IN: Partial<Record<Stage, readonly ClockKind[]>> = {
  submitted: ['acknowledge'],
  in_review: ['acknowledge', 'review'],
  accepted: ['first_contact'],
  qualified: ['handover'],
};

/**
 * What happens by itself while a promise is not kept: at 150 % and at 250 % it moves to another person, and the partner hears
 * from us by the date of the next news at the latest.
 */
export function escalationOf(state: StoryState, kind: PromiseKind): Escalation {
  const { clocks, ownerId } = state;
  const ladder = kind === 'next_try' ? undefined : findClock(clocks, kind === 'review' ? 'acknowledge' : kind);
  const [handOverAt, handOverAgainAt] = ladder === undefined ? [null, null] : handOversAhead(ladder);
  const news = findClock(clocks, 'status_update');
  const missedBy = ladder?.missedBy ?? [];
  return {
    handOverAt: isoOf(handOverAt),
    handOverAgainAt: isoOf(handOverAgainAt),
    newsAt: news?.state === 'running' ? isoOf(news.dueAt) : null,
    // Whether who has it now is not who missed it.
    handedOver: ownerId !== null && missedBy.length > 0 && !missedBy.includes(ownerId) ? 1 : 0,
  };
}

/** The promise of ours that was missed and is still owed, if any, with what follows. */
export function missedPromise(
  state: StoryState,
): (Escalation & { kind: PromiseKind; dueAt: string | null }) | undefined {
  const { stage, clocks, tries } = state;
  const clock = (OWED_IN[stage] ?? [])
    .map((kind) => findClock(clocks, kind))
    .find((candidate) => candidate?.state === 'breached' && isOwed(candidate));
  if (clock !== undefined) return { ...escalationOf(state, clock.kind), kind: clock.kind, dueAt: isoOf(clock.dueAt) };
  if (stage !== 'accepted' || tries === null || tries.nextAt === null || !tries.reminded) return undefined;
  return { ...escalationOf(state, 'next_try'), kind: 'next_try', dueAt: isoOf(tries.nextAt) };
}

/** To the partner: what was missed, and by when they hear from us. */
export const promiseMissed = (state: StoryState, { kind, dueAt }: { kind: PromiseKind; dueAt: string }): StoryMail => ({
  text: 'promise_missed',
  receiver: { kind: 'submitter' },
  facts: { kind, dueAt, ownerId: state.ownerId, ...escalationOf(state, kind) },
});

const FIRST_CONTACT = { kind: 'first_contact', due: 'firstContactDueAt' } as const;
const ACKNOWLEDGE = { kind: 'acknowledge', due: 'acknowledgeDueAt' } as const;

/** What is promised in a situation, and which fact says by when. */
const PROMISED: Partial<Record<Situation, readonly { kind: PromiseKind; due: string }[]>> = {
  submitted: [ACKNOWLEDGE],
  in_review: [{ kind: 'review', due: 'dueAt' }],
  accepted: [FIRST_CONTACT],
  unassigned: [FIRST_CONTACT],
  paused_by_outage: [ACKNOWLEDGE, FIRST_CONTACT],
  attempted: [{ kind: 'next_try', due: 'nextTryAt' }],
  qualified: [{ kind: 'handover', due: 'firstStepDueAt' }],
  in_talks: [{ kind: 'status_update', due: 'dueAt' }],
};

export type SaidStep = { situation: Situation; facts: Readonly<Record<string, unknown>> };

/**
 * The same as it reads at `now`: nobody is told "by 14:02" at three o'clock, also where the story has not got there yet or is
 * told by a mail of its own. `unnoticed`: nobody was told of the miss so far.
 */
export function asReadAt<Step extends SaidStep>(step: Step, now: Date | undefined): Step {
  if (now === undefined) return step;
  const promised = PROMISED[step.situation]?.find(({ due }) => typeof step.facts[due] === 'string');
  const dueAt = promised === undefined ? undefined : step.facts[promised.due];
  if (promised === undefined || !(Date.parse(String(dueAt)) < now.getTime())) return step;
  return { ...step, situation: 'late', facts: { ...step.facts, kind: promised.kind, dueAt, unnoticed: 1 } };
}
