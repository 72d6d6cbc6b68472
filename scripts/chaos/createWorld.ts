import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import type { Policy } from '../../domain/policy.ts';
import { createHttp } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import { createJourney } from '../bench/journey.ts';
import { connectAccount, setUpPeople, TEN_PERCENT } from '../bench/people.ts';
import { withInstallation } from '../bench/withInstallation.ts';
import { createBank } from './bank.ts';
import { createCustomers } from './customers.ts';
import { startLyingRail, type LyingRail } from './lyingRail.ts';
import { signPaperwork } from './paperwork.ts';
import { createChance } from './random.ts';
import type { ChaosWorld } from './world.ts';

const PARTNERS = 12;

/** Of a service each payment of the customer earns its part, of everything else the signature. */
const RULES = [
  { ...TEN_PERCENT, base: 'payments_received_net', trigger: 'paid', when: { productLines: ['services'] } },
  TEN_PERCENT,
];

const accountOf = (place: number): object => ({ kind: 'stripe', accountId: `acct_1Connected${String(place)}` });

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
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy, rules: RULES });
  await Promise.all(people.partners.map((partner, place) => connectAccount(http, partner, accountOf(place))));
  await signPaperwork(http, people);
  const until = performance.now() + args.loadMs;
  const tally = { calls: 0, repeats: 0, later: 0, refused: {}, endedByThemselves: {}, outages: {} };
  const isOver = (): boolean => performance.now() > until;
  const money = {
    rail,
    bank: createBank(createChance(seed + 4)),
    chance: createChance(seed + 5),
    customers: createCustomers(createChance(seed + 6)),
  };
  const kept = { told: [], kills: [], tally };
  return { installation, http, pool, client, people, journey: createJourney(http), ...money, ...kept, isOver };
}

export async function closeChaosWorld({ http, pool, client }: ChaosWorld): Promise<void> {
  http.close();
  await Promise.all([pool.end(), client.connection.close()]);
}
