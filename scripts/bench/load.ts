import { setTimeout as pause } from 'node:timers/promises';

/** One call: when it should have begun, how long until its answer (from then on), and what came. */
export type Sample<Result> = { latencyMs: number; result: Result | undefined; error: string | undefined };

const asSample = async <Result>(plannedAt: number, call: () => Promise<Result>): Promise<Sample<Result>> => {
  try {
    const result = await call();
    return { latencyMs: performance.now() - plannedAt, result, error: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { latencyMs: performance.now() - plannedAt, result: undefined, error: message };
  }
};

/**
 * Open loop: calls begin on their schedule whether or not earlier ones were answered, and latency counts from the planned
 * moment, so a server that stalls is not asked less and its stall is not left out.
 */
export async function openLoop<Result>(args: {
  perSecond: number;
  seconds: number;
  call: (place: number) => Promise<Result>;
}): Promise<Sample<Result>[]> {
  const { perSecond, seconds, call } = args;
  const total = Math.round(perSecond * seconds);
  const begun = performance.now();
  const running: Promise<Sample<Result>>[] = [];
  for (let place = 0; place < total; place += 1) {
    const plannedAt = begun + (place * 1_000) / perSecond;
    const wait = plannedAt - performance.now();
    if (wait > 0) await pause(wait);
    running.push(asSample(plannedAt, () => call(place)));
  }
  return Promise.all(running);
}

/** All at the same moment. */
export function burst<Result>(count: number, call: (place: number) => Promise<Result>): Promise<Sample<Result>[]> {
  const begun = performance.now();
  return Promise.all(Array.from({ length: count }, (_, place) => asSample(begun, () => call(place))));
}
