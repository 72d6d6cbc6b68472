import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { createAesVault } from '../../adapters/payees/aesVault.ts';
import { parsePayeeKeys } from '../../adapters/payees/keys.ts';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { referralWorkflowId } from '../../workflows/messages.ts';
import { ACCOUNT, copyLines } from './copyLines.ts';
import { createHttp, type Http } from './http.ts';
import { inFlight } from './inFlight.ts';
import type { Installation } from './installation.ts';
import { advanced, CONTACTED, createJourney, QUALIFIED, won, type CommandCall, type Journey } from './journey.ts';
import { connectAccount, expectStatus, setUpPeople, type People } from './people.ts';
import { secondsText } from './stats.ts';
import { submissionBody } from './submission.ts';

const LOOK_EVERY_MS = 50;
export const STEP_MAX_MS = 600_000;
const DEAL_MINOR = 1_000_000;
const DEBT_MINOR = 25_000;
const NO_WORKER = 'no-worker';
const STARTED_AT_ONCE = 20;
const ENTERED_DAYS_AGO = 30;
const DAY_MS = 86_400_000;

const WAY: readonly (readonly [CommandCall, string])[] = [
  [CONTACTED, 'contacted'],
  [QUALIFIED, 'qualified'],
  [advanced('opportunity'), 'opportunity'],
  [won('D-first', DEAL_MINOR), 'won'],
];

/** How much there is to pay: lines in all, to how many payees, of whom so many owe something of an earlier payment. */
export type RunSize = { lines: number; payees: number; debtors: number };

export type RunWorld = {
  http: Http;
  pool: pg.Pool;
  client: Client;
  journey: Journey;
  people: People;
};

/** Until a statement finds a row. */
export async function until(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<string> {
  const limit = performance.now() + STEP_MAX_MS;
  while (performance.now() < limit) {
    const { rows } = await pool.query<{ id: string }>(sql, [...values]);
    if (rows[0] !== undefined) return rows[0].id;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`nothing after ${secondsText(STEP_MAX_MS)}: ${sql}`);
}

/** A deal that goes the whole way over HTTP, with one approval. */
async function oneLine({
  http,
  pool,
  journey,
  people,
}: RunWorld): Promise<{ referralId: string; commissionId: string; partnerId: string }> {
  const { staff, programId, partners } = people;
  const [partner] = partners;
  if (partner === undefined) throw new Error('no partner');
  await connectAccount(http, partner, { ...ACCOUNT, holder: 'First GmbH' });
  const submitted = await journey.submit(partner, submissionBody({ programId, company: 'first', person: 'first' }));
  const referralId = (expectStatus(submitted, 201).body as { id: string }).id;
  const isIn = `SELECT id FROM referrals WHERE id = $1 AND stage = $2`;
  await until(pool, isIn, [referralId, 'accepted']);
  for (const [command, stage] of WAY) {
    const { owner } = await journey.read(staff.greta, referralId);
    const by = [staff.nora, staff.timo].find(({ id }) => id === owner?.id) ?? staff.greta;
    expectStatus(await journey.command(by, referralId, command), 200, 202);
    await until(pool, isIn, [referralId, stage]);
  }
  const commissionId = await until(pool, `SELECT id FROM commissions WHERE referral_id = $1 AND hold_over`, [
    referralId,
  ]);
  const [line] = await journey.commissionsOf(staff.ines, referralId);
  if (line === undefined) throw new Error('no line');
  expectStatus(await journey.approve(staff.ines, line), 200, 202);
  await until(pool, `SELECT id FROM commissions WHERE id = $1 AND state = 'approved'`, [commissionId]);
  return { referralId, commissionId, partnerId: partner.partnerId };
}

/** Some partners owe of a payment before. Written past the guards: how such a debt comes about is not what is measured. */
async function plantDebts(pool: pg.Pool, debtors: number): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await connection.query('SET LOCAL session_replication_role = replica');
    await connection.query(
      `INSERT INTO commissions SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'com_debt' || n, 'deal_id', 'D-debt-' || n,
         'accrual_key', 'debt:' || n, 'state', 'paid', 'paid_at', c.accrued_at, 'clawed_after_minor', $2::int, 'clawed_at', c.accrued_at))).*
       FROM generate_series(1, $1::int) AS n JOIN commissions c ON c.id = 'com_many' || n`,
      [debtors, DEBT_MINOR],
    );
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
}

/** The stories of the copies, which stand still: what a run tells them is delivered, and nobody reads it. */
async function startStories(client: Client, count: number): Promise<void> {
  const failed: unknown[] = [];
  const start = async (place: number): Promise<void> => {
    const workflowId = referralWorkflowId(`ref_many${String(place + 1)}`);
    await client.workflow.start('standing', { workflowId, taskQueue: NO_WORKER });
  };
  await inFlight({ total: count, atOnce: STARTED_AT_ONCE, work: start, onError: (error) => failed.push(error) });
  if (failed.length > 0) throw new Error(`${String(failed.length)} stories were not started`, { cause: failed[0] });
}

/** An installation in which so much is approved and waits to be paid. */
export async function createRunWorld(
  installation: Installation,
  { lines, payees, debtors }: RunSize,
): Promise<RunWorld> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  const people = await setUpPeople({ http, pool, partners: 1, policy: { holding: 'PT0S', clawback: 'PT0S' } });
  const world = { http, pool, client, journey: createJourney(http), people };
  const of = await oneLine(world);
  const keys = parsePayeeKeys(installation.env['PAYEE_KEYS'] ?? '');
  if (keys === undefined) throw new Error('no keys');
  const { olga, paul, ines } = people.staff;
  await copyLines((sql, ...given) => pool.query(sql, given), {
    ...{ of, lines: lines - 1, partners: payees - 1, vault: createAesVault(keys) },
    staff: { enters: olga.id, verifies: paul.id, approves: ines.id },
    at: new Date(Date.now() - ENTERED_DAYS_AGO * DAY_MS),
  });
  await plantDebts(pool, debtors);
  await startStories(client, lines - 1);
  return world;
}
