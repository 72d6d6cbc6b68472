import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { addressBook } from '../../adapters/addressBook.ts';
import { searchCandidates } from '../../adapters/database/candidateSearch.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { scoreCandidate } from '../../domain/matching/evidence.ts';
import { verdictOf } from '../../domain/matching/verdict.ts';
import { judgeExample } from '../../scripts/bench/matching/examples.ts';
import { HARD_EXAMPLES } from '../../scripts/bench/matching/hardExamples.ts';
import type { Search } from '../../scripts/bench/matching/judge.ts';
import { LOOK_BACK_EXAMPLES, lookBackAnswer } from '../../scripts/bench/matching/lookBackExamples.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let test: TestDatabase;
let pool: pg.Pool;
let worker: Database;

const search: Search = async (submitted, companyId) => {
  const question = companyId === undefined ? submitted : { ...submitted, companyId };
  return verdictOf((await searchCandidates(worker, addressBook, question)).map(scoreCandidate));
};

beforeAll(async () => {
  test = await createTestDatabase();
  pool = new pg.Pool({ connectionString: test.url, max: 2 });
  pool.on('error', () => undefined);
  worker = createDatabase({ url: test.url, role: 'fairlead_worker', connections: 2 });
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await pool.end();
  await test.drop();
});

describe('a hard example', () => {
  it.each(HARD_EXAMPLES)('$what: $outcome', async (example) => {
    const { outcome, companyId, candidates } = await judgeExample(pool, search, example);
    expect(outcome).toBe(example.outcome);
    if (outcome === 'same') expect(companyId).toBe('cpy_k0');
    expect(candidates[0]?.evidence.map(({ kind }) => kind) ?? []).toEqual(example.evidence);
  });

  it.each(LOOK_BACK_EXAMPLES)('$what: $decision', (example) => {
    expect(lookBackAnswer(example).decision).toBe(example.decision);
  });
});
