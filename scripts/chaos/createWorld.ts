import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import type { Policy } from '../../domain/policy.ts';
import { createHttp, type Http } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import { createJourney } from '../bench/journey.ts';
import { expectStatus, setUpPeople, signIn, type PartnerKey } from '../bench/people.ts';
import { withInstallation } from '../bench/withInstallation.ts';
import { createBank } from './bank.ts';
import { startLyingRail, type LyingRail } from './lyingRail.ts';
import { createChance } from './random.ts';
import type { ChaosWorld } from './world.ts';

const PARTNERS = 12;

/** What an installation stands on that is to be broken. */
export type Ground = { installation: Installation; rail: LyingRail; seed: number };

/** An installation that pays by hand and over a rail that lies; taken down again whatever happens. */
export async function withLyingRail(args: {
  seed: number;
  limitMs: number;
  work: (ground: Ground) => Promise<boolean>;
}): Promise<never> {
  const { seed, limitMs, work } = args;
  const rail = await startLyingRail(createChance(seed + 3));
  return withInstallation({
    limitMs,
    railPlan: { rails: 'manual,stripe', workerEnv: rail.workerEnv },
    work: (installation) => work({ installation, rail, seed }),
  });
}

/** People and a program on the installation, and what a run of chaos keeps of it. */
export async function createChaosWorld(
  { installation, rail, seed }: Ground,
  args: { loadMs: number; policy?: Partial<Policy> },
): Promise<ChaosWorld> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 3 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  const policy = { holding: 'PT1S', clawback: 'PT1S', openReferralCap: 100_000, ...args.policy };
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy });
  await Promise.all(people.partners.map((partner, place) => connectAccount(http, partner, place)));
  const until = performance.now() + args.loadMs;
  const tally = { calls: 0, repeats: 0, later: 0, refused: {}, endedByThemselves: {}, outages: {} };
  const isOver = (): boolean => performance.now() > until;
  const money = { rail, bank: createBank(createChance(seed + 4)), chance: createChance(seed + 5) };
  const kept = { told: [], kills: [], tally };
  return { installation, http, pool, client, people, journey: createJourney(http), ...money, ...kept, isOver };
}

/** The account that the rail pays to, entered by the partner. */
async function connectAccount(http: Http, { partnerId, adminEmail }: PartnerKey, place: number): Promise<void> {
  const headers = await signIn(http, adminEmail);
  const path = `/v1/partners/${partnerId}/payee`;
  const { headers: read } = expectStatus(await http.call({ method: 'GET', path, headers }), 200);
  const account = { kind: 'stripe', accountId: `acct_1Connected${String(place)}` };
  const further = { 'if-match': read.etag ?? '', 'idempotency-key': `account-${partnerId}` };
  expectStatus(await http.call({ method: 'PUT', path, headers: { ...headers, ...further }, body: { account } }), 200);
}

export async function closeChaosWorld({ http, pool, client }: ChaosWorld): Promise<void> {
  http.close();
  await Promise.all([pool.end(), client.connection.close()]);
}
