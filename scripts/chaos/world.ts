import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Answer, Http } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import type { Journey } from '../bench/journey.ts';
import type { Caller, People } from '../bench/people.ts';
import type { Bank } from './bank.ts';
import { count } from './count.ts';
import type { Customers } from './customers.ts';
import type { LyingRail } from './lyingRail.ts';
import type { PlannedReferral } from './plan.ts';
import type { Chance } from './random.ts';

/** What the outside was told: only this may be held against the system. */
export type Told = { planned: PlannedReferral; status: number; referralId: string };

/** Which process was killed, and when by the clock of the machine. */
export type Kill = { name: string; at: number };

export type ChaosWorld = {
  installation: Installation;
  http: Http;
  pool: Pool;
  client: Client;
  people: People;
  journey: Journey;
  /** The far side of one of the two rails, what the bank makes of both, and what finance chooses between them. */
  rail: LyingRail;
  bank: Bank;
  /** Who pays for deals, and gets money back. */
  customers: Customers;
  chance: Chance;
  told: Told[];
  kills: Kill[];
  tally: {
    calls: number;
    repeats: number;
    later: number;
    refused: Record<string, number>;
    endedByThemselves: Record<string, number>;
    outages: Record<string, number>;
  };
  isOver: () => boolean;
};

const AGAIN_FIRST_MS = 250;
const AGAIN_MAX_MS = 4_000;

/** Longer with every attempt, and never all callers at the same moment: what has just come up is not trampled down. */
export const againAfterMs = (attempt: number): number =>
  Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

const Problem = z.object({ code: z.string() });

const codeOf = ({ body }: Answer): string => Problem.safeParse(body).data?.code ?? 'none';

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
        if (answer.status >= 400) count(tally.refused, codeOf(answer));
        return answer;
      }
    } catch {
      // killed under our hands
    }
    await pause(againAfterMs(attempt));
  }
  return undefined;
}

const Command = z.object({ state: z.string() });

/**
 * Sends, and after a 202 waits until the command is decided: who has been told "later" does not ask anew. False when the load is
 * over first.
 */
export async function untilDecided(world: ChaosWorld, by: Caller, send: () => Promise<Answer>): Promise<boolean> {
  const answer = await untilAnswered(world, send);
  const path = answer?.headers.location;
  if (answer?.status !== 202 || path === undefined) return answer !== undefined;
  for (let look = 0; ; look += 1) {
    const now = await untilRead(world, async () => {
      const { body } = await world.http.call({ method: 'GET', path, headers: by.headers });
      return Command.parse(body);
    });
    if (now?.state !== 'pending') return now !== undefined;
    await pause(againAfterMs(look));
  }
}

/** A read that waits out a restart; undefined when the load is over first, or nothing came of so many attempts. */
export async function untilRead<Result>(
  world: ChaosWorld,
  read: () => Promise<Result>,
  attempts = Infinity,
): Promise<Result | undefined> {
  for (let attempt = 0; attempt < attempts && !world.isOver(); attempt += 1) {
    try {
      return await read();
    } catch {
      await pause(againAfterMs(attempt));
    }
  }
  return undefined;
}
