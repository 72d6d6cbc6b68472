import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Finding } from './invariant.ts';

export type ChainRow = {
  referral_id: string;
  seq: number;
  at: Date;
  type: string;
  actor_kind: string;
  actor_id: string;
  public_text: string;
  private_text: string | null;
  salt: string | null;
  public_digest: string;
  private_digest: string | null;
  prev_hash: string;
  hash: string;
};

export type ChainHead = { id: string; last_seq: number; head_hash: string };

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What is wrong with one entry, reckoned from its texts alone; undefined when it verifies. */
function problemOf(row: ChainRow, place: number, previous: string): string | undefined {
  if (row.seq !== place + 1) return `gap: ${String(row.seq)} at place ${String(place + 1)}`;
  if (row.prev_hash !== previous) return `${String(row.seq)} does not follow its predecessor`;
  if (row.public_digest !== digest(row.public_text)) return `${String(row.seq)} has another public text`;
  const privateDigest = row.private_text === null ? null : digest(`${row.salt ?? ''}${row.private_text}`);
  if (row.private_text !== null && row.private_digest !== privateDigest)
    return `${String(row.seq)} has another private text`;
  const lines = [
    previous,
    String(row.seq),
    row.at.toISOString(),
    `${row.actor_kind}:${row.actor_id}`,
    row.type,
    row.public_digest,
    row.private_digest ?? '',
  ];
  return row.hash === digest(lines.join('\n')) ? undefined : `${String(row.seq)} has another hash`;
}

/** Rows of one referral in order of `seq`. */
export function chainProblems(head: ChainHead, rows: readonly ChainRow[]): string[] {
  const problems: string[] = [];
  let previous = '';
  rows.forEach((row, place) => {
    const problem = problemOf(row, place, previous);
    if (problem !== undefined) problems.push(`${head.id}: ${problem}`);
    previous = row.hash;
  });
  if (head.last_seq !== rows.length || head.head_hash !== previous)
    problems.push(`${head.id}: its head is not its last entry`);
  return problems;
}

/** Recomputed here, without the functions of the database that wrote it. */
export async function chainFinding(pool: Pool): Promise<Finding> {
  const { rows: heads } = await pool.query<ChainHead>('SELECT id, last_seq, head_hash FROM referrals');
  const { rows } = await pool.query<ChainRow>('SELECT * FROM events ORDER BY referral_id, seq');
  const violations = heads.flatMap((head) =>
    chainProblems(
      head,
      rows.filter(({ referral_id: id }) => id === head.id),
    ),
  );
  return { name: 'hash chains have no gap and verify', checked: rows.length, violations };
}
