/** What the run can do about a few items: try once, ask the rail, wait. */
export type HandOver = {
  items: readonly string[];
  /** How often they may have been tried before; an attempt counts on. */
  attemptsBefore?: number;
  /** One attempt, never repeated by itself; false when nobody knows what became of it. */
  attempt: (items: readonly string[], number: number) => Promise<boolean>;
  /** Those of them that the rail has never heard of. */
  unknownToRail: (items: readonly string[]) => Promise<readonly string[]>;
  pause: (seconds: number) => Promise<unknown>;
  /** Whether to leave the rest to somebody else: a history does not grow for ever. */
  isEnough?: () => boolean;
};

/** What is not with the rail yet, and how often it was tried. */
export type HandedOver = { left: readonly string[]; attempts: number };

const AGAIN_FIRST_SECONDS = 1;
const AGAIN_MAX_SECONDS = 300;

/**
 * Until the rail has the items. A failed attempt says nothing about the money, so it is followed by a look-up; only what the
 * rail has never heard of is handed over again, with the same keys.
 */
export async function handOver({ isEnough = () => false, ...steps }: HandOver): Promise<HandedOver> {
  let attempts = steps.attemptsBefore ?? 0;
  let left = steps.items;
  for (let round = 0; ; round += 1) {
    attempts += 1;
    left = (await steps.attempt(left, attempts)) ? [] : await steps.unknownToRail(left);
    if (left.length === 0 || isEnough()) return { left, attempts };
    await steps.pause(Math.min(AGAIN_MAX_SECONDS, AGAIN_FIRST_SECONDS * 2 ** round));
  }
}
