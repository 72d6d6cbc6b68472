import { durationMs } from '../duration.ts';
import { isUndecided } from './caseState.ts';
import type { CasePromise, CasePromiseKind, CaseState } from './caseState.ts';

export type CaseRung = 'remind' | 'breach' | 'hand_over';

/** As for a referral: half of the time, all of it, and one and a half times as long. */
const LADDER: readonly { atPercent: number; rung: CaseRung }[] = [
  { atPercent: 50, rung: 'remind' },
  { atPercent: 100, rung: 'breach' },
  { atPercent: 150, rung: 'hand_over' },
];

/** What happens by itself, and when. */
export type CaseDeadline =
  { at: number; kind: 'ladder'; promise: CasePromiseKind; rung: CaseRung } | { at: number; kind: 'second_look_ends' };

export const startPromise = (
  promises: readonly CasePromise[],
  { kind, at, duration }: { kind: CasePromiseKind; at: number; duration: string },
): CasePromise[] => [
  ...promises.filter((promise) => promise.kind !== kind),
  { kind, startedAt: at, dueAt: at + durationMs(duration), state: 'running', metAt: null, stepsDone: 0 },
];

export const isOwed = ({ state, metAt }: CasePromise): boolean =>
  state === 'running' || (state === 'breached' && metAt === null);

/** Kept at `at`; one that was missed stays so and says when it was kept. */
export const keepPromise = (promises: readonly CasePromise[], kind: CasePromiseKind, at: number): CasePromise[] =>
  promises.map((promise) =>
    promise.kind === kind && isOwed(promise)
      ? { ...promise, state: promise.state === 'running' ? 'met' : promise.state, metAt: at }
      : promise,
  );

/** Nothing is owed any more; what was missed stays missed. */
export const cancelPromises = (promises: readonly CasePromise[]): CasePromise[] =>
  promises.map((promise) => (promise.state === 'running' ? { ...promise, state: 'cancelled' } : promise));

export const climbed = (promises: readonly CasePromise[], kind: CasePromiseKind, rung: CaseRung): CasePromise[] =>
  promises.map((promise) =>
    promise.kind === kind
      ? { ...promise, stepsDone: promise.stepsDone + 1, state: rung === 'breach' ? 'breached' : promise.state }
      : promise,
  );

function nextRung(promise: CasePromise): CaseDeadline | undefined {
  const step = LADDER[promise.stepsDone];
  if (!isOwed(promise) || step === undefined) return undefined;
  const length = promise.dueAt - promise.startedAt;
  const at = promise.startedAt + Math.round((length * step.atPercent) / 100);
  return { at, kind: 'ladder', promise: promise.kind, rung: step.rung };
}

/** The next thing that happens by itself; undefined when nothing does. */
export function nextCaseDeadline(state: CaseState): CaseDeadline | undefined {
  if (state.state === 'decided')
    return state.secondLookUntil === null ? undefined : { at: state.secondLookUntil, kind: 'second_look_ends' };
  if (!isUndecided(state.state)) return undefined;
  return state.promises
    .map(nextRung)
    .filter((deadline) => deadline !== undefined)
    .sort((one, other) => one.at - other.at)[0];
}

/** What the partner waits for next: the earliest promise that is still owed. */
export const nextPromise = ({ promises }: CaseState): CasePromise | undefined =>
  promises.filter(isOwed).sort((one, other) => one.dueAt - other.dueAt)[0];
