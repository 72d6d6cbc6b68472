import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { newId } from '../../../adapters/ids.ts';
import { FinanceToday } from '../../../api/schemas/financeToday.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { decideInvoice, uploadInvoice } from '../../support/invoices.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, commissionActivities, dealOf, SIGNED_AT, type StaffName } from '../../support/moneyWorld.ts';
import { moneyOfPartner } from '../../support/partnerMoney.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';
import { bankLine } from '../../support/statementLines.ts';

type Today = z.output<typeof FinanceToday>;

let money: MoneyApi;
let processes: Processes;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

const read = async (who: StaffName = 'abel') =>
  money.api.call<Today>('GET', '/v1/finance/today', { session: await money.sessionOf(who) });

async function today(): Promise<Today> {
  const { status, body } = await read();
  expect(status).toBe(200);
  expect(() => FinanceToday.parse(body)).not.toThrow();
  return body;
}

const NONE = { count: 0, sums: [], oldestAt: null };

/** Of a rule that waits for this; the deal is won and its line made. */
async function lineThatWaits(trigger: 'signed' | 'invoiced' | 'paid', payoutCurrency?: string): Promise<void> {
  const { world } = money;
  const { referralId, partnerId } = await world.wonReferral({
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger, when: {} }],
  });
  if (payoutCurrency !== undefined) {
    await world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency } });
  }
  const deal = dealOf(world, 1_000_000, `D-${referralId}`);
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
}

it('nothing waits where nothing is', async () => {
  expect(await today()).toEqual({
    toApprove: NONE,
    returned: NONE,
    frozen: { ...NONE, cases: 0 },
    waitingForRate: NONE,
    deals: { invoiced: 0, paid: 0 },
    invoices: { count: 0, oldestAt: null },
    objections: { count: 0, oldestAt: null },
    vendorMissing: false,
    runs: [],
    payees: [],
    statementLines: [],
    payouts: [],
    lateRuns: [],
    unclosedPeriods: [],
    unbalanced: [],
  });
});

it('counts what needs an approval with its sums and the oldest, and what waits for an invoice, a payment or a rate', async () => {
  await approvedLine(money.world, { by: [] });
  await approvedLine(money.world, { by: [], amount: 1_000_000 });
  await approvedLine(money.world, { by: ['ines'] });
  await lineThatWaits('invoiced');
  await lineThatWaits('paid');
  await lineThatWaits('paid');
  await lineThatWaits('signed', 'JPY');
  const found = await today();
  expect(found.toApprove).toEqual({ count: 2, sums: [{ amount: 580_000, currency: 'EUR' }], oldestAt: SIGNED_AT });
  expect(found.deals).toEqual({ invoiced: 1, paid: 2 });
  expect(found.waitingForRate).toMatchObject({ count: 1 });
});

it('counts partners who cannot be paid, and those of them with something to be paid', async () => {
  const before = (await today()).payees.find(({ problem }) => problem === 'payee_missing');
  await approvedLine(money.world, { account: null });
  const after = (await today()).payees.find(({ problem }) => problem === 'payee_missing');
  expect([(after?.partners ?? 0) - (before?.partners ?? 0), (after?.withDue ?? 0) - (before?.withDue ?? 0)]).toEqual([
    1, 1,
  ]);
});

it('counts runs under way, payments that came back, and what a statement says that nobody expected', async () => {
  const own = moneyOfPartner({ world: money.world, processes });
  await own.line();
  const run = await own.prepare();
  expect((await today()).runs).toEqual([{ state: 'prepared', count: 1 }]);
  await own.release(run.id);
  const { id } = await own.itemOf(run.id);
  await own.hearBank(run.id, [
    bankLine(id, 480_000, { movement: 'returned', reasonCode: 'AC04' }),
    { ...bankLine(id, 1), position: 2, endToEndId: null, text: 'somebody else' },
  ]);
  const found = await today();
  // One was sent back by the bank, and the one of a partner without an account was refused by the rail.
  expect(found.returned).toMatchObject({ count: 2, sums: [{ amount: 960_000, currency: 'EUR' }] });
  expect(found.statementLines).toEqual([{ runId: run.id, count: 1 }]);
  expect(found.unbalanced).toEqual([]);
});

it('counts lines that are stopped, and the cases that stop them', async () => {
  const { line } = await approvedLine(money.world, { amount: 2_000_000 });
  await money.world.database
    .$executeRaw`UPDATE commissions SET state = 'frozen', frozen_for = '{finance}', frozen_at = now(),
    freeze_reason = 'other', version = version + 1 WHERE id = ${line.commissionId}`;
  expect((await today()).frozen).toMatchObject({ count: 1, sums: [{ amount: 200_000 }], cases: 0 });
});

it('says the next cut-off and pay day of every program, together where they are the same', async () => {
  const { world } = money;
  const publish = async (name: string, cutOffDay: number | 'last') => {
    const id = newId('program');
    await world.database.program.create({ data: { id, name, currency: 'EUR' } });
    const body = { ...defaultPolicy('EUR'), payoutCalendar: { cutOffDay, payDay: 15, zone: 'UTC' } };
    const data = { id: newId('policyVersion'), programId: id, version: 1, body, draftedBy: world.staff.olga };
    await world.database.policyVersion.create({
      data: { ...data, publishedBy: world.staff.ines, publishedAt: new Date() },
    });
  };
  await publish('Alpha', 'last');
  await publish('Beta', 'last');
  const { payouts } = await today();
  const now = new Date();
  const startOf = (months: number, day: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, day)).toISOString();
  expect(payouts).toEqual([
    {
      programs: ['Alpha', 'Beta'],
      cutOff: startOf(1, 1),
      cutOffDay: startOf(1, 0).slice(0, 10),
      payDay: startOf(1, 15).slice(0, 10),
    },
  ]);
});

it('counts invoices of partners that nobody has decided on, and says when the first of them came', async () => {
  const { world } = money;
  const own = moneyOfPartner({ world, processes });
  const line = await own.line();
  const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
  const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
  const { id, uploadedAt } = await uploadInvoice(processes.api, { partnerId, by, netMinor: 480_000n });
  expect((await today()).invoices).toEqual({ count: 1, oldestAt: uploadedAt });
  await decideInvoice(processes.api, { id, by: world.staff.paul });
  expect((await today()).invoices).toEqual({ count: 0, oldestAt: null });
});

it('is for finance and auditors', async () => {
  for (const who of ['paul', 'ines'] as const) expect((await read(who)).status).toBe(200);
  for (const who of ['nora', 'samir'] as const) expect((await read(who)).status).toBe(403);
});
