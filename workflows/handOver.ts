/** What the run can do about one item: try once, ask the rail, wait. */
export type HandOver = {
  /** One attempt, never repeated by itself; false when nobody knows what became of it. */
  attempt: (number: number) => Promise<boolean>;
  isWithRail: () => Promise<boolean>;
  pause: (seconds: number) => Promise<unknown>;
};

const AGAIN_FIRST_SECONDS = 1;
const AGAIN_MAX_SECONDS = 300;

/**
 * Until the rail has the item. A failed attempt says nothing about the money, so it is followed by a look-up; only when the
 * rail has never heard of the item is it asked again, with the same key.
 */
export async function handOver({ attempt, isWithRail, pause }: HandOver): Promise<void> {
  for (let number = 1; ; number += 1) {
    if ((await attempt(number)) || (await isWithRail())) return;
    await pause(Math.min(AGAIN_MAX_SECONDS, AGAIN_FIRST_SECONDS * 2 ** (number - 1)));
  }
}
