import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PayoutRun, PayoutRuns } from '../../../api/schemas/payoutRuns.ts';
import { newId } from '../../../adapters/ids.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { testVault } from '../../support/payees.ts';
import { moneyViolations, PAY_DAY } from '../../support/payoutRuns.ts';
import { TODAY } from '../../support/today.ts';

type Run = {
  id: string;
  state: string;
  items: { id: string; partnerId: string; state: string }[];
  total: { amount: number };
} & Record<string, unknown>;

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const CONFIRMATION = { reference: 'BANK-1', settledOn: TODAY };
const WISH = { rail: 'csv', currency: 'EUR', cutOff: PAY_DAY };

async function post(
  who: StaffName,
  path: string,
  body: object = {},
  options: { signedInAt?: Date; key?: string } = {},
) {
  const { signedInAt, key } = options;
  return money.api.call<Run>('POST', `/v1/payout-runs${path}`, {
    session: await money.sessionOf(who, signedInAt),
    body,
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
}
const get = async (who: StaffName, path: string) =>
  money.api.call<Run>('GET', `/v1/payout-runs${path}`, { session: await money.sessionOf(who) });

async function prepared(by: StaffName = 'paul', rail = 'csv'): Promise<Run & { lineId: string }> {
  const { line } = await approvedLine(money.world);
  const { body } = await post(by, '', { ...WISH, rail });
  return { ...body, lineId: line.commissionId };
}

describe('prepare', () => {
  it('201 with items, total and what was left out', async () => {
    const { line, partnerId } = await approvedLine(money.world);
    const waiting = await approvedLine(money.world, { by: [] });
    const { status, headers, body } = await post('paul', '', WISH);
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, `/v1/payout-runs/${body.id}`, '"v1"']);
    expect(() => PayoutRun.parse(body)).not.toThrow();
    expect(body).toMatchObject({
      state: 'prepared',
      total: { amount: 480_000, currency: 'EUR' },
      items: [{ partnerId, lines: [{ commissionId: line.commissionId }] }],
      preparedBy: { id: money.world.staff.paul },
    });
    expect(body['excluded']).toContainEqual({ commissionId: waiting.line.commissionId, reason: 'awaiting_approval' });
    await post('paul', `/${body.id}/cancel`);
  });

  it('the same key again gives the same run', async () => {
    const key = randomUUID();
    const once = await post('paul', '', WISH, { key });
    const again = await post('paul', '', WISH, { key });
    expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([201, 'true', once.text]);
  });

  it.each(['ines', 'abel', 'olga'] as const)('403 to %s, who is no preparer', async (who) => {
    expect((await post(who, '', WISH)).status).toBe(403);
  });

  it('400 for a rail that is not here', async () => {
    expect(await post('paul', '', { ...WISH, rail: 'pigeon' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });
});

describe('release', () => {
  it.each([
    { preparer: 'clara' as const, who: 'clara' as const, why: 'prepared_run' },
    { preparer: 'paul' as const, who: 'paul' as const, why: 'prepared_run' },
    { preparer: 'paul' as const, who: 'greta' as const, why: 'closed_deal' },
  ])('403 separation_of_duties to $who: $why', async ({ preparer, who, why }) => {
    const run = await prepared(preparer);
    expect(await post(who, `/${run.id}/release`)).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties', who: money.world.staff[who], why },
    });
    await post('paul', `/${run.id}/cancel`);
  });

  it('403 step_up_required when the sign-in is old, 403 to an auditor, 404 for a run that is not there', async () => {
    const run = await prepared();
    const signedInAt = new Date(Date.now() - 600_000);
    expect(await post('ines', `/${run.id}/release`, {}, { signedInAt })).toMatchObject({
      body: { code: 'step_up_required' },
    });
    expect(await post('abel', `/${run.id}/release`)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await post('ines', `/${newId('run')}/release`)).status).toBe(404);
    await post('paul', `/${run.id}/cancel`);
  });

  it('202 while Temporal is away', async () => {
    const run = await prepared();
    money.away(true);
    expect(await post('ines', `/${run.id}/release`)).toMatchObject({
      status: 202,
      body: { state: 'pending', runId: run.id },
    });
    money.away(false);
  });

  it('409 line_not_payable when nothing is left to pay', async () => {
    const { body } = await post('paul', '', { ...WISH, cutOff: '2020-01-01T00:00:00Z' });
    expect(await post('ines', `/${body.id}/release`)).toMatchObject({
      status: 409,
      body: { code: 'line_not_payable' },
    });
  });
});

describe('from prepared to settled', () => {
  it('goes one way, and every step in the wrong state is 409', async () => {
    const run = await prepared();
    expect(await post('paul', `/${run.id}/confirm`, CONFIRMATION)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', state: 'prepared' },
    });
    expect(await post('ines', `/${run.id}/release`)).toMatchObject({
      status: 200,
      body: { releasedBy: { id: money.world.staff.ines } },
    });
    expect(await post('viktor', `/${run.id}/release`)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state' },
    });
    expect((await post('paul', `/${run.id}/cancel`)).status).toBe(409);
    const [item] = run.items;
    expect((await post('paul', `/${run.id}/items/${item?.id ?? ''}/exclude`, { reason: 'late' })).status).toBe(409);
    expect(await post('paul', `/${run.id}/confirm`, CONFIRMATION)).toMatchObject({
      status: 200,
      body: { state: 'settled', ...CONFIRMATION },
    });
    expect((await post('paul', `/${run.id}/confirm`, CONFIRMATION)).status).toBe(409);
    const line = await money.api.call('GET', `/v1/commissions/${run.lineId}`, {
      session: await money.sessionOf('abel'),
    });
    expect(line.body).toMatchObject({ state: 'paid', runId: run.id, mayApprove: { allowed: false } });
    expect(await moneyViolations(money.world.database)).toEqual([]);
  });

  it('400 for a confirmation without reference or with a date that is none', async () => {
    const run = await prepared();
    for (const body of [{ settledOn: TODAY }, { reference: 'x', settledOn: '16.2.2027' }]) {
      expect((await post('paul', `/${run.id}/confirm`, body)).status).toBe(400);
    }
    await post('paul', `/${run.id}/cancel`);
  });

  it.each(['1990-01-01', '2099-12-31'])('422 for money that the bank has paid on %s', async (settledOn) => {
    const run = await prepared();
    await post('viktor', `/${run.id}/release`);
    const { status, body } = await post('paul', `/${run.id}/confirm`, { reference: 'x', settledOn });
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'date_out_of_range', field: 'settledOn', errors: [{ pointer: '/settledOn' }] },
    });
  });

  it('a payee is taken out and put back with a reason', async () => {
    const run = await prepared();
    const item = run.items.at(-1);
    const path = `/${run.id}/items/${item?.id ?? ''}`;
    expect((await post('paul', `${path}/exclude`, {})).status).toBe(400);
    const out = await post('paul', `${path}/exclude`, { reason: 'wrong account' });
    expect(out).toMatchObject({ status: 200, headers: expect.anything() });
    expect(out.body.items.find(({ id }) => id === item?.id)).toMatchObject({
      state: 'excluded',
      excludedReason: 'wrong account',
    });
    expect(out.body.total.amount).toBe(run.total.amount - 480_000);
    for (const who of ['clara', 'ines'] as const) {
      expect(await post(who, `${path}/include`, { reason: 'account is right' })).toMatchObject({
        status: 403,
        body: { code: 'separation_of_duties', who: money.world.staff[who], why: 'not_preparer_of_run' },
      });
    }
    expect((await post('paul', `${path}/include`, { reason: 'account is right' })).body.total.amount).toBe(
      run.total.amount,
    );
    expect((await post('paul', `/${run.id}/items/${newId('item')}/exclude`, { reason: 'x' })).status).toBe(404);
    expect((await post('paul', `/${run.id}/cancel`)).body.state).toBe('cancelled');
  });
});

describe('the bank file', () => {
  it('is fetched once without and again with a reason, and every time is recorded', async () => {
    const run = await prepared();
    expect(await get('paul', `/${run.id}/file`)).toMatchObject({ status: 409, body: { code: 'not_allowed_in_state' } });
    await post('ines', `/${run.id}/release`);
    const file = await get('paul', `/${run.id}/file`);
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      `attachment; filename="${run.id}.csv"`,
    ]);
    expect(file.text).toContain(run.items.at(-1)?.id);
    expect((await get('ines', `/${run.id}`)).body['fileHash']).toBe(testVault.digestOf(file.text));
    expect(await get('paul', `/${run.id}/file`)).toMatchObject({ status: 422, body: { code: 'reason_required' } });
    expect((await get('ines', `/${run.id}/file?reason=the%20bank%20lost%20it`)).text).toBe(file.text);
    const downloads = await money.world.database.payoutFileDownload.findMany({
      where: { runId: run.id },
      orderBy: { number: 'asc' },
    });
    expect(downloads.map(({ number, userId, reason }) => [number, userId, reason])).toEqual([
      [1, money.world.staff.paul, null],
      [2, money.world.staff.ines, 'the bank lost it'],
    ]);
    expect((await get('abel', `/${run.id}/file?reason=x`)).status).toBe(403);
    await post('paul', `/${run.id}/confirm`, CONFIRMATION);
  });
});

it('runs are listed newest first to finance and auditors, and to nobody else', async () => {
  const {
    status,
    body,
    headers: _headers,
  } = await money.api.call<{ data: Run[]; next_cursor: string | null }>('GET', '/v1/payout-runs?limit=2', {
    session: await money.sessionOf('abel'),
  });
  expect([status, body.data.length]).toEqual([200, 2]);
  expect(() => PayoutRuns.parse(body)).not.toThrow();
  const ids = body.data.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort().reverse());
  for (const who of ['nora', 'samir'] as const) expect((await get(who, '')).status).toBe(403);
});
