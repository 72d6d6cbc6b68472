import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { cpuBetween, type CpuMs } from './cpu.ts';
import { decisionLag, drained, openWork, undecided } from './drain.ts';
import type { Answer, Http } from './http.ts';
import { burst, openLoop, type Sample } from './load.ts';
import type { PartnerKey, People } from './people.ts';
import { spreadOf, type Spread } from './stats.ts';
import { submissionBody, submissionCall } from './submission.ts';

/** Latencies and lags in milliseconds; `drainMs` from the last answer until nothing waits for its check. */
export type Phase = {
  latency: Spread;
  errors: Record<string, number>;
  lag: Spread;
  drainMs: number | undefined;
  /** Until everything the referrals caused is done, mails included. */
  quietMs: number | undefined;
  /** From the first call until all is quiet; for rivals and their bystanders together. */
  cpu: CpuMs;
};

export type World = { http: Http; pool: Pool; people: People; loadPartners: PartnerKey[]; cpuMs: () => CpuMs };

const DRAIN_LIMIT_MS = 120_000;

let referralsMade = 0;

/** A submission of a company of its own, by the partners in turn. */
export function nextSubmission({ people, loadPartners }: World, company?: string, by?: PartnerKey) {
  referralsMade += 1;
  const partner = by ?? loadPartners[referralsMade % loadPartners.length];
  if (partner === undefined) throw new Error('no partners');
  const name = company ?? `bench-company-${String(referralsMade)}`;
  const body = submissionBody({
    programId: people.programId,
    company: name,
    person: `person-${String(referralsMade)}`,
  });
  return submissionCall(partner, body, randomUUID());
}

const submit = (world: World, company?: string, by?: PartnerKey): Promise<Answer> =>
  world.http.call(nextSubmission(world, company, by));

const WithId = z.object({ id: z.string() });

function errorsOf(samples: readonly Sample<Answer>[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const { result, error } of samples) {
    if (result?.status === 201) continue;
    const name = error ?? `status ${String(result?.status)}`;
    errors[name] = (errors[name] ?? 0) + 1;
  }
  return errors;
}

const idsOf = (samples: readonly Sample<Answer>[]): string[] =>
  samples.flatMap(({ result }) => (result?.status === 201 ? [WithId.parse(result.body).id] : []));

async function settle(world: World, cpuBefore: CpuMs, samples: readonly Sample<Answer>[]): Promise<Phase> {
  const begun = performance.now();
  const drainMs = await drained(() => undecided(world.pool), DRAIN_LIMIT_MS);
  const rest = await drained(() => openWork(world.pool), DRAIN_LIMIT_MS);
  return {
    latency: spreadOf(samples.map(({ latencyMs }) => latencyMs)),
    errors: errorsOf(samples),
    lag: await decisionLag(world.pool, idsOf(samples)),
    drainMs,
    quietMs: rest === undefined ? undefined : performance.now() - begun,
    cpu: cpuBetween(cpuBefore, world.cpuMs()),
  };
}

export async function steady(world: World, perSecond: number, seconds: number): Promise<Phase> {
  const before = world.cpuMs();
  return settle(world, before, await openLoop({ perSecond, seconds, call: () => submit(world) }));
}

export async function atOnce(world: World, count: number): Promise<Phase> {
  const before = world.cpuMs();
  return settle(world, before, await burst(count, () => submit(world)));
}

/** Everybody refers the same company in the same moment while others go on with theirs. */
export async function oneCompany(
  world: World,
  company: string,
): Promise<{ rivals: Phase; others: Phase; held: number; waiting: number }> {
  const before = world.cpuMs();
  const bystanders = openLoop({ perSecond: 20, seconds: 5, call: () => submit(world) });
  await openLoop({ perSecond: 1, seconds: 1, call: () => Promise.resolve() });
  const { partners } = world.people;
  const rivals = await burst(partners.length, (place) => submit(world, company, partners[place]));
  const rivalPhase = await settle(world, before, rivals);
  const otherPhase = await settle(world, before, await bystanders);
  const { rows } = await world.pool.query<{ state: string; n: string }>(
    'SELECT state, count(*) AS n FROM queue_entries WHERE referral_id = ANY ($1) GROUP BY state',
    [idsOf(rivals)],
  );
  const inState = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0);
  return { rivals: rivalPhase, others: otherPhase, held: inState('held'), waiting: inState('waiting') };
}
