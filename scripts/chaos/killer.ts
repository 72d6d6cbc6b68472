import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './random.ts';
import { count } from './count.ts';
import { againAfterMs, type ChaosWorld } from './world.ts';

const BETWEEN_MAX_MS = 5_000;
const DEAD_MAX_MS = 1_500;
const START_ATTEMPTS = 5;

/** How wrong the clock of a process of ours is after a restart; those of PostgreSQL and Temporal stay right. */
const CLOCK_SHIFTS_MS = [0, 0, -600_000, 600_000];

type Victim = { name: string; kill: () => Promise<void>; start: () => Promise<void> };

/**
 * `kill -9` of API, worker, Temporal or PostgreSQL at random moments, again and again; what was killed comes back after a
 * moment, ours with a clock that has jumped. Ends when all kills are made, or when the load is over.
 */
export async function runKiller(world: ChaosWorld, chance: Chance, kills: number): Promise<void> {
  const { api, worker, servers } = world.installation;
  const victims: readonly Victim[] = [api, api, worker, worker, servers.temporal, servers.postgres];
  while (world.kills.length < kills && !world.isOver()) {
    await pause(chance.next() * BETWEEN_MAX_MS);
    const victim = chance.pick(victims);
    const shiftMs = chance.pick(CLOCK_SHIFTS_MS);
    if (victim === api) api.startWith({ CLOCK_SHIFT_MS: String(shiftMs) });
    if (victim === worker) worker.startWith({ CLOCK_SHIFT_MS: String(shiftMs) });
    await victim.kill();
    world.kills.push({ name: victim.name, at: Date.now() });
    await pause(chance.next() * DEAD_MAX_MS);
    await startAgain(victim);
    await revive(world);
  }
}

/** A process that has ended by itself is started again, as whoever supervises it would. */
export async function revive({ installation, tally }: ChaosWorld): Promise<void> {
  for (const service of [installation.api, installation.worker]) {
    if (!service.hasEnded()) continue;
    count(tally.endedByThemselves, service.name);
    await startAgain(service);
  }
}

/** When the load is over people go on by the right time: API and worker start once more, with the clock of the machine. */
export async function setClocksRight({ installation: { api, worker } }: ChaosWorld): Promise<void> {
  for (const service of [api, worker]) {
    service.startWith({});
    await service.stop();
    await startAgain(service);
  }
}

/** It may come up while another one is still down. */
async function startAgain(victim: Victim): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await victim.start();
      return;
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
      console.error(`attempt ${String(attempt)} of ${String(START_ATTEMPTS)}: ${String(error)}`);
      await pause(againAfterMs(attempt));
    }
  }
}
