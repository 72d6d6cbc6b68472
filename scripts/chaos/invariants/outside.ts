import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { referralWorkflowId } from '../../../workflows/messages.ts';
import type { ChaosWorld } from '../world.ts';
import type { Finding } from './invariant.ts';

type ReferralRow = { id: string; external_ref: string; partner_id: string; stage: string };

/** What partners were told, held against what is stored. */
export async function receiptFindings({ pool, told }: ChaosWorld): Promise<Finding[]> {
  const { rows } = await pool.query<ReferralRow>('SELECT id, external_ref, partner_id, stage FROM referrals');
  const byId = new Map(rows.map((row) => [row.id, row]));
  const received = told.filter(({ status }) => status === 201);
  const lost = received.filter(({ referralId, planned }) => {
    const row = byId.get(referralId);
    return row?.external_ref !== planned.body.externalRef || row.partner_id !== planned.by.partnerId;
  });
  const idsOfKey = new Map<string, Set<string>>();
  for (const { planned, referralId } of told) {
    idsOfKey.set(planned.key, (idsOfKey.get(planned.key) ?? new Set()).add(referralId));
  }
  const twoAnswers = [...idsOfKey].filter(([, ids]) => ids.size > 1).map(([key]) => `${key} got two ids`);
  const refs = rows.map(({ external_ref: ref }) => ref);
  const storedTwice = refs.filter((ref, place) => refs.indexOf(ref) !== place).map((ref) => `${ref} is stored twice`);
  return [
    {
      name: 'every 201 is stored as it was sent',
      checked: received.length,
      violations: lost.map(({ referralId }) => referralId),
    },
    {
      name: 'nothing is stored twice for one idempotency key',
      checked: idsOfKey.size,
      violations: [...twoAnswers, ...storedTwice],
    },
  ];
}

const OPEN_END = ['won', 'lost', 'disqualified', 'declined', 'expired', 'withdrawn'];
const Explained = z.object({ stage: z.string() });

/** What a worker that died had written is in the record before its story knows it again: Temporal gives the task to the next. */
const CATCH_UP_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;

/** Every referral has its story, and both tell the same, at the latest when the story has caught up. */
export async function storyFinding({ pool, client }: ChaosWorld): Promise<Finding> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM referrals');
  const until = performance.now() + CATCH_UP_MS;
  const violations: string[] = [];
  for (const { id } of rows) {
    let fault = await storyFault({ pool, client }, id);
    while (fault !== undefined && performance.now() < until) {
      await pause(LOOK_AGAIN_MS);
      fault = await storyFault({ pool, client }, id);
    }
    if (fault !== undefined) violations.push(fault);
  }
  return { name: 'every referral has its story, and both tell the same stage', checked: rows.length, violations };
}

async function storyFault(
  { pool, client }: Pick<ChaosWorld, 'pool' | 'client'>,
  id: string,
): Promise<string | undefined> {
  const stored = await pool.query<{ stage: string }>('SELECT stage FROM referrals WHERE id = $1', [id]);
  const stage = stored.rows[0]?.stage ?? 'nothing';
  const handle = client.workflow.getHandle(referralWorkflowId(id));
  try {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING')
      return status.name === 'COMPLETED' && OPEN_END.includes(stage)
        ? undefined
        : `${id} is ${stage}, its story ${status.name}`;
    const told = Explained.parse(await handle.query('explain')).stage;
    return told === stage ? undefined : `${id} is stored as ${stage}, its story says ${told}`;
  } catch (error) {
    return `${id}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

type MailRow = { event_id: string; text: string; receiver: string | null; partner_id: string | null };

/** At least once, under an id that does not change; repeats are counted, not blamed. */
export async function mailFinding({ pool, installation, people }: ChaosWorld): Promise<Finding & { repeats: number }> {
  const { rows } = await pool.query<MailRow>(
    `SELECT o.payload->>'eventId' AS event_id, o.payload->>'text' AS text, o.payload->'receiver'->>'userId' AS receiver, r.partner_id
     FROM outbox o LEFT JOIN referrals r ON r.id = o.payload->>'referralId' WHERE o.kind = 'mail'`,
  );
  const digested = await pool.query<{ id: string }>(
    `SELECT event_id || '.' || text || '.' || user_id AS id FROM digest_items`,
  );
  const kept = new Set(digested.rows.map(({ id }) => id));
  const arrived = installation.mailIds();
  const withoutHost = new Set(arrived.map((id) => id.split('@')[0]));
  const expected = rows.map(({ event_id: eventId, text, receiver, partner_id: partnerId }) => {
    const admin = people.partners.find((partner) => partner.partnerId === partnerId)?.adminId;
    return `${eventId}.${text}.${receiver ?? admin ?? 'nobody'}`;
  });
  const strangers = [...withoutHost].filter((id) => id !== undefined && !expected.includes(id));
  return {
    name: 'every mail arrived under its stable id or waits for the digest, and none that nobody wrote',
    checked: expected.length,
    violations: [
      ...expected.filter((id) => !withoutHost.has(id) && !kept.has(id)),
      ...strangers.map((id) => `${String(id)} is a stranger`),
    ],
    repeats: arrived.length - withoutHost.size,
  };
}
