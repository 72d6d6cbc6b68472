import type { Answer } from '../bench/http.ts';
import type { WonDeal } from './customers.ts';
import { untilAnswered, untilRead, type ChaosWorld } from './world.ts';

const DEALS = `SELECT r.deal->>'dealId' AS "dealId", r.deal->'amount'->>'amount' AS worth,
    coalesce((SELECT sum(p.amount_minor) FROM deal_payments p
      WHERE p.deal_key = deal_key(r.deal->>'dealId') AND p.kind = 'paid'), 0) AS paid,
    coalesce((SELECT sum(b.amount_minor) FROM deal_refunds b WHERE b.deal_key = deal_key(r.deal->>'dealId')), 0) AS refunded,
    EXISTS (SELECT 1 FROM commissions c WHERE c.referral_id = r.id AND c.state = 'waiting_trigger') AS waits
  FROM referrals r WHERE r.stage = 'won' AND EXISTS (SELECT 1 FROM commissions c WHERE c.referral_id = r.id) ORDER BY r.id`;

type DealRow = { dealId: string; worth: string; paid: string; refunded: string; waits: boolean };

const dealsOf = async ({ pool }: ChaosWorld): Promise<WonDeal[]> =>
  (await pool.query<DealRow>(DEALS)).rows.map(({ dealId, worth, paid, refunded, waits }) => ({
    dealId,
    worthMinor: BigInt(worth),
    paidMinor: BigInt(paid),
    refundedMinor: BigInt(refunded),
    waits,
  }));

const leftToGetBack = ({ customers }: ChaosWorld, deal: WonDeal): bigint =>
  deal.waits ? 0n : customers.getsBack(deal) - deal.refundedMinor;

/** Customers pay what lines wait for, and some get money back of what was won; somebody of finance records it. */
export async function recordCustomers(world: ChaosWorld): Promise<void> {
  for (const deal of (await untilRead(world, () => dealsOf(world))) ?? []) {
    if (deal.waits && deal.paidMinor < deal.worthMinor)
      await record(world, deal, { name: 'payments', minor: world.customers.pays(deal), day: 'paidOn' });
    const back = leftToGetBack(world, deal);
    if (back > 0n) await record(world, deal, { name: 'refunds', minor: back, day: 'refundedOn' });
  }
}

/** Whether customers have paid and got back all that they ever do. */
export const areCustomersDone = async (world: ChaosWorld): Promise<boolean> =>
  (await dealsOf(world)).every((deal) => !deal.waits && leftToGetBack(world, deal) <= 0n);

type Movement = { name: 'payments' | 'refunds'; minor: bigint; day: 'paidOn' | 'refundedOn' };

/** Told again after a broken call with the id of the system that knows of it: recorded once. */
function record(world: ChaosWorld, deal: WonDeal, { name, minor, day }: Movement): Promise<Answer | undefined> {
  const before = name === 'payments' ? deal.paidMinor : deal.refundedMinor;
  const body = {
    externalId: `${name} of ${deal.dealId} after ${String(before)}`,
    amount: { amount: Number(minor), currency: 'EUR' },
    [day]: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
  };
  const { headers } = world.people.staff.paul;
  const path = `/v1/deals/${deal.dealId}/${name}`;
  return untilAnswered(world, () => world.http.call({ method: 'POST', path, headers, body }));
}
