import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Commission } from '../../../api/schemas/commissions.ts';
import { Rate, Rates, WaitingForRates } from '../../../api/schemas/rates.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, type StaffName } from '../../support/moneyWorld.ts';
import { publishPolicy } from '../../support/payoutDrafts.ts';

type View = { id: string; state: string; code: string; next_cursor: string | null };

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const LONG_AGO_MS = 600_000;
const today = () => new Date().toISOString().slice(0, 10);
const ECB = { from: 'EUR', to: 'JPY', rate: '162.35', source: 'ECB reference rate' };

async function post(path: string, who: StaffName, body: object = {}, { stale } = { stale: false }) {
  const session = await money.sessionOf(who, stale ? new Date(Date.now() - LONG_AGO_MS) : undefined);
  return money.api.call<View>('POST', `/v1${path}`, { session, body });
}
async function get<Body>(path: string, who: StaffName = 'abel') {
  return (await money.api.call<Body>('GET', `/v1${path}`, { session: await money.sessionOf(who) })).body;
}

async function waitingLine(payoutCurrency: string) {
  const won = await money.world.wonReferral();
  await money.world.database.partner.update({ where: { id: won.partnerId }, data: { payoutCurrency } });
  const accrue = () =>
    commissionActivities(money.world).accrueLines({
      referralId: won.referralId,
      at: new Date().toISOString(),
      deal: dealOf(money.world, 4_800_000),
    });
  const [line] = await accrue();
  return { ...won, accrue, commissionId: line?.commissionId ?? '' };
}

describe('a rate', () => {
  it('is entered by one and confirmed by another; the line that waited is listed until then, and shows it afterwards', async () => {
    const { referralId, commissionId, accrue } = await waitingLine('JPY');
    const { number } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
    const waiting = await get<object>('/rates/waiting');
    expect(() => WaitingForRates.parse(waiting)).not.toThrow();
    expect(waiting).toMatchObject({
      data: [
        { from: 'EUR', to: 'JPY', lines: [{ commissionId, referralNumber: number, amount: { amount: 480_000 } }] },
      ],
    });
    expect(await get(`/commissions/${commissionId}`)).toMatchObject({
      state: 'waiting_trigger',
      sentence: '4,800 EUR earned; it waits for the exchange rate into the currency in which you are paid.',
      conversion: null,
      payableFrom: null,
    });

    const entered = await post('/rates', 'paul', { ...ECB, day: today() });
    expect(entered).toMatchObject({ status: 201, body: { ...ECB, day: today(), state: 'proposed', decidedBy: null } });
    expect(() => Rate.parse(entered.body)).not.toThrow();
    const confirmed = await post(`/rates/${entered.body.id}/confirm`, 'ines');
    expect(confirmed).toMatchObject({
      status: 200,
      body: { state: 'confirmed', decidedBy: { id: money.world.staff.ines } },
    });
    expect(() => Rate.parse(confirmed.body)).not.toThrow();

    await accrue();
    expect(await get('/rates/waiting')).toEqual({ data: [] });
    const line = await get<{ explanation: { steps: { label: string; value: string }[] } }>(
      `/commissions/${commissionId}`,
    );
    expect(() => Commission.parse(line)).not.toThrow();
    expect(line).toMatchObject({
      state: 'holding',
      amount: { amount: 779_280, currency: 'JPY' },
      conversion: {
        from: { amount: 480_000, currency: 'EUR' },
        rate: '162.35',
        day: today(),
        source: 'ECB reference rate',
      },
    });
    expect(line.explanation.steps.at(-1)).toMatchObject({
      label: 'At 162.35 JPY for 1 EUR',
      value: `779,280 JPY, rate of ${today()} (ECB reference rate)`,
    });
  });

  it('is refused one pair of eyes, a stale proof, a second decision, and a second of its day', async () => {
    const day = '2026-01-05';
    const answer = async (...args: Parameters<typeof post>) => {
      const { status, body } = await post(...args);
      return [status, body.code];
    };
    const { body } = await post('/rates', 'clara', { ...ECB, day });
    expect(await answer('/rates', 'paul', { ...ECB, day })).toEqual([409, 'already_exists']);
    expect(await answer(`/rates/${body.id}/confirm`, 'clara')).toEqual([403, 'separation_of_duties']);
    expect(await answer(`/rates/${body.id}/confirm`, 'ines', {}, { stale: true })).toEqual([403, 'step_up_required']);
    expect((await post(`/rates/${body.id}/refuse`, 'clara')).body.state).toBe('refused');
    expect(await answer(`/rates/${body.id}/confirm`, 'ines')).toEqual([409, 'not_allowed_in_state']);
    expect(await answer(`/rates/${body.id}/refuse`, 'ines')).toEqual([409, 'not_allowed_in_state']);
    expect((await post('/rates', 'paul', { ...ECB, day })).status).toBe(201);
    expect(await answer(`/rates/rat_${'0'.repeat(26)}/confirm`, 'ines')).toEqual([404, 'not_found']);
  });

  it.each([
    { change: { day: '2999-01-01' }, status: 422, why: 'of a day that has not come' },
    { change: { rate: '0' }, status: 400, why: 'of zero' },
    { change: { rate: '1,5' }, status: 400, why: 'that is no plain decimal' },
    { change: { to: 'EUR' }, status: 400, why: 'of a currency into itself' },
    { change: { to: 'yen' }, status: 400, why: 'of no currency' },
  ])('is not taken $why', async ({ change, status }) => {
    expect((await post('/rates', 'paul', { ...ECB, day: '2026-01-06', ...change })).status).toBe(status);
  });

  it('is found by its pair and state, newest first, page by page', async () => {
    for (const day of ['2026-01-07', '2026-01-08']) await post('/rates', 'paul', { ...ECB, to: 'NOK', day });
    const page = await get<{ data: { day: string }[]; next_cursor: string }>(
      '/rates?from=EUR&to=NOK&state=proposed&limit=1',
    );
    expect(() => Rates.parse(page)).not.toThrow();
    expect(page.data.map(({ day }) => day)).toEqual(['2026-01-08']);
    const next = await get<{ data: { day: string }[] }>(
      `/rates?from=EUR&to=NOK&state=proposed&limit=1&cursor=${page.next_cursor}`,
    );
    expect(next.data.map(({ day }) => day)).toEqual(['2026-01-07']);
    expect(await get(`/rates?to=NOK&cursor=${page.next_cursor}`)).toMatchObject({ code: 'invalid_cursor' });
  });

  it.each(['nora', 'samir', 'abel'] as const)('is not entered by %s', async (who) => {
    expect((await post('/rates', who, { ...ECB, day: '2026-01-09' })).status).toBe(403);
  });

  it.each(['nora', 'samir'] as const)('is not read by %s', async (who) => {
    expect(await get('/rates', who)).toMatchObject({ code: 'forbidden' });
    expect(await get('/rates/waiting', who)).toMatchObject({ code: 'forbidden' });
  });
});

describe('the currency in which a partner is paid', () => {
  const put = async (partnerId: string, who: StaffName, currency: string | null) => {
    const session = await money.sessionOf(who);
    return money.api.call('PUT', `/v1/partners/${partnerId}/payout-currency`, { session, body: { currency } });
  };

  it('is set by an administrator, tells the lines that wait, and back again is that of the program', async () => {
    await publishPolicy(money.world, { secondApproverFrom: [{ amount: 1_000_000, currency: 'SEK' }] });
    const { partnerId, referralId, accrue } = await waitingLine('CHF');
    const told = () =>
      money.world.database.outboxRow.count({ where: { groupKey: `referral:${referralId}`, kind: 'signal' } });
    expect(await put(partnerId, 'olga', 'SEK')).toMatchObject({ status: 200, body: { payoutCurrency: 'SEK' } });
    expect(await told()).toBe(1);
    expect(await put(partnerId, 'olga', null)).toMatchObject({ status: 200, body: { payoutCurrency: null } });
    expect(await accrue()).toMatchObject([{ state: 'holding', amount: { currency: 'EUR' } }]);
    const { status, body } = await put(partnerId, 'olga', 'NOK');
    expect({ status, errors: body['errors'] }).toMatchObject({ status: 400, errors: [{ pointer: '/currency' }] });
  });

  it('is nobody else’s to set, and not of a partner that is not there', async () => {
    const { partnerId } = await money.world.wonReferral();
    for (const who of ['paul', 'ines', 'samir', 'nora', 'abel'] as const)
      expect((await put(partnerId, who, 'USD')).status).toBe(403);
    expect((await put(`prt_${'0'.repeat(26)}`, 'olga', 'USD')).status).toBe(404);
  });
});
