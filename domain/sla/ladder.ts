import type { Clock, ClockKind } from './clocks.ts';
import { isOwed } from './clocks.ts';

export type LadderStep = 'remind_owner' | 'breach' | 'hand_over';

/** Shares of the promised time at which something happens by itself. A hand-over never resets the promise. */
const LADDER: readonly { atPercent: number; step: LadderStep }[] = [
  { atPercent: 50, step: 'remind_owner' },
  { atPercent: 100, step: 'breach' },
  { atPercent: 150, step: 'hand_over' },
  { atPercent: 250, step: 'hand_over' },
];

/** `review` runs inside `acknowledge`, whose ladder acts for both; expiry has reminders of its own. */
const WITH_LADDER: readonly ClockKind[] = ['acknowledge', 'first_contact'];

export type DueStep = { clock: Clock; step: LadderStep; at: number };

const stepTime = (clock: Clock, atPercent: number): number =>
  clock.startedAt + Math.round(((clock.dueAt - clock.startedAt) * atPercent) / 100);

/** The next rung of one clock, or undefined when it is kept, cancelled or at its end. */
export function nextStep(clock: Clock): DueStep | undefined {
  if (!isOwed(clock) || !WITH_LADDER.includes(clock.kind)) return undefined;
  const rung = LADDER[clock.stepsDone];
  return rung === undefined ? undefined : { clock, step: rung.step, at: stepTime(clock, rung.atPercent) };
}

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
