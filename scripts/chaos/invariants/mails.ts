import type { MailArrival } from '../../bench/installation.ts';
import type { ChaosWorld, Kill } from '../world.ts';
import type { Finding } from './invariant.ts';

type MailRow = { event_id: string; text: string; receiver: string | null; partner_id: string | null };

/** At least once, under an id that does not change. */
export async function mailFinding({ pool, installation, people }: ChaosWorld): Promise<Finding> {
  const { rows } = await pool.query<MailRow>(
    `SELECT o.payload->>'eventId' AS event_id, o.payload->>'text' AS text, o.payload->'receiver'->>'userId' AS receiver, r.partner_id
     FROM outbox o LEFT JOIN referrals r ON r.id = o.payload->>'referralId' WHERE o.kind = 'mail'`,
  );
  const digested = await pool.query<{ id: string }>(
    `SELECT event_id || '.' || text || '.' || user_id AS id FROM digest_items`,
  );
  const kept = new Set(digested.rows.map(({ id }) => id));
  const withoutHost = new Set(installation.mailArrivals().map(({ id }) => id.split('@')[0]));
  const expected = new Set(
    rows.map(({ event_id: eventId, text, receiver, partner_id: partnerId }) => {
      const admin = people.partners.find((partner) => partner.partnerId === partnerId)?.adminId;
      return `${eventId}.${text}.${receiver ?? admin ?? 'nobody'}`;
    }),
  );
  const strangers = [...withoutHost].filter((id) => id !== undefined && !expected.has(id));
  return {
    name: 'every mail arrived under its stable id or waits for the digest, and none that nobody wrote',
    checked: expected.size,
    violations: [
      ...[...expected].filter((id) => !withoutHost.has(id) && !kept.has(id)),
      ...strangers.map((id) => `${String(id)} is a stranger`),
    ],
  };
}

/** Why a mail came again: nobody heard that it had arrived, or who heard it was killed before it was noted. */
const CAUSES = ['answer lost', 'worker killed', 'PostgreSQL killed', 'no cause'] as const;
export type RepeatCause = (typeof CAUSES)[number];
export type Repeat = { id: string; cause: RepeatCause };

/** From the answer of the mail server until the note, with all that may be slow between them. */
const NOTED_WITHIN_MS = 30_000;

export function repeatsOf(arrivals: readonly MailArrival[], kills: readonly Kill[]): Repeat[] {
  const earlier = new Map<string, MailArrival>();
  const repeats: Repeat[] = [];
  for (const arrival of arrivals) {
    const before = earlier.get(arrival.id);
    if (before !== undefined) repeats.push({ id: arrival.id, cause: causeOf(before, arrival, kills) });
    earlier.set(arrival.id, arrival);
  }
  return repeats;
}

function causeOf(first: MailArrival, second: MailArrival, kills: readonly Kill[]): RepeatCause {
  if (first.mode === 'lose') return 'answer lost';
  const until = Math.min(second.at, first.at + NOTED_WITHIN_MS);
  const died = (name: string): boolean =>
    kills.some((kill) => kill.name === name && kill.at >= first.at && kill.at <= until);
  if (died('worker')) return 'worker killed';
  return died('PostgreSQL') ? 'PostgreSQL killed' : 'no cause';
}

export const repeatsText = (repeats: readonly Repeat[]): string =>
  [
    String(repeats.length),
    ...CAUSES.map((cause) => `${cause} × ${String(repeats.filter((one) => one.cause === cause).length)}`),
  ].join(', ');

/** A second copy without a kill or a lost answer would be our own carelessness. */
export function repeatFinding(arrivals: readonly MailArrival[], repeats: readonly Repeat[]): Finding {
  const violations = repeats.filter(({ cause }) => cause === 'no cause').map(({ id }) => id);
  return { name: 'no mail came again but for a kill or a lost answer', checked: arrivals.length, violations };
}
