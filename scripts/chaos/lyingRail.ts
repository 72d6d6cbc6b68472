import { startFakeStripe, STRIPE_TEST_KEY, type StripeFault, type Transfer } from '../servers/fakeStripe.ts';
import type { Chance } from './random.ts';
import { count } from './count.ts';

/** The far side of the rail `stripe`: pays once for a key, and does not always say so. */
export type LyingRail = {
  /** What a worker needs to pay over it. Only a process that is not in production may be sent elsewhere than to Stripe. */
  workerEnv: NodeJS.ProcessEnv;
  /** How often it did what. */
  lies: Record<string, number>;
  /** What it knows itself to have paid. */
  transfers: () => readonly Transfer[];
  /** No lies from now on, for what is under way has to come to an end. */
  behave: () => void;
};

const LYING_SHARE = 0.5;
const DEAF_SHARE = 0.2;
/** A run waits eight seconds for an answer. */
const LATE_MS = 9_000;

const LIES: readonly StripeFault[] = ['drop', 'dropAnswer', 'dropAnswer', 'hide', 'hide', 'delay', 'error', 'again'];
const REFUSED_SHARE = 0.05;

/** A connection that breaks is tried once more by Stripe's own client, so these go wrong twice in a row. */
const TWICE: readonly StripeFault[] = ['drop', 'dropAnswer', 'hide'];

/** Every lie is drawn from `chance`; the same seed lies in the same order. */
export async function startLyingRail(chance: Chance): Promise<LyingRail> {
  const lies: Record<string, number> = {};
  const once = new Map<string, StripeFault>();
  let isHonest = false;
  const draw = (): StripeFault | undefined => {
    if (chance.next() < REFUSED_SHARE) return 'refuse';
    return chance.next() < LYING_SHARE ? chance.pick(LIES) : undefined;
  };
  const ofCreation = (key: string): StripeFault | undefined => {
    if (isHonest) return undefined;
    const before = once.get(key);
    once.delete(key);
    if (before !== undefined) return before;
    const lie = draw();
    if (lie === undefined) return undefined;
    count(lies, lie);
    if (TWICE.includes(lie)) once.set(key, lie);
    return lie;
  };
  const failsLookup = (): boolean => {
    const isDeaf = !isHonest && chance.next() < DEAF_SHARE;
    if (isDeaf) count(lies, 'look-up fails');
    return isDeaf;
  };
  const stripe = await startFakeStripe({ ofCreation, failsLookup, delayMs: LATE_MS });
  return {
    workerEnv: { NODE_ENV: 'test', STRIPE_SECRET_KEY: STRIPE_TEST_KEY, STRIPE_API_URL: stripe.url },
    lies,
    transfers: () => stripe.transfers(),
    behave: () => {
      isHonest = true;
    },
  };
}
