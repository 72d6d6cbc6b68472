import type { WonWith } from '../../domain/commission/refunds.ts';
import { moneyFromJson, type MoneyJson } from '../../domain/money.ts';
import type { Queryable } from './client.ts';
import type { RefundRow } from './lineFacts.ts';

/** `lines`: when each of its lines accrued; none yet where the story has not come to them. */
export type WonRow = {
  id: string;
  number: string;
  deal: { amount: MoneyJson; firstYearNet: MoneyJson; closedOn: string };
  window: string;
  lines: string[];
};

export type StoredRefund = RefundRow & {
  place: number;
  externalId: string;
  reasonCode: string | null;
  recordedAt: string;
};

/** The referrals that were won with a deal, locked by id. */
export async function lockWonWith(as: Queryable, dealId: string): Promise<WonRow[]> {
  await as.$executeRawUnsafe(
    `SELECT 1 FROM referrals WHERE stage = 'won' AND deal_key(deal->>'dealId') = deal_key($1) ORDER BY id FOR UPDATE`,
    dealId,
  );
  return as.$queryRawUnsafe<WonRow[]>(
    `SELECT r.id, r.number, known_deal(r) AS deal, v.body->>'clawback' AS "window",
      coalesce((SELECT jsonb_agg(iso_ms(c.accrued_at)) FROM commissions c
        WHERE c.referral_id = r.id AND deal_key(c.deal_id) = deal_key($1) AND c.state <> 'rejected'), '[]') AS lines
    FROM referrals r JOIN policy_versions v ON v.id = r.policy_version_id
    WHERE r.stage = 'won' AND deal_key(r.deal->>'dealId') = deal_key($1) ORDER BY r.id`,
    dealId,
  );
}

/** Of a deal, in the order in which they were recorded. */
export const readRefunds = (as: Queryable, dealId: string): Promise<StoredRefund[]> =>
  as.$queryRawUnsafe<StoredRefund[]>(
    `SELECT id, place, external_id AS "externalId", amount_minor::float8 AS amount, currency, to_char(refunded_on, 'YYYY-MM-DD') AS "refundedOn",
      reason_code AS "reasonCode", iso_ms(recorded_at) AS "recordedAt" FROM deal_refunds WHERE deal_key = deal_key($1) ORDER BY place`,
    dealId,
  );

/** The deal as each of the referrals that were won with it knows it. */
export const dealsOf = (won: readonly WonRow[]): WonWith[] =>
  won.map(({ deal }) => ({ amount: moneyFromJson(deal.amount), closedOn: deal.closedOn }));
