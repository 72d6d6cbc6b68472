import { newId } from '../../adapters/ids.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import type { Deal } from '../../domain/referral/storyState.ts';
import { recordCorrection } from './corrections.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type StaffName,
} from './moneyWorld.ts';
import type { Processes } from './payoutRuns.ts';
import { recordRefund } from './refunds.ts';

type Opened = { world: MoneyWorld; processes: Processes };
type Won = { referralId: string; partnerId: string; deal: Deal };

/** Won deals that are corrected and refunded, as the story and people of finance do it. */
export function correctedDeals({ world, processes }: Opened) {
  const worker = () => commissionActivities({ database: processes.worker });
  const rowsOf = (referralId: string) =>
    world.database.commission.findMany({ where: { referralId }, orderBy: { id: 'asc' } });
  const keep = async (referralId: string, deal: Deal): Promise<void> => {
    await world.database.referral.update({ where: { id: referralId }, data: { deal } });
  };
  /** A line of 4,800 EUR of a deal of its own, approved. */
  const approved = async (partnerId?: string, by: StaffName = 'ines'): Promise<Won> => {
    const deal = dealOf(world, 4_800_000, newId('refund'));
    const won = await approvedLine(world, {
      ...{ dealId: deal.dealId, by: [by] },
      ...(partnerId === undefined ? {} : { partnerId }),
    });
    await keep(won.referralId, deal);
    return { ...won, deal };
  };
  /** A deal of 48,000 EUR under these rules; its story has not looked yet. */
  const won = async (rules: PlanRule[], more: { currency?: string } = {}): Promise<Won> => {
    const deal = dealOf(world, 4_800_000, newId('refund'));
    const referral = await world.wonReferral({ rules, ...more });
    await keep(referral.referralId, deal);
    return { ...referral, deal };
  };
  /** The same with its lines, and nothing decided. */
  const signed = async (...args: Parameters<typeof won>): Promise<Won> => {
    const signedDeal = await won(...args);
    const { referralId, deal } = signedDeal;
    await worker().accrueLines({ referralId, at: SIGNED_AT, deal });
    return signedDeal;
  };
  const look = async (won: Won): Promise<void> => {
    const found = await worker().readCorrection({ referralId: won.referralId });
    if (found === null) throw new Error('no correction');
    const { correctionId, from, to } = found;
    const deal = { ...won.deal, ...to, corrected: { correctionId, from, to } };
    won.deal = deal;
    await worker().correctLines({ referralId: won.referralId, at: AFTER_HOLD, deal });
  };
  /** The correction is recorded, and the story looks, twice as after a crash. */
  const correct = async (won: Won, amount: number, by: StaffName = 'paul') => {
    await recordCorrection(processes.api, { dealId: won.deal.dealId, amount, by: world.staff[by], at: AFTER_HOLD });
    await look(won);
    await look(won);
    return rowsOf(won.referralId);
  };
  const refund = async ({ referralId, deal }: Won, amountMinor: bigint, by: StaffName = 'paul'): Promise<void> => {
    const { dealId } = deal;
    await recordRefund(processes.api, { dealId, amountMinor, by: world.staff[by], at: new Date(AFTER_HOLD) });
    await worker().clawBack({ referralId, dealId, at: AFTER_HOLD });
  };
  return { worker, rowsOf, approved, won, signed, look, correct, refund };
}

/** One person's word about a line, as the story hears it. */
export function decideLine(
  { world, processes }: Opened,
  { referralId, id, contentHash }: { referralId: string; id: string; contentHash: string },
  who: StaffName,
  name: 'approveCommission' | 'rejectCommission' = 'approveCommission',
) {
  const command = {
    ...{ commandId: newId('command'), name, actor: { kind: 'user', id: world.staff[who] }, source: 'api' },
    payload: { commissionId: id, contentHash, reasonCode: 'not_agreed' },
  } as LineCommand;
  return commissionActivities({ database: processes.worker }).decideLine({ referralId, at: AFTER_HOLD, command });
}

/** What the books say of a partner, in minor units. */
export async function balanceOf({ world }: Opened, partnerId: string, kind: string): Promise<number> {
  const [row] = await world.database.$queryRaw<{ balance: bigint | null }[]>`
    SELECT sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${partnerId} AND a.kind = ${kind}`;
  return Number(row?.balance ?? 0n);
}
