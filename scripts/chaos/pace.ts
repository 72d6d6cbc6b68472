import type { ChaosWorld } from './world.ts';

/** From one kill to the next, roughly: only for submissions to come evenly between them. */
const USUAL_KILL_MS = 8_000;
const SAY_EVERY = 10;

export type Pace = {
  /** From 0 to 1, by the kills that are made: the load lasts as long as they do. */
  progress: () => number;
  isOver: () => boolean;
  hasKilled: () => boolean;
  endKilling: () => void;
};

type Args = {
  world: Pick<ChaosWorld, 'kills' | 'told'>;
  kills: number;
  /** After the last kill people work on for so long. */
  workOnMs: number;
  maxMs: number;
  say: (line: string) => void;
};

/** When the load goes on and when it is over: some time after the last kill, or when all has taken too long. */
export function createPace({ world, kills, workOnMs, maxMs, say }: Args): Pace {
  const begun = performance.now();
  let killedAt: number | undefined;
  let made = 0;
  let madeAt = begun;
  return {
    progress: () => {
      if (killedAt !== undefined) return 1;
      if (world.kills.length !== made) {
        made = world.kills.length;
        madeAt = performance.now();
        if (made % SAY_EVERY === 0) say(`${made} kills, ${world.told.length} answers, ${seconds(madeAt - begun)} s`);
      }
      return (made + Math.min(0.99, (performance.now() - madeAt) / USUAL_KILL_MS)) / kills;
    },
    isOver: () => performance.now() > (killedAt === undefined ? begun + maxMs : killedAt + workOnMs),
    hasKilled: () => killedAt !== undefined,
    endKilling: () => {
      killedAt = performance.now();
    },
  };
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(0);
