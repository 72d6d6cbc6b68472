import { createHash } from 'node:crypto';
import type { Database } from '../../adapters/database/client.ts';

type Row = Awaited<ReturnType<Database['event']['findMany']>>[number];

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The rule of the chain, written a second time: what an outsider with an evidence pack would compute. */
export function hashOf(row: Row, previous: string): string {
  const privateDigest = row.privateText === null ? '' : sha256(`${row.salt ?? ''}${row.privateText}`);
  const { seq, at, actorKind, actorId, type, publicText } = row;
  return sha256(
    [previous, String(seq), at.toISOString(), `${actorKind}:${actorId}`, type, sha256(publicText), privateDigest].join(
      '\n',
    ),
  );
}

/** The first thing that is wrong with a referral's chain, or undefined: gap-free, linked, hashed, and its head noted. */
export async function chainFault(database: Database, referralId: string): Promise<string | undefined> {
  let previous = '';
  const rows = await database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
  for (const [place, row] of rows.entries()) {
    if (row.seq !== place + 1) return `${referralId}: ${String(row.seq)} stands at place ${String(place + 1)}`;
    if (row.prevHash !== previous || row.hash !== hashOf(row, previous))
      return `${referralId}: ${String(row.seq)} is not linked`;
    previous = row.hash;
  }
  const { headHash, lastSeq } = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
  return headHash === previous && lastSeq === rows.length ? undefined : `${referralId}: the head is not the last event`;
}
