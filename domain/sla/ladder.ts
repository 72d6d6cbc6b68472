import type { Clock, ClockKind } from './clocks.ts';
import { isOwed } from './clocks.ts';

export type LadderStep = 'remind_owner' | 'breach' | 'hand_over';

/** What happens by itself at each of `RUNGS_PERCENT` of the promised time. A hand-over never resets the promise. */
const LADDER: readonly LadderStep[] = ['remind_owner', 'breach', 'hand_over', 'hand_over'];

/** `review` runs inside `acknowledge`, whose ladder acts for both; expiry has reminders of its own. */
const WITH_LADDER: readonly ClockKind[] = ['acknowledge', 'first_contact', 'handover'];

type Rung = { step: LadderStep; at: number };
export type DueStep = Rung & { clock: Clock };

/** The next rung of a ladder, or undefined at its end. */
export function nextRung(climbed: { rungs: readonly number[]; stepsDone: number }): Rung | undefined {
  const step = LADDER[climbed.stepsDone];
  const at = climbed.rungs[climbed.stepsDone];
  return step === undefined || at === undefined ? undefined : { step, at };
}

/** The next rung of one clock, or undefined when it is kept, cancelled, standing still or at its end. */
export function nextStep(clock: Clock): DueStep | undefined {
  if (!isOwed(clock) || clock.paused !== undefined || !WITH_LADDER.includes(clock.kind)) return undefined;
  const rung = nextRung(clock);
  return rung && { clock, ...rung };
}

/** When it still moves to another person by itself. */
export const handOversAhead = ({ kind, rungs, stepsDone }: Clock): number[] =>
  WITH_LADDER.includes(kind) ? rungs.filter((_, rung) => rung >= stepsDone && LADDER[rung] === 'hand_over') : [];

/** The earliest rung of all clocks. */
export const earliestStep = (clocks: readonly Clock[]): DueStep | undefined =>
  clocks
    .map(nextStep)
    .filter((due) => due !== undefined)
    .sort((one, other) => one.at - other.at)[0];

/** The clock after its next rung was climbed; the breach marks it (and its mirror `review`) as missed. */
export const climb = (clocks: readonly Clock[], { clock, step }: DueStep): Clock[] =>
  clocks.map((candidate) => {
    const mirrored =
      step === 'breach' && clock.kind === 'acknowledge' && candidate.kind === 'review' && isOwed(candidate);
    if (candidate.kind !== clock.kind) return mirrored ? { ...candidate, state: 'breached' } : candidate;
    return {
      ...candidate,
      stepsDone: candidate.stepsDone + 1,
      state: step === 'breach' ? 'breached' : candidate.state,
    };
  });
