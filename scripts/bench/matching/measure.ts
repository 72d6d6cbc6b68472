import pg from 'pg';
import { addressBook } from '../../../adapters/addressBook.ts';
import { searchCandidates } from '../../../adapters/database/candidateSearch.ts';
import { createDatabase } from '../../../adapters/database/client.ts';
import { scoreCandidate } from '../../../domain/matching/evidence.ts';
import { companyKeys } from '../../../domain/matching/normalise.ts';
import { verdictOf } from '../../../domain/matching/verdict.ts';
import { migrate } from '../../migrate.ts';
import type { PostgresServer } from '../../servers/postgres.ts';
import type { Row } from '../report.ts';
import { msText } from '../stats.ts';
import { makeStream } from './cases.ts';
import type { KnownCompany } from './cases.ts';
import { exampleTable } from './examples.ts';
import { judgeAll } from './judge.ts';
import type { Judged, Search } from './judge.ts';
import { measureLatency, planOf } from './latency.ts';
import { resolveAtReceipt, storeCompanies } from './records.ts';

const CONNECTIONS = 4;
const LATENCY_MAX_MS = 50;

type Say = (line: string) => void;

/** A database of its own with the search as the worker asks it. */
async function withSearch<Result>(
  postgres: PostgresServer,
  name: string,
  use: (world: { pool: pg.Pool; url: string; search: Search }) => Promise<Result>,
): Promise<Result> {
  const url = postgres.url(name);
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  pool.on('error', () => undefined);
  const database = createDatabase({ url, role: 'fairlead_worker', connections: CONNECTIONS });
  const search: Search = async (submitted, companyId) => {
    const question = companyId === undefined ? submitted : { ...submitted, companyId };
    return verdictOf((await searchCandidates(database, addressBook, question)).map(scoreCandidate));
  };
  try {
    return await use({ pool, url, search });
  } finally {
    await database.$disconnect();
    await pool.end();
  }
}

/** Known companies that look alike were compared when the later one came, and told apart; no pair is asked about twice. */
async function tellKnownApart(pool: pg.Pool, search: Search, known: readonly KnownCompany[]): Promise<void> {
  for (const { id, submitted } of known) {
    const { kind, candidates } = await search(submitted, id);
    if (kind !== 'review') continue;
    for (const { companyId } of candidates)
      await pool.query('SELECT tell_companies_apart($1, $2, $3, now())', [id, companyId, 'usr_reviewer']);
  }
}

export type QualityArgs = { seed: number; companies: number; cases: number };

/** Every case through the receipt's own resolution, and what proves nothing there through the search and the rules. */
export const measureQuality = (postgres: PostgresServer, args: QualityArgs, say: Say): Promise<Judged[]> =>
  withSearch(postgres, `quality_${String(args.seed)}`, async ({ pool, search }) => {
    const { known, cases } = makeStream(args);
    await storeCompanies(pool, known);
    await tellKnownApart(pool, search, known);
    say(`${String(cases.length)} submissions against ${String(known.length)} companies, seed ${String(args.seed)}`);
    return judgeAll({ resolve: (submitted) => resolveAtReceipt(pool, submitted), search }, cases);
  });

export const measureExamples = (postgres: PostgresServer): Promise<string[][]> =>
  withSearch(postgres, 'examples', ({ pool, search }) => exampleTable(pool, search));

export type Latency = { rows: Row[]; plan: string };

export const measureSpeed = (postgres: PostgresServer, sizes: readonly number[], say: Say): Promise<Latency> =>
  withSearch(postgres, 'latency', async ({ pool, url, search }) => {
    const measured = await measureLatency({ pool, sizes, check: (submitted) => search(submitted, undefined), say });
    const rows = measured.map(({ companies, spread }) => ({
      what: `check at ${companies.toLocaleString('en')} companies: p50 / p95 / max`,
      measured: `${msText(spread.p50)} / ${msText(spread.p95)} / ${msText(spread.max)} ms`,
      target: `p95 ≤ ${String(LATENCY_MAX_MS)} ms`,
      met: spread.p95 <= LATENCY_MAX_MS,
    }));
    const keys = JSON.stringify(
      companyKeys({ name: 'Krämer Velmor Logistik GmbH', email: 'x@gmail.com' }, addressBook),
    );
    return { rows, plan: await planOf(url, { keys, country: 'DE' }) };
  });
