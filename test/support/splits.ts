import type { Database } from '../../adapters/database/client.ts';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule, PlanRule } from '../../domain/commission/plan.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld, type WonReferral } from './moneyWorld.ts';
import { BRIGHTWATER, OTHER_ACCOUNT } from './payees.ts';
import { recordPayment } from './payments.ts';
import type { Processes } from './payoutRuns.ts';
import { recordRefund } from './refunds.ts';

type Agreed = { referralId: string; partnerId: string; proposedBy: string; agreedBy: string; basisPoints?: number };

/** Agreed between the partner of a referral and this one, as the guards of the database allow it. */
export async function agreedSplit(
  database: Database,
  { agreedBy, basisPoints = 3_000, ...split }: Agreed,
): Promise<void> {
  const id = newId('split');
  await database.referralSplit.create({ data: { id, ...split, basisPoints, proposedAt: new Date() } });
  await database.referralSplit.update({
    where: { id },
    data: { state: 'agreed', answeredBy: agreedBy, answeredAt: new Date() },
  });
}

const eur = (amount: number) => ({ amount, currency: 'EUR' });
export const CAPPED_PERCENT: DealPercentRule = {
  kind: 'deal_percent',
  basisPoints: 1_500,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
  capPerDeal: eur(1_500_000),
};

type Wish = { rules?: PlanRule[]; basisPoints?: number; amount?: number; otherCurrency?: string; policy?: object };
type Shared = WonReferral & { deal: ReturnType<typeof dealOf>; other: WonReferral };

/** What tests do with referrals that are won and shared. */
export function sharing({ world, processes }: { world: MoneyWorld; processes: Processes }) {
  /** Won with a deal of 240,000.00 EUR and shared 70/30 with another partner, unless told otherwise. */
  async function shared({
    rules = [CAPPED_PERCENT],
    basisPoints = 3_000,
    amount = 24_000_000,
    otherCurrency,
    policy,
  }: Wish = {}): Promise<Shared> {
    const other = await world.wonReferral({
      account: OTHER_ACCOUNT,
      ...(otherCurrency === undefined ? {} : { currency: otherCurrency }),
    });
    const referral = await world.wonReferral({
      rules,
      account: BRIGHTWATER,
      ...(policy === undefined ? {} : { policy }),
    });
    const deal = dealOf(world, amount, `D-${referral.referralId}`);
    await world.database.referral.update({ where: { id: referral.referralId }, data: { deal } });
    await agree(referral, { partnerId: other.partnerId, basisPoints });
    return { ...referral, deal, other };
  }
  const agree = (
    { referralId, adminId }: Pick<WonReferral, 'referralId' | 'adminId'>,
    { partnerId, basisPoints = 3_000 }: { partnerId: string; basisPoints?: number },
  ) =>
    agreedSplit(world.database, {
      referralId,
      partnerId,
      basisPoints,
      proposedBy: world.staff.samir,
      agreedBy: adminId,
    });

  const activities = () => commissionActivities({ database: processes.worker });
  const accrue = ({ referralId, deal }: Shared, at = SIGNED_AT, winsReopened = 0) =>
    activities().accrueLines({ referralId, at, deal, winsReopened });
  const linesOf = async ({ referralId, partnerId, other }: Shared) => {
    const rows = await world.database.commission.findMany({ where: { referralId }, orderBy: { id: 'asc' } });
    const of = (id: string) => rows.filter((row) => row.partnerId === id);
    return { own: of(partnerId), others: of(other.partnerId) };
  };
  const refund = ({ deal: { dealId } }: Shared, amountMinor: bigint) =>
    recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(SIGNED_AT) });
  const pay = ({ deal: { dealId } }: Shared, amountMinor: bigint) =>
    recordPayment(processes.api, {
      dealId,
      amountMinor,
      externalId: newId('payment'),
      by: world.staff.paul,
      at: new Date(SIGNED_AT),
    });
  async function decide(
    { referralId }: Shared,
    line: { id: string; contentHash: string } | undefined,
    { name, by }: { name: 'approveCommission' | 'rejectCommission'; by: string },
  ) {
    const { id: commissionId = '', contentHash = '' } = line ?? {};
    const payload = { commissionId, contentHash, ...(name === 'rejectCommission' ? { reasonCode: 'no_part' } : {}) };
    const actor = { kind: 'user', id: by } as const;
    const command = { commandId: newId('command'), name, actor, source: 'api' as const, payload };
    return (await activities().decideLine({ referralId, at: SIGNED_AT, command })).answer;
  }
  return { shared, agree, activities, accrue, linesOf, refund, pay, decide };
}
