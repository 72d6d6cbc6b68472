import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import type { Policy } from '../../domain/policy.ts';
import { createHttp } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import { createJourney } from '../bench/journey.ts';
import { setUpPeople } from '../bench/people.ts';
import type { ChaosWorld } from './world.ts';

const PARTNERS = 12;

/** People and a program on the installation, and what a run of chaos keeps of it. */
export async function createChaosWorld(
  installation: Installation,
  args: { loadMs: number; policy?: Partial<Policy> },
): Promise<ChaosWorld> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 3 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  const policy = { holding: 'PT1S', clawback: 'PT1S', openReferralCap: 100_000, ...args.policy };
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy });
  const until = performance.now() + args.loadMs;
  const tally = { calls: 0, repeats: 0, later: 0, refused: {}, endedByThemselves: {}, outages: {} };
  const isOver = (): boolean => performance.now() > until;
  return { installation, http, pool, client, people, journey: createJourney(http), told: [], kills: [], tally, isOver };
}

export async function closeChaosWorld({ http, pool, client }: ChaosWorld): Promise<void> {
  http.close();
  await Promise.all([pool.end(), client.connection.close()]);
}
