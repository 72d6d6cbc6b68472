import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { createHttp } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import { setUpPeople } from '../bench/people.ts';
import { printTable, writeResult } from '../bench/report.ts';
import { withInstallation } from '../bench/withInstallation.ts';
import { live, planReferrals, type Told } from './actors.ts';
import { workFinance } from './finance.ts';
import { checkInvariants, type Finding } from './invariants.ts';
import { killAround } from './kills.ts';
import { createRandom } from './random.ts';

/**
 * `npm run chaos`: referrals under load over HTTP while API and worker are killed at random moments; then, when all is
 * calm, what must hold is looked up in PostgreSQL and Temporal. Exit code 1 on any violation.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    referrals: { type: 'string', default: '200' },
    kills: { type: 'string', default: '20' },
  },
});
const seed = Number(values.seed);
const referrals = Number(values.referrals);
const kills = Number(values.kills);

const PARTNERS = 12;
/** About what a kill and the coming back take: the load lasts as long as the kills do. */
const SPREAD_PER_KILL_MS = 4_000;
const CALM_WITHIN_MS = 180_000;
const LIMIT_MS = 600_000 + kills * 15_000;

const say = (line: string): void => console.error(line);

const OPEN_WORK = `SELECT (SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL)::int
  + (SELECT count(*) FROM commands WHERE state = 'pending')::int
  + (SELECT count(*) FROM referrals WHERE stage = 'submitted')::int AS open`;

/** Until nothing is on its way any more; what is still open then shows as a violation. */
async function untilCalm(pool: pg.Pool): Promise<number> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < CALM_WITHIN_MS) {
    const { rows } = await pool.query<{ open: number }>(OPEN_WORK);
    if (rows[0]?.open === 0) break;
    await pause(500);
  }
  return Date.now() - startedAt;
}

async function breakIt(installation: Installation, pool: pg.Pool) {
  const http = createHttp(installation.origin);
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy: { holding: 'PT0S', clawback: 'PT0S' } });
  const random = createRandom(seed);
  const plans = planReferrals({ random, count: referrals, people, spreadMs: kills * SPREAD_PER_KILL_MS });
  let loadEnded = false;
  const load = Promise.all(plans.map((plan) => live(http, people, plan))).finally(() => {
    loadEnded = true;
  });
  const finance = workFinance(http, people, () => loadEnded);
  const [told, { runs }, deaths] = await Promise.all([load, finance, killAround({ installation, random, kills, say })]);
  await untilCalm(pool);
  // Lines that came late, now that nobody dies any more.
  const { runs: lateRuns } = await workFinance(http, people, () => true);
  const calmAfterMs = await untilCalm(pool);
  http.close();
  return { told, deaths, runs: runs + lateRuns, calmAfterMs };
}

function report(
  args: { told: readonly Told[]; deaths: Record<string, number>; runs: number; seconds: number },
  findings: readonly Finding[],
): void {
  const { told, deaths, runs, seconds } = args;
  printTable(`chaos, seed ${String(seed)}`, [
    { what: 'referrals received', measured: String(told.filter(({ isNew }) => isNew).length) },
    { what: 'commands carried out', measured: String(told.reduce((sum, { commandsDone }) => sum + commandsDone, 0)) },
    { what: 'payout runs', measured: String(runs) },
    {
      what: 'kills',
      measured: Object.entries(deaths)
        .map(([name, count]) => `${name} ${String(count)}`)
        .join(', '),
    },
    { what: 'seconds', measured: seconds.toFixed(0) },
    ...findings.map(({ invariant, checked, violations }) => ({
      what: invariant,
      measured: `${String(violations.length)} of ${String(checked)}`,
      target: '0',
      met: violations.length === 0,
    })),
  ]);
  for (const { invariant, violations } of findings) {
    for (const violation of violations.slice(0, 10)) console.log(`VIOLATED ${invariant}: ${violation}`);
  }
}

await withInstallation({
  limitMs: LIMIT_MS,
  work: async (installation) => {
    say(`seed ${String(seed)}, ${String(referrals)} referrals, ${String(kills)} kills`);
    const startedAt = Date.now();
    const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 4 });
    const connection = await Connection.connect({ address: installation.temporal.address });
    try {
      const { told, ...run } = await breakIt(installation, pool);
      const client = new Client({ connection, namespace: installation.temporal.namespace });
      const findings = await checkInvariants({ pool, client, told, mailIds: installation.mailIds() });
      const seconds = (Date.now() - startedAt) / 1_000;
      report({ told, ...run, seconds }, findings);
      say(writeResult('chaos', { seed, referrals, kills, ...run, seconds, findings }));
      return findings.every(({ violations }) => violations.length === 0);
    } finally {
      await connection.close();
      await pool.end();
    }
  },
});
