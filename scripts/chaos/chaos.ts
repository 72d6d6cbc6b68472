import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { createHttp } from '../bench/http.ts';
import type { Installation } from '../bench/installation.ts';
import { createJourney } from '../bench/journey.ts';
import { setUpPeople } from '../bench/people.ts';
import { printTable, writeResult, type Row } from '../bench/report.ts';
import { secondsText } from '../bench/stats.ts';
import { withInstallation } from '../bench/withInstallation.ts';
import { waitForCalm, type Calm } from './calm.ts';
import { finishFinance, runFinance } from './finance.ts';
import { chainFinding } from './invariants/chains.ts';
import type { Finding } from './invariants/invariant.ts';
import { moneyFindings } from './invariants/money.ts';
import { mailFinding, receiptFindings, storyFinding } from './invariants/outside.ts';
import { queueFindings } from './invariants/queue.ts';
import { runKiller } from './killer.ts';
import { runLoad } from './load.ts';
import { planReferrals } from './plan.ts';
import { createChance } from './random.ts';
import type { ChaosWorld } from './world.ts';

const PARTNERS = 12;
const SUBMIT_WITHIN_MS = 90_000;
/** Waiting referrals have nobody to move them, so the load has an end of its own. */
const LOAD_MS = 200_000;
const CALM_MS = 120_000;
const FINISH_MS = 60_000;
const SHOWN_MAX = 5;
const SCALE_MIN = 0.2;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    referrals: { type: 'string', default: '200' },
    kills: { type: 'string', default: '20' },
  },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const referrals = Number(values.referrals);
const kills = Number(values.kills);
if (![seed, referrals, kills].every(Number.isInteger)) throw new Error('--seed N --referrals N --kills N');
/** As long for each piece of work as for 200 referrals and 20 kills. */
const scale = Math.max(SCALE_MIN, referrals / 200, kills / 20);

async function createWorld(installation: Installation): Promise<ChaosWorld> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  const policy = { holding: 'PT1S', clawback: 'PT1S', openReferralCap: 100_000 };
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy });
  const until = performance.now() + LOAD_MS * scale;
  const tally = { calls: 0, repeats: 0, later: 0, refused: {}, kills: {} };
  const isOver = (): boolean => performance.now() > until;
  return { installation, http, pool, client, people, journey: createJourney(http), told: [], tally, isOver };
}

const findingRows = (findings: readonly Finding[]): Row[] =>
  findings.map(({ name, checked, violations }) => ({
    what: name,
    measured: `${String(checked)} checked, ${String(violations.length)} violations`,
    target: '0',
    met: violations.length === 0,
  }));

function doneRows({ told, tally }: ChaosWorld, calm: Calm): Row[] {
  const times = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} × ${String(count)}`)
      .join(', ') || 'none';
  return [
    { what: 'seed', measured: String(seed) },
    { what: 'killed with -9', measured: times(tally.kills) },
    {
      what: 'referrals received (201), joined (200)',
      measured: [201, 200].map((status) => String(told.filter((one) => one.status === status).length)).join(', '),
    },
    {
      what: 'calls, of which repeated after a broken one',
      measured: `${String(tally.calls)}, ${String(tally.repeats)}`,
    },
    { what: 'commands answered 202', measured: String(tally.later) },
    { what: 'refused', measured: times(tally.refused) },
    {
      what: 'calm after the load',
      measured: calm.afterMs === undefined ? `never: ${times(calm.left)}` : secondsText(calm.afterMs),
      target: `≤ ${String((CALM_MS * scale) / 1_000)} s`,
      met: calm.afterMs !== undefined,
    },
  ];
}

async function run(installation: Installation): Promise<boolean> {
  const say = (line: string): void => console.error(line);
  const world = await createWorld(installation);
  say(`seed ${seed}: ${referrals} referrals, ${kills} kills`);
  const planned = planReferrals(createChance(seed), {
    count: referrals,
    overMs: SUBMIT_WITHIN_MS * scale,
    programId: world.people.programId,
    partners: world.people.partners,
    seed,
  });
  await Promise.all([runLoad(world, planned), runFinance(world), runKiller(world, createChance(seed + 1), kills)]);
  say('the load is over; waiting for calm');
  const calm = await waitForCalm(world.pool, CALM_MS * scale);
  const finishUntil = performance.now() + FINISH_MS;
  await finishFinance({ ...world, isOver: () => performance.now() > finishUntil });
  await waitForCalm(world.pool, CALM_MS * scale);
  say('checking');
  const mail = await mailFinding(world);
  const findings = [
    ...(await receiptFindings(world)),
    await storyFinding(world),
    ...(await queueFindings(world.pool)),
    await chainFinding(world.pool),
    ...(await moneyFindings(world.pool)),
    mail,
  ];
  const { rows: stages } = await world.pool.query<{ stage: string; n: string }>(
    'SELECT stage, count(*) AS n FROM referrals GROUP BY stage ORDER BY stage',
  );
  const rows: Row[] = [
    ...doneRows(world, calm),
    { what: 'stages at the end', measured: stages.map(({ stage, n }) => `${stage} ${n}`).join(', ') },
    { what: 'mails that came a second time', measured: String(mail.repeats) },
    ...findingRows(findings),
  ];
  printTable('chaos', rows);
  for (const { name, violations } of findings) {
    for (const violation of violations.slice(0, SHOWN_MAX)) console.log(`  ${name}: ${violation}`);
  }
  console.log(
    `\nwritten to ${writeResult('chaos', { seed, referrals, kills, tally: world.tally, calm, findings, rows })}`,
  );
  world.http.close();
  await Promise.all([world.pool.end(), world.client.connection.close()]);
  return calm.afterMs !== undefined && findings.every(({ violations }) => violations.length === 0);
}

await withInstallation({ limitMs: (LOAD_MS + 2 * CALM_MS) * scale + FINISH_MS + 180_000, work: run });
