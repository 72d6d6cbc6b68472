import type { Clock } from '../sla/clocks.ts';
import { findClock } from '../sla/clocks.ts';

const FIRST_PAUSE_MS = 5_000;
const PAUSE_MAX_MS = 300_000;

/** Half of the time that we promised an answer in: from then on a person has to have it. */
export function lastTryAt(clocks: readonly Clock[], now: number): number {
  const promise = findClock(clocks, 'acknowledge');
  return promise === undefined ? now : promise.startedAt + (promise.dueAt - promise.startedAt) / 2;
}

/** When a CRM that was silent is asked again: sooner at first, and once more at the very end of the time there is. */
export function nextTryAt({ clocks, tries, now }: { clocks: readonly Clock[]; tries: number; now: number }): number {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), PAUSE_MAX_MS);
  return Math.max(now, Math.min(now + pauseMs, lastTryAt(clocks, now)));
}
