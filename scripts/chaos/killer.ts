import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './random.ts';
import type { ChaosWorld } from './world.ts';

const BETWEEN_MAX_MS = 5_000;
const DEAD_MAX_MS = 1_500;

/** `kill -9` of API or worker at random moments, again and again; what was killed comes back after a moment. */
export async function runKiller(world: ChaosWorld, chance: Chance, kills: number): Promise<void> {
  const { api, worker } = world.installation;
  for (let count = 0; count < kills && !world.isOver(); count += 1) {
    await pause(chance.next() * BETWEEN_MAX_MS);
    const victim = chance.pick([api, worker]);
    await victim.kill();
    world.tally.kills[victim.name] = (world.tally.kills[victim.name] ?? 0) + 1;
    await pause(chance.next() * DEAD_MAX_MS);
    await victim.start();
  }
}
