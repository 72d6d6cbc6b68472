import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deal, Deals } from '../../../api/schemas/deals.ts';
import { recordPayment } from '../../support/payments.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, commissionActivities, dealOf, type StaffName } from '../../support/moneyWorld.ts';

type Row = { dealId: string; waitsFor: string[]; lines: { state: string }[]; closedOn: string };
type Page = { data: Row[]; next_cursor: string | null };

/** Closed today, so that today's payments are of it. */
const TODAY = new Date().toISOString().slice(0, 10);

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

type Won = { dealId: string; trigger?: 'signed' | 'invoiced' | 'paid'; closedOn?: string; accrues?: boolean };

async function wonDeal({ dealId, trigger = 'paid', closedOn = TODAY, accrues = true }: Won) {
  const { world } = money;
  const won = await world.wonReferral({
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger, when: {} }],
  });
  const deal = { ...dealOf(world, 4_800_000, dealId), closedOn };
  await world.database.referral.update({ where: { id: won.referralId }, data: { deal } });
  const accrue = () =>
    commissionActivities(world).accrueLines({ referralId: won.referralId, at: new Date().toISOString(), deal });
  if (accrues) await accrue();
  return { ...won, accrue };
}

const read = async (query = '', who: StaffName = 'abel') =>
  money.api.call<Page>('GET', `/v1/deals${query}`, { session: await money.sessionOf(who) });

async function idsOf(query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { status, body } = await read(`?limit=2${query}${cursor}`);
    expect(status).toBe(200);
    expect(() => Deals.parse(body)).not.toThrow();
    ids.push(...body.data.map(({ dealId }) => dealId));
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  return ids;
}

describe('the won deals', () => {
  it('nobody has won one yet', async () => {
    expect((await read()).body).toEqual({ data: [], has_more: false, next_cursor: null });
  });

  it('what waits stands first, the longest won on top, then what was won last; page by page each once', async () => {
    await wonDeal({ dealId: 'W-new', closedOn: '2026-11-20' });
    await wonDeal({ dealId: 'W-old', closedOn: '2026-10-01', trigger: 'invoiced' });
    await wonDeal({ dealId: 'S-old', closedOn: '2026-09-01', trigger: 'signed' });
    await wonDeal({ dealId: 'S-new', closedOn: '2026-11-01', trigger: 'signed' });
    await wonDeal({ dealId: 'N-one', closedOn: '2026-10-15', accrues: false });
    expect(await idsOf('')).toEqual(['W-old', 'W-new', 'S-new', 'N-one', 'S-old']);
    expect(await idsOf('&waitsFor=invoiced')).toEqual(['W-old']);
    expect(await idsOf('&waitsFor=paid')).toEqual(['W-new']);
    expect(await idsOf('&waitsFor=rate')).toEqual([]);
    expect(await idsOf('&search=w-')).toEqual(['W-old', 'W-new']);
    expect(await idsOf('&search=%25')).toEqual([]);
  });

  it('a deal says what was invoiced, paid and refunded, by whom, and waits no longer once its line accrues', async () => {
    const dealId = `Angebot 7/${randomUUID()}`;
    const { accrue, referralId } = await wonDeal({ dealId });
    const path = `/${encodeURIComponent(dealId)}`;
    const one = async () => (await read(path)).body as unknown as Row & Record<string, unknown>;
    expect(await one()).toMatchObject({ waitsFor: ['paid'], received: { amount: 0 }, movements: [] });
    const { world } = money;
    await recordPayment(world.database, { dealId, amountMinor: 4_800_000n, by: world.staff.paul, at: new Date() });
    await accrue();
    const deal = await one();
    expect(() => Deal.parse(deal)).not.toThrow();
    expect(deal).toMatchObject({
      dealId,
      referralId,
      waitsFor: [],
      triggers: ['paid'],
      received: { amount: 4_800_000, currency: 'EUR' },
      invoiced: { amount: 0, currency: 'EUR' },
      lines: [{ state: 'holding', amount: { amount: 480_000, currency: 'EUR' } }],
      movements: [{ kind: 'paid', externalId: 'bank-4800000', on: TODAY, recordedBy: { id: world.staff.paul } }],
    });
    expect((await read('/D-nobody')).status).toBe(404);
  });

  it('are read by finance and auditors, and by nobody else', async () => {
    for (const who of ['paul', 'ines', 'abel'] as const) expect((await read('', who)).status).toBe(200);
    for (const who of ['nora', 'samir'] as const) expect((await read('', who)).status).toBe(403);
    const { adminId } = await approvedLine(money.world);
    expect((await money.api.call('GET', '/v1/deals', { session: await money.api.sessionOf(adminId) })).status).toBe(
      403,
    );
  });

  it('a cursor belongs to its filter', async () => {
    const { next_cursor: cursor } = (await read('?limit=1')).body;
    expect((await read(`?limit=1&waitsFor=paid&cursor=${cursor ?? ''}`)).status).toBe(400);
  });
});
