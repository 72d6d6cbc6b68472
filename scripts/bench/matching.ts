import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { anyFreePort } from '../servers/ports.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { measureExamples, measureQuality, measureSpeed } from './matching/measure.ts';
import { byEvidence, byTag, confusion, qualityRows } from './matching/quality.ts';
import { markdownReport, missesOf, textTable } from './matching/tables.ts';
import { printTable, writeResult } from './report.ts';

/** The seed that weights and thresholds were tuned on, and the one that they never saw. */
const SEEDS = { tuning: 20_261_126, untouched: 7_411 };
const REPORT = new URL('../../docs/matching-quality.md', import.meta.url).pathname;

const { values } = parseArgs({
  options: {
    tune: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    companies: { type: 'string', default: '2000' },
    cases: { type: 'string', default: '8000' },
    sizes: { type: 'string', default: '10000,50000,200000' },
    misses: { type: 'string', default: '0' },
  },
});
const seed = values.tune ? SEEDS.tuning : SEEDS.untouched;
const sizes = values.sizes.split(',').filter(Boolean).map(Number);
const say = (line: string): void => console.error(line);

async function measure(postgres: PostgresServer): Promise<boolean> {
  const args = { seed, companies: Number(values.companies), cases: Number(values.cases) };
  const judged = await measureQuality(postgres, args, say);
  const examples = await measureExamples(postgres);
  const tables = { confusion: confusion(judged), evidence: byEvidence(judged), tags: byTag(judged), examples };
  const quality = qualityRows(judged);
  for (const [title, table] of Object.entries(tables)) console.log(`\n${title}\n${textTable(table)}`);
  for (const line of missesOf(judged, Number(values.misses))) console.log(line);
  const { rows: speed, plan } = sizes.length === 0 ? { rows: [], plan: '' } : await measureSpeed(postgres, sizes, say);
  if (plan !== '') console.log(`\nplan at ${String(sizes.at(-1))} companies\n${plan}`);
  const rows = [...quality, ...speed];
  printTable(`bench:matching, ${values.tune ? 'tuning' : 'untouched'} seed`, rows);
  console.log(`\nwritten to ${writeResult('matching', { ...args, rows, ...tables })}`);
  if (values.report) writeFileSync(REPORT, markdownReport({ ...args, rows, ...tables, plan }));
  return rows.every(({ met }) => met !== false);
}

const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-matching-'));
chmodSync(folder, 0o755); // PostgreSQL runs as an account of its own when we are root
mkdirSync(path.join(folder, 'logs'));
const postgres = await startPostgres({
  dataDir: path.join(folder, 'postgres'),
  logFile: path.join(folder, 'logs', 'postgres.log'),
  port: await anyFreePort(),
  durability: 'durable',
});
const end = async (code: number): Promise<never> => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(130));
try {
  await end((await measure(postgres)) ? 0 : 1);
} catch (error) {
  console.error(error);
  await end(1);
}
