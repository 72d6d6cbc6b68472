import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Answer, Http } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import type { Journey } from '../bench/journey.ts';
import type { Caller, People } from '../bench/people.ts';
import type { PlannedReferral } from './plan.ts';

/** What the outside was told: only this may be held against the system. */
export type Told = { planned: PlannedReferral; status: number; referralId: string };

export type ChaosWorld = {
  installation: Installation;
  http: Http;
  pool: Pool;
  client: Client;
  people: People;
  journey: Journey;
  told: Told[];
  tally: {
    calls: number;
    repeats: number;
    later: number;
    refused: Record<string, number>;
    kills: Record<string, number>;
    outages: Record<string, number>;
  };
  isOver: () => boolean;
};

const AGAIN_MS = 300;
const Problem = z.object({ code: z.string() });

export const codeOf = ({ body }: Answer): string => Problem.safeParse(body).data?.code ?? 'none';

/** Codes that say "not now", with the same key again. */
const PASSING = ['request_in_progress', 'busy', 'unavailable'];

/**
 * Sends until there is an answer, always with the same idempotency key: a broken connection says nothing about what was
 * done. Undefined when the load is over first.
 */
export async function untilAnswered(world: ChaosWorld, send: () => Promise<Answer>): Promise<Answer | undefined> {
  const { tally } = world;
  for (let attempt = 0; !world.isOver(); attempt += 1) {
    tally.calls += 1;
    if (attempt > 0) tally.repeats += 1;
    try {
      const answer = await send();
      if (answer.status < 500 && !PASSING.includes(codeOf(answer))) {
        if (answer.status === 202) tally.later += 1;
        if (answer.status >= 400) tally.refused[codeOf(answer)] = (tally.refused[codeOf(answer)] ?? 0) + 1;
        return answer;
      }
    } catch {
      // killed under our hands
    }
    await pause(AGAIN_MS);
  }
  return undefined;
}

const Command = z.object({ state: z.string() });

/** Sends, and after a 202 waits until the command is decided: who has been told "later" does not ask anew. */
export async function untilDecided(world: ChaosWorld, by: Caller, send: () => Promise<Answer>): Promise<void> {
  const answer = await untilAnswered(world, send);
  const path = answer?.headers.location;
  if (answer?.status !== 202 || path === undefined) return;
  for (;;) {
    const now = await untilRead(world, async () => {
      const { body } = await world.http.call({ method: 'GET', path, headers: by.headers });
      return Command.parse(body);
    });
    if (now?.state !== 'pending') return;
    await pause(AGAIN_MS);
  }
}

/** A read that waits out a restart; undefined when the load is over first. */
export async function untilRead<Result>(world: ChaosWorld, read: () => Promise<Result>): Promise<Result | undefined> {
  while (!world.isOver()) {
    try {
      return await read();
    } catch {
      await pause(AGAIN_MS);
    }
  }
  return undefined;
}
