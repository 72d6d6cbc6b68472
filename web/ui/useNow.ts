import { useSyncExternalStore } from 'react';

type Ticker = { subscribe: (listener: () => void) => () => void; now: () => number };

/** One interval for all countdowns on a page, running only while somebody looks at one. */
function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let interval: number | undefined;
  let now = Date.now();
  return {
    now: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      now = Date.now();
      interval ??= window.setInterval(() => {
        now = Date.now();
        for (const tell of listeners) tell();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.clearInterval(interval);
        interval = undefined;
      };
    },
  };
}

const everySecond = createTicker(1_000);
const everyThird = createTicker(20_000);

/** The present time in milliseconds; the component is drawn again every second, or three times a minute. */
export function useNow(pace: 'second' | 'third'): number {
  const ticker = pace === 'second' ? everySecond : everyThird;
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
