import { RUN_LINES_MAX } from '../../domain/commission/planRun.ts';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { payoutRunWorkflowId } from '../../workflows/messages.ts';
import { cpuBetween, cpuText, type CpuMs } from './cpu.ts';
import { costOf } from './historyCost.ts';
import type { Answer } from './http.ts';
import type { Installation } from './installation.ts';
import { peakMemoryMb } from './memory.ts';
import type { Caller } from './people.ts';
import { printTable, writeResult, type Row } from './report.ts';
import { runFloor } from './runFloor.ts';
import { createRunWorld, STEP_MAX_MS, until, type RunWorld } from './runWorld.ts';
import { secondsText } from './stats.ts';
import { withInstallation } from './withInstallation.ts';

/** One payout run of many lines, from its preparation until it is settled, beside the least that its release can be (docs/benchmarks.md). */
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '10000' },
    payees: { type: 'string', default: '2500' },
    debtors: { type: 'string', default: '250' },
  },
});
const lines = Number(values.lines);
const payees = Number(values.payees);
const debtors = Number(values.debtors);
if (!(lines >= payees) || !(payees >= debtors) || !(debtors >= 0) || lines > RUN_LINES_MAX)
  throw new Error(`--lines N, at most ${RUN_LINES_MAX}; --payees N, at most as many; --debtors N, at most as many`);

const say = (line: string): void => console.error(line);

type Step = { name: string; ms: number };

/** From the call until the record says that it is done: the answer may take longer than a caller waits. */
async function timed(
  { http, pool }: RunWorld,
  step: { name: string; by: Caller; path: string; body: unknown; done: string; values: unknown[] },
): Promise<Step & { id: string }> {
  say(step.name);
  const begun = performance.now();
  const headers = { ...step.by.headers, 'idempotency-key': randomUUID() };
  const called = http.call({ method: 'POST', path: step.path, headers, body: step.body });
  const refused = new Promise<never>((_resolve, reject) => {
    const look = (answer: Answer): void => {
      if (answer.status >= 400) reject(new Error(`${step.name}: ${JSON.stringify(answer.body)}`));
    };
    called.then(look, () => undefined);
  });
  const id = await Promise.race([until(pool, step.done, step.values), refused]);
  const ms = performance.now() - begun;
  await called.catch(() => undefined);
  return { name: step.name, ms, id };
}

async function payOut(world: RunWorld): Promise<{ runId: string; steps: Step[] }> {
  const { paul, viktor } = world.people.staff;
  const prepared = await timed(world, {
    ...{ name: 'prepare', by: paul, path: '/v1/payout-runs', body: { rail: 'csv', currency: 'EUR' } },
    ...{ done: `SELECT id FROM payout_runs WHERE state = 'prepared'`, values: [] },
  });
  const { id: runId } = prepared;
  const isIn = `SELECT id FROM payout_runs WHERE id = $1 AND state = ANY($2)`;
  const path = `/v1/payout-runs/${runId}`;
  const released = await timed(world, {
    ...{ name: 'release', by: viktor, path: `${path}/release`, body: {} },
    ...{ done: isIn, values: [runId, ['released', 'submitted']] },
  });
  const begun = performance.now();
  await until(world.pool, isIn, [runId, ['submitted']]);
  const submitted = { name: 'submit (after the release)', ms: performance.now() - begun };
  const settledOn = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const settled = await timed(world, {
    ...{ name: 'settle', by: paul, path: `${path}/confirm`, body: { reference: 'BANK-1', settledOn } },
    ...{ done: isIn, values: [runId, ['settled', 'partly_returned']] },
  });
  return { runId, steps: [prepared, released, submitted, settled] };
}

/** All pages of its history: a run of many payments turns over. */
async function historyOf(client: Client, runId: string): Promise<{ pages: number; events: number; actions: number }> {
  const workflowId = payoutRunWorkflowId(runId);
  const sum = { pages: 0, events: 0, actions: 0 };
  for await (const page of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    const { events } = await client.workflow.getHandle(workflowId, page.runId).fetchHistory();
    const cost = costOf(events ?? []);
    sum.pages += 1;
    sum.events += cost.events;
    sum.actions += cost.actions;
  }
  return sum;
}

/** What has to be so after it, whatever it took. */
const PROBLEMS = `SELECT 'lines not paid: ' || count(*) AS what FROM commissions WHERE id LIKE 'com\\_many%' AND state <> 'paid' HAVING count(*) > 0
  UNION ALL SELECT 'journal out of balance: ' || journal_id FROM ledger_entries GROUP BY journal_id, currency
    HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
  UNION ALL SELECT 'partners whose debt was not netted: ' || count(*) FROM commissions WHERE id LIKE 'com\\_debt%' AND owed_back(commissions) > 0 HAVING count(*) > 0`;

type Figures = {
  steps: Step[];
  floorMs: number[];
  cpu: CpuMs;
  memoryMb: { api: number; worker: number };
  history: Awaited<ReturnType<typeof historyOf>>;
  problems: string[];
};

const tookText = (ms: number): string => `${secondsText(ms)}, ${((lines * 1_000) / ms).toFixed(0)} lines a second`;

function rowsOf({ steps, floorMs, cpu, memoryMb, history, problems }: Figures): Row[] {
  const floor = floorMs.reduce((sum, ms) => sum + ms, 0) / floorMs.length;
  const release = steps.find(({ name }) => name === 'release')?.ms ?? Number.NaN;
  return [
    { what: 'lines, payees, of them with a debt', measured: [lines, payees, debtors].join(', ') },
    ...steps.map(({ name, ms }) => ({ what: name, measured: tookText(ms) })),
    { what: 'in all', measured: tookText(steps.reduce((sum, { ms }) => sum + ms, 0)) },
    { what: 'the floor of the release, before and after', measured: floorMs.map(secondsText).join(', ') },
    { what: 'release by its floor', measured: `× ${(release / floor).toFixed(1)}` },
    { what: 'processor time per line', measured: cpuText(cpu, lines) },
    { what: 'most memory of the worker', measured: `${String(memoryMb.worker)} MB` },
    { what: 'most memory of the API', measured: `${String(memoryMb.api)} MB` },
    {
      what: 'history of the run: events, pages, billable actions',
      measured: [history.events, history.pages, history.actions].join(', '),
    },
    {
      what: 'every line paid, books balance, debts netted',
      measured: problems.join('; ') || 'yes',
      target: 'yes',
      met: problems.length === 0,
    },
  ];
}

async function measure(installation: Installation): Promise<boolean> {
  say('copying lines');
  const world = await createRunWorld(installation, { lines, payees, debtors });
  const floor = () => runFloor(installation.databaseUrl, { lines, payees });
  const before = await floor();
  const cpuBefore = installation.cpuMs();
  const { runId, steps } = await payOut(world);
  const cpu = cpuBetween(cpuBefore, installation.cpuMs());
  const after = await floor();
  const { rows: problems } = await world.pool.query<{ what: string }>(PROBLEMS);
  const figures = {
    ...{ steps, floorMs: [before, after], cpu, history: await historyOf(world.client, runId) },
    memoryMb: { api: peakMemoryMb(installation.api.pid()), worker: peakMemoryMb(installation.worker.pid()) },
    problems: problems.map(({ what }) => what),
  };
  const rows = rowsOf(figures);
  printTable('bench:run', rows);
  console.log(`\nwritten to ${writeResult('run', { lines, payees, debtors, ...figures, rows })}`);
  world.http.close();
  await Promise.all([world.pool.end(), world.client.connection.close()]);
  return figures.problems.length === 0;
}

const LIMIT_MS = 4 * STEP_MAX_MS;
await withInstallation({ limitMs: LIMIT_MS, railPlan: { rails: 'manual,csv', workerEnv: {} }, work: measure });
