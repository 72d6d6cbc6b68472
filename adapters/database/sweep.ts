import type { Logger } from '../logger.ts';
import { callFunction } from './callFunction.ts';
import type { Database } from './client.ts';

const EVERY_MS = 3_600_000;
const ROWS_AT_ONCE = 1_000;

/** Deletes answers that nobody may ask for any more and work that was done long ago, in small bites until none is left. */
export async function sweepRecords(database: Database, atOnce = ROWS_AT_ONCE): Promise<number> {
  let swept = 0;
  for (;;) {
    const rows = await callFunction<number>(database, 'sweep_records', atOnce);
    swept += rows;
    if (rows < atOnce) return swept;
  }
}

/** Once an hour, in every worker: whoever comes second finds nothing. */
export function startSweep({ database, logger }: { database: Database; logger: Logger }): { stop(): void } {
  const timer = setInterval(() => {
    sweepRecords(database).then(
      (rows) => logger.debug({ rows }, 'old records swept'),
      (error: unknown) => logger.warn({ err: error }, 'old records could not be swept'),
    );
  }, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
