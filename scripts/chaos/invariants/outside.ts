import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { referralWorkflowId } from '../../../workflows/messages.ts';
import { inFlight } from '../../bench/inFlight.ts';
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
const AT_ONCE = 6;

/** Every referral has its story, and both tell the same, at the latest when the story has caught up. */
export async function storyFinding({ pool, client }: ChaosWorld): Promise<Finding> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM referrals');
  const until = performance.now() + CATCH_UP_MS;
  const violations: string[] = [];
  const look = async (id: string): Promise<void> => {
    let fault = await storyFault({ pool, client }, id);
    while (fault !== undefined && performance.now() < until) {
      await pause(LOOK_AGAIN_MS);
      fault = await storyFault({ pool, client }, id);
    }
    if (fault !== undefined) violations.push(fault);
  };
  await inFlight({
    total: rows.length,
    atOnce: AT_ONCE,
    work: (place) => look(rows[place]?.id ?? ''),
    onError: (error) => void violations.push(String(error)),
  });
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
