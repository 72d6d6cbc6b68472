import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { explainQuery, referralWorkflowId } from '../../workflows/messages.ts';
import type { Explanation } from '../../workflows/messages.ts';
import { inFlight } from '../bench/inFlight.ts';
import type { Installation } from '../bench/installation.ts';
import { CONTACTED, QUALIFIED } from '../bench/journey.ts';
import { printTable, writeResult, type Row } from '../bench/report.ts';
import { percentile, secondsText } from '../bench/stats.ts';
import { submissionBody } from '../bench/submission.ts';
import { waitForCalm } from './calm.ts';
import { closeChaosWorld, createChaosWorld, withLyingRail, type Ground } from './createWorld.ts';
import type { Finding } from './invariants/invariant.ts';
import { createChance } from './random.ts';
import { allFindings, findingRows, printViolations, stagesText } from './verdict.ts';
import type { ChaosWorld } from './world.ts';

const AT_ONCE = 16;
const LIMIT_MS = 25 * 60_000;
const CALM_MS = 240_000;
const LOOK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 120_000;
/** The promise of first contact falls due while we look: its reminder at half of it, its breach at the end. */
const PROMISE = { firstContact: 'PT5M' };
const PROMISE_MS = 300_000;
const AFTER_PROMISE_MS = 30_000;
const LATE_MAX_MS = 5_000;
const SHARE_CONTACTED = 0.4;
const SHARE_QUALIFIED = 0.2;
/** Every so many referrals share a company: some of them wait in line. */
const CONTESTED_EVERY = 5;

type Kept = { id: string; stage: string; clocks: { kind: string; state: string; dueAt: string }[] };

const say = (line: string): void => console.error(line);

/** Open referrals in several stages, all calm. */
async function fill(world: ChaosWorld, { seed, referrals }: LoseTemporal): Promise<void> {
  const chance = createChance(seed);
  const { partners, programId, staff } = world.people;
  const failed: unknown[] = [];
  const submit = async (place: number): Promise<void> => {
    const shared = place % CONTESTED_EVERY === 0;
    const company = shared ? `shared-${String(Math.floor(place / (2 * CONTESTED_EVERY)))}` : `own-${String(place)}`;
    const by = partners[place % partners.length] ?? chance.pick(partners);
    const body = submissionBody({ programId, company, person: `p-${String(place)}` });
    const { status } = await world.journey.submit(by, body);
    if (status >= 300) throw new Error(`submission answered ${String(status)}`);
  };
  await inFlight({ total: referrals, atOnce: AT_ONCE, work: submit, onError: (error) => void failed.push(error) });
  await waitForCalm(world.pool, CALM_MS);
  const accepted = (await keep(world)).filter(({ stage }) => stage === 'accepted').map(({ id }) => id);
  const contacted = accepted.slice(0, Math.round(accepted.length * SHARE_CONTACTED));
  const qualified = contacted.slice(0, Math.round(accepted.length * SHARE_QUALIFIED));
  for (const [ids, call] of [
    [contacted, CONTACTED],
    [qualified, QUALIFIED],
  ] as const) {
    const rest = [...ids];
    const work = async (): Promise<void> => {
      const id = rest.shift();
      if (id !== undefined) await world.journey.command(staff.greta, id, call);
    };
    await inFlight({ total: ids.length, atOnce: AT_ONCE, work, onError: (error) => void failed.push(error) });
  }
  await waitForCalm(world.pool, CALM_MS);
  if (failed.length > 0) throw new Error(`could not be filled: ${String(failed[0])}`);
}

async function keep({ pool }: ChaosWorld): Promise<Kept[]> {
  const { rows } = await pool.query<Kept>(`SELECT id, stage, clocks FROM referrals
    WHERE stage NOT IN ('lost', 'disqualified', 'declined', 'expired', 'withdrawn') ORDER BY intake_no`);
  return rows;
}

async function resume({ env }: Installation): Promise<string> {
  const args = ['--import', 'tsx', 'scripts/resume-stories.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout;
}

async function untilAnswers({ client }: ChaosWorld, id: string): Promise<Explanation | undefined> {
  const until = Date.now() + ANSWER_WITHIN_MS;
  while (Date.now() < until) {
    try {
      return await client.workflow.getHandle(referralWorkflowId(id)).query(explainQuery);
    } catch {
      await pause(LOOK_EVERY_MS);
    }
  }
  return undefined;
}

/** What each story says is what the record said before: stage, kinds, states and due times of its clocks. */
async function clockFinding(world: ChaosWorld, before: readonly Kept[]): Promise<Finding> {
  const violations: string[] = [];
  for (const { id, stage, clocks } of before) {
    const told = await untilAnswers(world, id);
    const text = (all: Kept['clocks']): string => all.map((one) => `${one.kind} ${one.state} ${one.dueAt}`).join(', ');
    const now = told?.state.clocks.map(({ kind, state, dueAt }) => ({
      kind,
      state,
      dueAt: new Date(dueAt).toISOString(),
    }));
    if (told === undefined || now === undefined) violations.push(`${id} has no story`);
    else if (told.stage !== stage) violations.push(`${id} was ${stage}, its story says ${told.stage}`);
    else if (now.map((one) => one.dueAt).join() !== clocks.map((one) => one.dueAt).join())
      violations.push(`${id}: ${text(clocks)} became ${text(now)}`);
  }
  return {
    name: 'every open referral has its story again, with its stage and the due time of every clock',
    checked: before.length,
    violations,
  };
}

type Struck = { id: string; n: string; late_ms: string };

/** Every promise that fell due was struck once; how late, for those due when all was up again. */
async function strikeFinding(
  world: ChaosWorld,
  before: readonly Kept[],
  upAt: number,
): Promise<{ finding: Finding; lateMs: number[] }> {
  const { rows } = await world.pool.query<Struck>(
    `SELECT e.referral_id AS id, count(*) AS n, max(extract(epoch FROM e.at) * 1000) AS late_ms FROM events e
     WHERE e.type = 'clock.breached' AND e.public_text::jsonb->>'kind' = 'first_contact' GROUP BY e.referral_id`,
  );
  const struck = new Map(rows.map((row) => [row.id, row]));
  const due = before.filter(({ stage }) => stage === 'accepted');
  const violations: string[] = [];
  const lateMs: number[] = [];
  for (const { id, clocks } of due) {
    const promise = clocks.find(({ kind }) => kind === 'first_contact');
    const row = struck.get(id);
    if (row === undefined || Number(row.n) !== 1) violations.push(`${id} was struck ${row?.n ?? '0'} times`);
    else if (promise !== undefined && Date.parse(promise.dueAt) > upAt)
      lateMs.push(Number(row.late_ms) - Date.parse(promise.dueAt));
  }
  return {
    finding: { name: 'every promise that fell due afterwards was struck once', checked: due.length, violations },
    lateMs: lateMs.sort((one, other) => one - other),
  };
}

async function run(ground: Ground, args: LoseTemporal): Promise<boolean> {
  const { installation } = ground;
  const { worker, servers } = installation;
  const world = await createChaosWorld(ground, { loadMs: LIMIT_MS, policy: PROMISE });
  const filledAt = Date.now();
  await fill(world, args);
  const before = await keep(world);
  say(`${String(before.length)} open referrals; Temporal and its file go`);
  await worker.kill();
  await servers.temporal.kill();
  servers.temporal.forget();
  await servers.temporal.start();
  const begun = performance.now();
  const printed = await resume(installation);
  const resumedMs = performance.now() - begun;
  await worker.start();
  const clocks = await clockFinding(world, before);
  const upAt = Date.now();
  const allBackMs = performance.now() - begun;
  const again = await resume(installation);
  say(`resumed:\n${printed}\nand once more:\n${again}`);
  await pause(Math.max(0, filledAt + PROMISE_MS * 1.5 + AFTER_PROMISE_MS - Date.now()));
  await waitForCalm(world.pool, CALM_MS);
  const { finding: strikes, lateMs } = await strikeFinding(world, before, upAt);
  const findings = [clocks, strikes, ...(await allFindings({ ...world, told: [] }))];
  const isResumedOnce = /referral +\d+ +0 /.test(again);
  const rows: Row[] = [
    { what: 'seed', measured: String(args.seed) },
    { what: 'open when Temporal was thrown away', measured: String(before.length) },
    { what: 'stages', measured: await stagesText(world.pool) },
    { what: 'stories:resume took', measured: secondsText(resumedMs) },
    { what: 'every story answers after', measured: secondsText(allBackMs) },
    {
      what: 'a second stories:resume restarts none',
      measured: isResumedOnce ? 'none' : again,
      met: isResumedOnce,
      target: 'none',
    },
    {
      what: 'lateness of promises due afterwards, p99',
      measured:
        lateMs.length === 0 ? 'none fell due' : `${secondsText(percentile(lateMs, 0.99))} of ${String(lateMs.length)}`,
      target: `≤ ${secondsText(LATE_MAX_MS)}`,
      met: lateMs.length === 0 || percentile(lateMs, 0.99) <= LATE_MAX_MS,
    },
    ...findingRows(findings),
  ];
  printTable('Temporal thrown away', rows);
  printViolations(findings);
  console.log(`\nwritten to ${writeResult('lose-temporal', { ...args, findings, rows })}`);
  await closeChaosWorld(world);
  return findings.every(({ violations }) => violations.length === 0) && isResumedOnce;
}

type LoseTemporal = { seed: number; referrals: number };

export const runLoseTemporal = (args: LoseTemporal): Promise<never> =>
  withLyingRail({ seed: args.seed, limitMs: LIMIT_MS, work: (ground) => run(ground, args) });
