import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createDatabaseIfMissing } from '../migrate.ts';
import { anyFreePort } from '../servers/ports.ts';
import { closedLoop, type ClosedLoop } from './closedLoop.ts';
import { createHttp } from './http.ts';
import type { Installation } from './installation.ts';
import { setUpPeople } from './people.ts';
import { printTable, writeResult } from './report.ts';
import { createService } from './service.ts';
import { atOnce, nextSubmission, oneCompany, steady, type World } from './submitPhases.ts';
import { submitRows, type SubmitResult } from './submitRows.ts';
import { withInstallation } from './withInstallation.ts';

const PARTNERS = 200;
const PARTNERS_OF_LOAD = 100;
const BURST = 1_000;
const CONNECTIONS = 20;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
if (!(seconds >= 1)) throw new Error('--seconds N, N from 1');
const closedSeconds = Math.min(15, seconds);

/** The same requests to a server that only inserts them, on the same PostgreSQL. */
async function plainLoop(installation: Installation, world: World): Promise<ClosedLoop> {
  const url = new URL(installation.databaseUrl);
  url.pathname = '/plain';
  await createDatabaseIfMissing(url.href);
  const port = await anyFreePort();
  const plain = createService({
    name: 'plain server',
    entry: 'scripts/bench/plainServer.ts',
    args: [url.href, String(port)],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', TZ: 'UTC' },
    logFile: path.join(installation.folder, 'logs', 'plain.log'),
    nice: 0,
    ready: 'its log says that it listens',
    isReady: (log) => log.includes('plain server listens'),
  });
  await plain.start();
  try {
    return await closedLoop({
      origin: `http://127.0.0.1:${port}`,
      connections: CONNECTIONS,
      seconds: closedSeconds,
      call: () => nextSubmission(world),
    });
  } finally {
    await plain.stop();
  }
}

async function measure(installation: Installation): Promise<boolean> {
  const http = createHttp(installation.origin);
  const pool = new pg.Pool({ connectionString: installation.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const people = await setUpPeople({ http, pool, partners: PARTNERS, policy: { openReferralCap: 100_000 } });
  const world: World = {
    http,
    pool,
    people,
    loadPartners: people.partners.slice(0, PARTNERS_OF_LOAD),
    cpuMs: installation.cpuMs,
  };
  const say = (line: string): void => console.error(line);

  say('warming up');
  await steady(world, 20, 5);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  say(`20/s for ${seconds} s`);
  const at20 = await steady(world, 20, seconds);
  say(`50/s for ${seconds} s`);
  const at50 = await steady(world, 50, seconds);
  say(`${BURST} at once`);
  const burst = await atOnce(world, BURST);
  say(`${PARTNERS} at once for one company`);
  const contest = await oneCompany(world, 'everybodys-darling');
  delay.disable();
  say(`closed loop, ${closedSeconds} s each`);
  const plain = await plainLoop(installation, world);
  const ours = await closedLoop({
    origin: installation.origin,
    connections: CONNECTIONS,
    seconds: closedSeconds,
    call: () => nextSubmission(world),
  });
  const result: SubmitResult = {
    seconds,
    at20,
    at50,
    burst,
    contest,
    plain,
    ours,
    clientDelayP99Ms: delay.percentile(99) / 1e6,
  };
  const rows = submitRows(result);
  printTable('bench:submit', rows);
  console.log(`\nwritten to ${writeResult('submit', { ...result, rows })}`);
  http.close();
  await pool.end();
  return true;
}

await withInstallation({ limitMs: (2 * seconds + 12 * 60) * 1_000, work: measure });
