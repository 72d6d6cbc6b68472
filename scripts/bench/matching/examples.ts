import type pg from 'pg';
import { addressBook } from '../../../adapters/addressBook.ts';
import { nameKey } from '../../../domain/matching/names.ts';
import { judge } from './judge.ts';
import type { Judged, Search } from './judge.ts';
import { HARD_EXAMPLES } from './hardExamples.ts';
import type { HardExample } from './hardExamples.ts';
import { LOOK_BACK_EXAMPLES, lookBackAnswer } from './lookBackExamples.ts';
import { resolveAtReceipt, storeCompanies } from './records.ts';

const idOf = (place: number): string => `cpy_k${String(place)}`;

/** One example in a database that holds nothing else. */
export async function judgeExample(pool: pg.Pool, search: Search, example: HardExample): Promise<Judged> {
  await pool.query(
    'TRUNCATE companies, company_keys, company_relations, company_aliases, company_distinctions CASCADE',
  );
  await storeCompanies(
    pool,
    example.known.map((submitted, place) => ({ id: idOf(place), submitted })),
  );
  const alias = example.alias === undefined ? undefined : nameKey(example.alias, addressBook.inLatin);
  if (alias !== undefined)
    await pool.query(`INSERT INTO company_keys(kind, value, company_id) VALUES ('alias', $1, $2)`, [alias, idOf(0)]);
  if (example.parent === true)
    await pool.query(`SELECT set_parent_company($1, $2, 'usr_reviewer', now())`, [idOf(1), idOf(0)]);
  const resolve = resolveAtReceipt.bind(undefined, pool);
  return judge({ resolve, search }, { submitted: example.submitted, truth: idOf(0), kind: 'duplicate', tags: [] });
}

const said = (name: string, evidence: readonly { kind: string; weight: number }[]): string =>
  evidence.length === 0
    ? name
    : evidence.map(({ kind, weight }) => `${kind.replaceAll('_', ' ')} ${String(weight)}`).join(', ');

/** Every hard example with its verdict and what was said for and against. */
export async function exampleTable(pool: pg.Pool, search: Search): Promise<string[][]> {
  const rows: string[][] = [];
  for (const example of HARD_EXAMPLES) {
    const { outcome, candidates } = await judgeExample(pool, search, example);
    const names = `${example.known.map(({ name }) => name).join(' + ')} ← ${example.submitted.name}`;
    rows.push([
      example.what,
      names,
      outcome,
      String(candidates[0]?.score ?? ''),
      said('', candidates[0]?.evidence ?? []),
    ]);
  }
  const lookBack = LOOK_BACK_EXAMPLES.map((example) => {
    const answer = lookBackAnswer(example);
    return [
      example.what,
      'look-back of 90 days',
      answer.decision,
      '',
      answer.decision === 'accept' ? 'does not count' : answer.why,
    ];
  });
  return [
    ['example', 'known ← submitted', 'outcome', 'score', 'evidence of the most likely candidate'],
    ...rows,
    ...lookBack,
  ];
}
