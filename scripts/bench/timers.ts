import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { BARE_TASK_QUEUE, createBareWorker } from './bareFlow.ts';
import { createHttp } from './http.ts';
import { inFlight } from './inFlight.ts';
import type { Installation } from './installation.ts';
import { createJourney, type Journey } from './journey.ts';
import { setUpPeople, type People } from './people.ts';
import { printTable, writeResult, type Row } from './report.ts';
import { secondsText, spreadOf } from './stats.ts';
import { submissionBody } from './submission.ts';
import { withInstallation } from './withInstallation.ts';

/** Clocks of real referrals that fall due within ten seconds; beside bare timers of the same number (docs/benchmarks.md). */
const FEW_MAX = 400;
const WITHIN_MS = 10_000;
const PARTNERS = 20;
const AT_ONCE = 20;
const LOOK_EVERY_MS = 1_000;
/** For the stories to begin before the first clock is due; besides twice what the worker takes to come up. */
const LEAD_MS = 30_000;
const LEAD_PER_CLOCK_MS = 60;
const LEAD_PER_TIMER_MS = 15;
const DRAIN_MAX_MS = 300_000;
const BOOT_MAX_MS = 120_000;
const LATE_MAX_MS = 5_000;
const SHARE_MIN = 0.7;
/** Long enough for every lead: the reminder comes at half of it, and the ladder goes on when all is measured. */
const LAST_MS = 3_600_000;

const { values } = parseArgs({ options: { timers: { type: 'string', default: '10000' } } });
const many = Number(values.timers);
if (!Number.isInteger(many) || many < 1) throw new Error('--timers N');

const say = (line: string): void => console.error(line);

type World = {
  installation: Installation;
  pool: pg.Pool;
  journey: Journey;
  people: People;
  client: Client;
  bootMs: number;
};
type Struck = { clocks: number; lost: number; lateMs: number[]; perSecond: number };

const leadOf = (clocks: number, bootMs: number): number => LEAD_MS + 2 * bootMs + clocks * LEAD_PER_CLOCK_MS;

/** How long the worker takes to come up on this machine, today. */
async function measureBoot({ worker }: Installation): Promise<number> {
  await worker.stop();
  const begun = performance.now();
  await worker.start();
  return performance.now() - begun;
}

/**
 * Received while the worker rests; then the moments of receipt are moved, in the inputs of the stories that have not begun, so
 * that the reminders of first contact fall due evenly within ten seconds. Gives the moment of the first.
 */
async function prepareClocks(
  { installation, pool, journey, people, bootMs }: World,
  clocks: number,
  round: string,
): Promise<number> {
  const { partners, programId } = people;
  await installation.worker.stop();
  const failed: unknown[] = [];
  const submit = async (place: number): Promise<void> => {
    const by = partners[place % partners.length];
    if (by === undefined) throw new Error('no partner');
    const name = `${round}-${String(place)}`;
    const { status } = await journey.submit(by, submissionBody({ programId, company: name, person: name }));
    if (status !== 201) throw new Error(`a submission was answered ${String(status)}`);
  };
  await inFlight({ total: clocks, atOnce: AT_ONCE, work: submit, onError: (error) => void failed.push(error) });
  if (failed.length > 0) throw new Error(`${String(failed.length)} not received: ${String(failed[0])}`);
  const firstDueAt = Date.now() + leadOf(clocks, bootMs);
  await pool.query(
    `WITH placed AS (
      SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS n FROM outbox
      WHERE kind = 'start_story' AND done_at IS NULL)
    UPDATE outbox o SET payload = jsonb_set(o.payload, '{input,submittedAt}',
      to_jsonb(iso_ms(to_timestamp(($1::float8 + $2::float8 * (placed.place - 1) / placed.n - $3::float8) / 1000))))
    FROM placed WHERE placed.id = o.id`,
    [firstDueAt, WITHIN_MS, LAST_MS / 2],
  );
  await installation.worker.start();
  return firstDueAt;
}

async function strikeOurs(world: World, clocks: number, round: string): Promise<Struck> {
  const { pool } = world;
  const firstDueAt = await prepareClocks(world, clocks, round);
  const count = async (sql: string): Promise<number> =>
    Number((await pool.query<{ n: string }>(sql, [`Ada ${round}-%`])).rows[0]?.n ?? 0);
  const begun = `SELECT count(*) AS n FROM referrals WHERE stage = 'accepted' AND prospect_name LIKE $1`;
  while ((await count(begun)) < clocks) {
    if (Date.now() > firstDueAt) throw new Error(`only ${String(await count(begun))} stories had begun in time`);
    await pause(LOOK_EVERY_MS);
  }
  say(
    `${round}: all ${String(clocks)} stories wait; the first clock strikes in ${secondsText(firstDueAt - Date.now())}`,
  );
  const struck = `SELECT count(DISTINCT r.id) AS n FROM referrals r JOIN events e ON e.referral_id = r.id
    WHERE e.type = 'clock.reminded' AND r.prospect_name LIKE $1`;
  while ((await count(struck)) < clocks && Date.now() < firstDueAt + WITHIN_MS + DRAIN_MAX_MS)
    await pause(LOOK_EVERY_MS);
  const { rows } = await pool.query<{ late: string; done: string }>(
    `SELECT extract(epoch FROM r.updated_at) * 1000 AS done, extract(epoch FROM r.updated_at) * 1000
        - (extract(epoch FROM (c.clock->>'startedAt')::timestamptz) * 1000 + $2::float8) AS late
     FROM referrals r JOIN events e ON e.referral_id = r.id AND e.type = 'clock.reminded'
     CROSS JOIN LATERAL jsonb_array_elements(r.clocks) AS c(clock)
     WHERE c.clock->>'kind' = 'first_contact' AND r.prospect_name LIKE $1`,
    [`Ada ${round}-%`, LAST_MS / 2],
  );
  return struckOf(
    clocks,
    firstDueAt,
    rows.map(({ late, done }) => ({ lateMs: Number(late), doneAt: Number(done) })),
  );
}

function struckOf(clocks: number, firstDueAt: number, struck: readonly { lateMs: number; doneAt: number }[]): Struck {
  const lastAt = struck.reduce((latest, { doneAt }) => Math.max(latest, doneAt), firstDueAt + 1);
  return {
    clocks,
    lost: clocks - struck.length,
    lateMs: struck.map(({ lateMs }) => lateMs),
    perSecond: (struck.length * 1_000) / (lastAt - firstDueAt),
  };
}

async function strikeBare({ installation, client }: World, clocks: number): Promise<Struck> {
  const worker = createBareWorker(installation);
  await installation.worker.stop();
  await worker.start();
  const firstDueAt = Date.now() + LEAD_MS + clocks * LEAD_PER_TIMER_MS;
  const dueOf = (place: number): number => Math.round(firstDueAt + (WITHIN_MS * place) / clocks);
  const start = async (place: number): Promise<void> => {
    const workflowId = `timer:${String(place)}`;
    const args = [{ dueAt: dueOf(place) }];
    await client.workflow.start('bareTimer', { workflowId, taskQueue: BARE_TASK_QUEUE, args });
  };
  const failed: unknown[] = [];
  await inFlight({ total: clocks, atOnce: AT_ONCE, work: start, onError: (error) => void failed.push(error) });
  if (failed.length > 0 || Date.now() > firstDueAt)
    throw new Error(`the bare timers were not ready: ${String(failed[0])}`);
  say(`bare: all ${String(clocks)} timers wait; the first strikes in ${secondsText(firstDueAt - Date.now())}`);
  const done = "WorkflowType = 'bareTimer' AND ExecutionStatus = 'Completed'";
  await pause(firstDueAt + WITHIN_MS - Date.now());
  while ((await client.workflow.count(done)).count < clocks && Date.now() < firstDueAt + DRAIN_MAX_MS) {
    await pause(LOOK_EVERY_MS);
  }
  const struck: { lateMs: number; doneAt: number }[] = [];
  for await (const { workflowId, closeTime } of client.workflow.list({ query: done })) {
    const doneAt = closeTime?.getTime() ?? firstDueAt;
    struck.push({ doneAt, lateMs: doneAt - dueOf(Number(workflowId.split(':')[1])) });
  }
  await worker.stop();
  return struckOf(clocks, firstDueAt, struck);
}

function rowsOf(few: Struck, ours: Struck, bare: Struck): Row[] {
  const late = ({ lateMs }: Struck): string => {
    const { p50, p99, max } = spreadOf(lateMs);
    return `p50 ${secondsText(p50)}, p99 ${secondsText(p99)}, max ${secondsText(max)}`;
  };
  const lost = (struck: Struck): Row => ({
    what: `${String(struck.clocks)} clocks: lost`,
    measured: String(struck.lost),
    target: '0',
    met: struck.lost === 0,
  });
  const share = ours.perSecond / bare.perSecond;
  return [
    {
      what: `${String(few.clocks)} clocks due in 10 s: late`,
      measured: late(few),
      target: `p99 ≤ ${secondsText(LATE_MAX_MS)}`,
      met: spreadOf(few.lateMs).p99 <= LATE_MAX_MS,
    },
    lost(few),
    { what: `${String(ours.clocks)} clocks due in 10 s: late`, measured: late(ours) },
    lost(ours),
    { what: `${String(ours.clocks)} clocks: drained`, measured: `${ours.perSecond.toFixed(0)}/s` },
    { what: `${String(bare.clocks)} bare timers: late`, measured: late(bare) },
    { what: `${String(bare.clocks)} bare timers: drained`, measured: `${bare.perSecond.toFixed(0)}/s` },
    {
      what: 'share of the bare drain rate',
      measured: share.toFixed(2),
      target: `≥ ${SHARE_MIN.toFixed(2)}`,
      met: share >= SHARE_MIN,
    },
  ];
}

async function measure(installation: Installation): Promise<boolean> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  const policy = { firstContact: `PT${String(LAST_MS / 1_000)}S`, openReferralCap: 100_000 };
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy });
  const world = {
    installation,
    pool,
    journey: createJourney(http),
    people,
    client,
    bootMs: await measureBoot(installation),
  };
  const few = await strikeOurs(world, Math.min(FEW_MAX, many), 'few');
  const ours = await strikeOurs(world, many, 'many');
  const bare = await strikeBare(world, many);
  const rows = rowsOf(few, ours, bare);
  printTable('bench:timers', rows);
  const summary = [few, ours, bare].map(({ lateMs, ...rest }) => ({ ...rest, late: spreadOf(lateMs) }));
  console.log(`\nwritten to ${writeResult('timers', { summary, rows })}`);
  http.close();
  await Promise.all([pool.end(), client.connection.close()]);
  return true;
}

await withInstallation({ limitMs: 3 * (leadOf(many, BOOT_MAX_MS) + DRAIN_MAX_MS) + 600_000, work: measure });
