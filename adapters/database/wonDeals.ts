import type { RuleFacts } from '../../domain/commission/conditions.ts';
import type { WonDeal } from '../../domain/commission/plan.ts';
import { moneyFromJson, type MoneyJson } from '../../domain/money.ts';
import type { Database } from './client.ts';
import { readFor } from './partnerReads.ts';
import type { SetupReads, WonDealRecord } from './setupPort.ts';

type Row = {
  referralId: string;
  number: string;
  deal: WonDeal & { closedOn: string };
  ruleFacts: RuleFacts;
  earned: MoneyJson[];
};

const WON_DEALS = `SELECT r.id AS "referralId", r.number, r.deal, rule_facts(r) AS "ruleFacts",
    coalesce((SELECT jsonb_agg(jsonb_build_object('amount', c.amount_minor, 'currency', c.currency) ORDER BY c.id) FROM commissions c
      WHERE c.referral_id = r.id AND c.state <> 'rejected' AND c.adjusts IS NULL), '[]') AS earned
  FROM referrals r WHERE r.program_id = $1 AND r.stage = 'won' AND r.deal->>'closedOn' >= $2
  ORDER BY r.deal->>'closedOn' DESC, r.id DESC LIMIT $3::int`;

const toRecord = ({ referralId, number, deal, ruleFacts, earned }: Row): WonDealRecord => ({
  referralId,
  number,
  closedOn: deal.closedOn,
  deal: { dealId: deal.dealId, amount: deal.amount, firstYearNet: deal.firstYearNet },
  ruleFacts,
  earned: earned.map(moneyFromJson),
});

export const createWonDeals =
  (database: Database): SetupReads['wonDeals'] =>
  async ({ programId, from, limit }) =>
    (await readFor(database, null, () => database.$queryRawUnsafe<Row[]>(WON_DEALS, programId, from, limit))).map(
      toRecord,
    );
