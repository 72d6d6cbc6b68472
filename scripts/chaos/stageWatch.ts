import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosWorld } from './world.ts';

const LOOK_EVERY_MS = 500;

export type StageWatch = {
  /** Resolves when the referral is in another stage, or the load is over. */
  hasLeft: (referralId: string, stage: string) => Promise<void>;
  stop: () => void;
};

type Waiting = { stage: string; resolve: () => void };

/**
 * One small statement for all who wait: hundreds that poll over HTTP would keep what was killed from coming back. Only waiting
 * goes this way; everything that is done is done over HTTP.
 */
export function createStageWatch({ pool, isOver }: Pick<ChaosWorld, 'pool' | 'isOver'>): StageWatch {
  const waiting = new Map<string, Waiting>();
  let isStopped = false;
  const release = (id: string): void => {
    waiting.get(id)?.resolve();
    waiting.delete(id);
  };
  const look = async (): Promise<void> => {
    const { rows } = await pool.query<{ id: string; stage: string }>(
      'SELECT id, stage FROM referrals WHERE id = ANY ($1)',
      [[...waiting.keys()]],
    );
    for (const { id, stage } of rows) {
      if (waiting.get(id)?.stage !== stage) release(id);
    }
  };
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      if (isOver()) for (const id of [...waiting.keys()]) release(id);
      else if (waiting.size > 0) await look().catch(() => undefined);
      await pause(LOOK_EVERY_MS);
    }
  };
  void watch();
  return {
    hasLeft: (referralId, stage) =>
      new Promise((resolve) => {
        waiting.set(referralId, { stage, resolve });
      }),
    stop: () => {
      isStopped = true;
    },
  };
}
