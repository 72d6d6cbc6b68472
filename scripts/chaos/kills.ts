import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../bench/installation.ts';
import type { Service } from '../bench/service.ts';
import type { Random } from './random.ts';

const BETWEEN_MS = 2_500;
const DOWN_MS = 1_000;

/** `kill -9` of API or worker at random moments, each brought back after a moment; gives how often each died. */
export async function killAround(args: {
  installation: Installation;
  random: Random;
  kills: number;
  say: (line: string) => void;
}): Promise<Record<string, number>> {
  const { installation, random } = args;
  const deaths: Record<string, number> = {};
  for (let number = 1; number <= args.kills; number += 1) {
    await pause(random.below(BETWEEN_MS));
    const victim: Service = random.pick([installation.api, installation.worker]);
    await victim.kill();
    deaths[victim.name] = (deaths[victim.name] ?? 0) + 1;
    args.say(`kill ${String(number)}/${String(args.kills)}: ${victim.name}`);
    await pause(random.below(DOWN_MS));
    await victim.start();
  }
  return deaths;
}
