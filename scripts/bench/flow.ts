import { parseArgs } from 'node:util';
import pg from 'pg';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { payoutRunWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import { runBareFlow } from './bareFlow.ts';
import { cpuBetween } from './cpu.ts';
import { createFlowWorld, runJourneys, type FlowWorld } from './flowJourneys.ts';
import { flowRows, type FlowResult } from './flowRows.ts';
import { historyCost } from './historyCost.ts';
import { createHttp } from './http.ts';
import type { Installation } from './installation.ts';
import { setUpPeople } from './people.ts';
import { printTable, writeResult } from './report.ts';
import { commandRoundTrip } from './roundTrip.ts';
import { createRowWatch } from './rowWatch.ts';
import { withInstallation } from './withInstallation.ts';

const AT_ONCE = 20;
const PARTNERS = 20;

const { values } = parseArgs({
  options: { journeys: { type: 'string', default: '300' }, seconds: { type: 'string', default: '40' } },
});
const journeys = Number(values.journeys);
const seconds = Number(values.seconds);
if (!(journeys >= AT_ONCE) || !(seconds >= 1)) throw new Error(`--journeys N, from ${AT_ONCE}; --seconds N, from 1`);

async function prepare(installation: Installation): Promise<FlowWorld> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const { address, namespace } = installation.temporal;
  const client = createTemporalClient({ connectionOptions: { address }, namespace });
  // Every duration that may be nothing is nothing: a line is due at once and nothing can be clawed back.
  const policy = { holding: 'PT0S', clawback: 'PT0S', openReferralCap: 100_000 };
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy });
  return createFlowWorld({ http, pool, client, people, watch: createRowWatch(pool) });
}

async function measure(installation: Installation): Promise<boolean> {
  const world = await prepare(installation);
  const { client, tally } = world;
  const say = (line: string): void => console.error(line);
  say('warming up');
  const warm = await runJourneys(world, { journeys: AT_ONCE, atOnce: AT_ONCE });
  const [first] = warm.ids;
  if (first === undefined) throw new Error(`no journey came through: ${warm.errors.slice(0, 3).join('; ')}`);
  const cost = await historyCost(client, referralWorkflowId(first));

  say('update round trip');
  const roundTrip = await commandRoundTrip(world, { perSecond: 5, seconds });
  const half = Math.ceil(journeys / 2);
  say(`bare flow, ${half} journeys`);
  const bareBefore = await runBareFlow(installation, client, { steps: cost.steps, journeys: half, atOnce: AT_ONCE });
  say(`${journeys} journeys`);
  const linesBefore = { lines: tally.paidLines, runs: tally.runs.length, later: tally.later };
  const cpuBefore = installation.cpuMs();
  const ours = await runJourneys(world, { journeys, atOnce: AT_ONCE });
  const cpu = cpuBetween(cpuBefore, installation.cpuMs());
  say(`bare flow, ${half} journeys`);
  const bareAfter = await runBareFlow(installation, client, { steps: cost.steps, journeys: half, atOnce: AT_ONCE });

  const run = tally.runs.at(-1);
  const result: FlowResult = {
    journeys,
    cost,
    runCost: run === undefined ? undefined : await historyCost(client, payoutRunWorkflowId(run)),
    runs: tally.runs.length - linesBefore.runs,
    linesPaid: tally.paidLines - linesBefore.lines,
    later: tally.later - linesBefore.later,
    ours,
    bare: [bareBefore, bareAfter],
    roundTrip,
    cpu,
  };
  const rows = flowRows(result);
  printTable('bench:flow', rows);
  console.log(`\nwritten to ${writeResult('flow', { ...result, rows })}`);
  world.watch.stop();
  world.http.close();
  await Promise.all([world.pool.end(), client.connection.close()]);
  return true;
}

await withInstallation({ limitMs: (journeys * 2 + seconds + 300) * 1_000, work: measure });
