import { createHash } from 'node:crypto';

export type EventRow = {
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

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Recomputed from what is stored, independently of the SQL that wrote it: gaps, digests and links of one referral. */
export function brokenLinks(events: readonly EventRow[]): string[] {
  let previous = '';
  return events.flatMap((event, place) => {
    const faults = [
      ...(event.seq === place + 1 ? [] : ['gap']),
      ...(event.prev_hash === previous ? [] : ['previous']),
      ...(event.public_digest === sha256(event.public_text) ? [] : ['public']),
      ...(event.private_text === null || event.private_digest === sha256(`${event.salt ?? ''}${event.private_text}`)
        ? []
        : ['private']),
      ...(event.hash === hashOf(event, previous) ? [] : ['hash']),
    ];
    previous = event.hash;
    return faults.map((fault) => `${event.referral_id} ${String(event.seq)}: ${fault}`);
  });
}

const hashOf = (event: EventRow, previous: string): string =>
  sha256(
    [
      previous,
      String(event.seq),
      event.at.toISOString(),
      `${event.actor_kind}:${event.actor_id}`,
      event.type,
      event.public_digest,
      event.private_digest ?? '',
    ].join('\n'),
  );
