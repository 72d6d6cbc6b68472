import pg from 'pg';
import { createChance } from '../../chaos/random.ts';
import { spreadOf } from '../stats.ts';
import type { Spread } from '../stats.ts';
import type { Submitted } from './cases.ts';
import { makeKnown, makeStream } from './cases.ts';
import { makeCompany } from './companies.ts';
import { storeCompanies } from './records.ts';

const CHECKS = 600;
const WARM_UP = 100;
const SEED = 51;

export type LatencyAt = { companies: number; spread: Spread };

/** Grows one database to each size and asks the same check there, one at a time. */
export async function measureLatency(args: {
  pool: pg.Pool;
  sizes: readonly number[];
  check: (submitted: Submitted) => Promise<unknown>;
  say: (line: string) => void;
}): Promise<LatencyAt[]> {
  const chance = createChance(SEED);
  const taken = new Set<string>();
  const measured: LatencyAt[] = [];
  let stored = 0;
  for (const size of args.sizes) {
    args.say(`${String(size)} companies`);
    const more = Array.from({ length: size - stored }, (_, place) =>
      makeKnown(makeCompany(chance, taken), `cpy_l${String(stored + place).padStart(7, '0')}`, chance),
    );
    await storeCompanies(args.pool, more);
    stored = size;
    const { cases } = makeStream({ seed: SEED, companies: Math.min(size, 5_000), cases: CHECKS + WARM_UP });
    const tookMs: number[] = [];
    for (const { submitted } of cases) {
      const started = performance.now();
      await args.check(submitted);
      tookMs.push(performance.now() - started);
    }
    measured.push({ companies: size, spread: spreadOf(tookMs.slice(WARM_UP)) });
  }
  return measured;
}

/** The plans of the statements in the search, as the server made them: `auto_explain` of one session. */
export async function planOf(url: string, submitted: { keys: string; country: string | null }): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  const notices: string[] = [];
  client.on('notice', ({ message }) => notices.push(message ?? ''));
  await client.connect();
  try {
    await client.query("LOAD 'auto_explain'");
    await client.query('SET auto_explain.log_min_duration = 0');
    await client.query('SET auto_explain.log_nested_statements = on');
    await client.query('SET auto_explain.log_analyze = on');
    await client.query('SET client_min_messages = log');
    await client.query('SELECT count(*) FROM find_companies($1::jsonb, 10)', [
      JSON.stringify({ keys: JSON.parse(submitted.keys) as unknown, country: submitted.country }),
    ]);
    return notices.find((notice) => notice.includes('company_keys')) ?? notices.join('\n');
  } finally {
    await client.end();
  }
}
