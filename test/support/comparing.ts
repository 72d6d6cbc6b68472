import { createReconciliationActivities } from '../../activities/reconciliation.ts';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import { fillEmbeddedCrm, type CrmEntries } from '../../adapters/crm/embeddedDesk.ts';
import type { Crm } from '../../adapters/crm/port.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createReconciling } from '../../adapters/database/reconciling.ts';
import { newId } from '../../adapters/ids.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { inActivityContext } from './inActivityContext.ts';
import { approvedLine, type MoneyWorld } from './moneyWorld.ts';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

type CrmDeal = NonNullable<CrmEntries['deals']>[number];
/** What the CRM says of a deal. */
export type SaidThere = Pick<CrmDeal, 'open' | 'won' | 'amountMinor' | 'currency' | 'closedOn'>;

export const wonFor = (amount: number): SaidThere => ({
  open: false,
  won: true,
  amountMinor: BigInt(amount),
  currency: 'EUR',
  closedOn: new Date('2026-12-15'),
});

export type Planted = { referralId: string; number: string; dealId: string };

/** A referral that was won here for 48,000 EUR, with its commission in the books, and what the CRM says of its deal. */
export async function wonHere(world: MoneyWorld, there: SaidThere): Promise<Planted> {
  const dealId = newId('command');
  const { referralId } = await approvedLine(world, { dealId });
  const amount = { amount: 4_800_000, currency: 'EUR' };
  const deal = { dealId, amount, firstYearNet: amount, closedOn: '2026-12-15' };
  const { number } = await world.database.referral.update({ where: { id: referralId }, data: { deal } });
  await dealThere(world.database, { dealId, number, there });
  return { referralId, number, dealId };
}

/** A referral that is in this stage here, and what the CRM says of the deal that carries its number. */
export async function standsHere(world: MoneyWorld, stage: Stage, there: SaidThere): Promise<Planted> {
  const { referralId } = await world.wonReferral();
  const { number } = await world.database.referral.update({ where: { id: referralId }, data: { stage } });
  const dealId = newId('command');
  await dealThere(world.database, { dealId, number, there });
  return { referralId, number, dealId };
}

const dealThere = (
  database: Database,
  { dealId, number, there }: { dealId: string; number: string; there: SaidThere },
): Promise<void> =>
  fillEmbeddedCrm(database, {
    deals: [{ id: dealId, accountId: 'acc_1', name: number, ownerEmail: null, referralNumber: number, ...there }],
  });

/** One comparison as the workflow makes it; gives its id, or null when another one runs. */
export async function compareOn(
  worker: Database,
  {
    at,
    workflowId = newId('command'),
    crm = createEmbeddedCrm(worker),
  }: { at: string; workflowId?: string; crm?: Pick<Crm, 'readDeals'> },
): Promise<string | null> {
  const activities = inActivityContext(createReconciliationActivities({ reconciling: createReconciling(worker), crm }));
  const id = await activities.beginReconciliation({ workflowId, at });
  if (id === null) return null;
  let after: string | null = '';
  let deals: number | null = 0;
  while (after !== null && deals !== null) {
    const batch: { compared: number; next: string | null } | 'unread' = await activities.compareDealsAfter({
      id,
      at,
      after,
    });
    deals = batch === 'unread' ? null : deals + batch.compared;
    after = batch === 'unread' ? null : batch.next;
  }
  const bank = await activities.comparePayments({ id, at });
  const books = await activities.compareLedger({ id, at });
  await activities.endReconciliation({ id, at, compared: { deals, bank, books } });
  return id;
}

/** The next day at six. */
export const nextDay = (at: string): string =>
  `${new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, DAY_LENGTH)}T06:00:00.000Z`;
