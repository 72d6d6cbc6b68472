import { setTimeout as pause } from 'node:timers/promises';
import { readEnv } from '../adapters/env.ts';
import { createTemporalClient, isOutage } from '../adapters/temporal/client.ts';
import { applySchedules } from '../adapters/temporal/schedules.ts';

const TRIES_MAX = 60;
const PAUSE_MS = 2_000;

/** What runs by the clock, applied once per installation and version; waits for a Temporal that is just starting. */
const client = createTemporalClient(readEnv(process.env).temporal);
for (let tries = 1; ; tries += 1) {
  try {
    await applySchedules(client);
    break;
  } catch (error) {
    if (!isOutage(error) || tries === TRIES_MAX) throw error;
    await pause(PAUSE_MS);
  }
}
await client.connection.close();
process.stdout.write('schedules: applied\n');
