import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

type Waiting = {
  isReached: (row: WatchedRow) => boolean;
  resolve: () => void;
  reject: (error: Error) => void;
  until: number;
};
export type WatchedRow = { id: string; stage: string; line: string | null };

export type RowWatch = {
  /** Resolves when the row says so; rejects when it does not within the limit. */
  until: (referralId: string, isReached: (row: WatchedRow) => boolean) => Promise<void>;
  stop: () => void;
};

const LOOK_EVERY_MS = 25;
const WAIT_MS = 120_000;

/**
 * Looks at all awaited referrals with one small statement, where twenty callers that poll over HTTP would load the machine
 * that is measured. Only waiting goes this way; everything that is done is done over HTTP.
 */
export function createRowWatch(pool: Pool): RowWatch {
  const waiting = new Map<string, Waiting>();
  let stopped = false;
  const look = async (): Promise<void> => {
    const { rows } = await pool.query<WatchedRow>({
      name: 'watch',
      text: `SELECT r.id, r.stage, c.state AS line FROM referrals r LEFT JOIN commissions c ON c.referral_id = r.id
             WHERE r.id = ANY ($1)`,
      values: [[...waiting.keys()]],
    });
    for (const row of rows) {
      const entry = waiting.get(row.id);
      if (entry?.isReached(row) !== true) continue;
      waiting.delete(row.id);
      entry.resolve();
    }
    for (const [id, entry] of waiting) {
      if (entry.until > Date.now()) continue;
      waiting.delete(id);
      entry.reject(new Error(`${id} did not get there within ${String(WAIT_MS / 1_000)} s`));
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      if (waiting.size > 0) await look().catch(() => undefined);
      await pause(LOOK_EVERY_MS);
    }
  };
  void loop();
  return {
    until: (referralId, isReached) =>
      new Promise((resolve, reject) => {
        waiting.set(referralId, { isReached, resolve, reject, until: Date.now() + WAIT_MS });
      }),
    stop: () => {
      stopped = true;
    },
  };
}
