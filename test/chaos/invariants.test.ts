import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { chainProblems, type ChainRow } from '../../scripts/chaos/invariants/chains.ts';
import { moneyFindings } from '../../scripts/chaos/invariants/money.ts';
import { queueFindings } from '../../scripts/chaos/invariants/queue.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function chainOf(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prev = rows.at(-1)?.hash ?? '';
    const at = new Date(1_700_000_000_000 + seq);
    const publicText = `{"seq": ${String(seq)}}`;
    const lines = [prev, String(seq), at.toISOString(), 'user:usr_1', 'contact.attempted', digest(publicText), ''];
    rows.push({
      referral_id: 'ref_1',
      seq,
      at,
      type: 'contact.attempted',
      actor_kind: 'user',
      actor_id: 'usr_1',
      public_text: publicText,
      private_text: null,
      salt: null,
      public_digest: digest(publicText),
      private_digest: null,
      prev_hash: prev,
      hash: digest(lines.join('\n')),
    });
  }
  return rows;
}

const headOf = (rows: ChainRow[]) => ({ id: 'ref_1', last_seq: rows.length, head_hash: rows.at(-1)?.hash ?? '' });

describe('a chain that was changed is found out', () => {
  const rows = chainOf(3);
  const [first, second, third] = rows as [ChainRow, ChainRow, ChainRow];

  it.each([
    { why: 'another text', changed: [first, { ...second, public_text: '{}' }, third] },
    { why: 'another actor', changed: [first, { ...second, actor_id: 'usr_2' }, third] },
    { why: 'another time', changed: [first, { ...second, at: new Date(0) }, third] },
    { why: 'one left out', changed: [first, third] },
    { why: 'the last one cut off', changed: [first, second] },
  ])('$why', ({ changed }) => {
    expect(chainProblems(headOf(rows), changed)).not.toEqual([]);
  });

  it('and one that was not is left in peace', () => {
    expect(chainProblems(headOf(rows), rows)).toEqual([]);
  });
});

describe('what a run of chaos looks for in the database', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
  }, 300_000);

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const broken = async (): Promise<string[]> =>
    [...(await queueFindings(pool)), ...(await moneyFindings(pool))]
      .filter(({ violations }) => violations.length > 0)
      .map(({ name }) => name);

  const entry = (id: string, intakeNo: number, line: string, state: string) =>
    pool.query(
      'INSERT INTO queue_entries(referral_id, intake_no, company_id, product_line, state) VALUES ($1, $2, $3, $4, $5)',
      [id, intakeNo, 'cpy_1', line, state],
    );

  it('is not there in an empty one', async () => {
    expect(await broken()).toEqual([]);
  });

  it('is two claims that overlap, a line that waits for nobody, and work that nobody did', async () => {
    await entry('ref_1', 1, '*', 'held');
    await entry('ref_2', 2, 'platform', 'held');
    await pool.query(`INSERT INTO queue_entries(referral_id, intake_no, company_id, product_line, state)
      VALUES ('ref_3', 3, 'cpy_2', 'platform', 'waiting')`);
    await pool.query(`INSERT INTO outbox(kind, group_key, payload) VALUES ('signal', 'x', '{}')`);
    expect(await broken()).toEqual([
      'one holder per company and overlapping product line',
      'nobody waits behind nobody',
      'every row of the outbox is done, none is dead',
    ]);
  });
});
