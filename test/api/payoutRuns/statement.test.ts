import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { newId } from '../../../adapters/ids.ts';
import { PayoutRun, PayoutStatement, PayoutStatements } from '../../../api/schemas/payoutRuns.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { moneyViolations, PAY_DAY } from '../../support/payoutRuns.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const HEADER = 'end_to_end_id,outcome,amount,currency,booked_on,bank_reference,reason';
const csv = (...rows: string[]): string => [HEADER, ...rows].join('\n');

type Options = { key?: string; name?: string };

const upload = async (who: StaffName, runId: string, content: string, { key, name = 'february.csv' }: Options = {}) =>
  money.api.call('POST', `/v1/payout-runs/${runId}/statement`, {
    session: await money.sessionOf(who),
    body: content,
    headers: { 'content-type': 'text/csv', 'x-file-name': name },
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
const post = async (who: StaffName, path: string, body: object = {}) =>
  money.api.call('POST', `/v1/payout-runs${path}`, { session: await money.sessionOf(who), body });
const get = async (who: StaffName, path: string) =>
  money.api.call('GET', `/v1${path}`, { session: await money.sessionOf(who) });

/** A run that is with the bank: its id, its only item and the line in it. */
async function submitted(rail = 'csv') {
  const { line } = await approvedLine(money.world);
  const run = PayoutRun.parse((await post('paul', '', { rail, currency: 'EUR', cutOff: PAY_DAY })).body);
  const item = run.items[0]?.id ?? '';
  await post('ines', `/${run.id}/release`);
  return { id: run.id, item, lineId: line.commissionId };
}

describe.each(['csv', 'manual'])('a statement of a %s run', (rail) => {
  it('200 with every line, what it was taken for, and what names nothing beside it', async () => {
    const { id, item, lineId } = await submitted(rail);
    const content = csv(`${item},settled,4800.00,EUR,2027-02-16,B-1,`, `,settled,12.50,EUR,2027-02-16,B-2,`);
    const { status, body } = await upload('paul', id, content);
    expect(status).toBe(200);
    const statement = PayoutStatement.parse(body);
    expect(statement).toMatchObject({
      runId: id,
      fileName: 'february.csv',
      fileHash: createHash('sha256').update(content).digest('hex'),
      uploadedBy: { id: money.world.staff.paul },
    });
    expect(statement.lines.map(({ position, finding, itemId }) => [position, finding, itemId])).toEqual([
      [1, 'settled', item],
      [2, 'unmatched', null],
    ]);
    const run = PayoutRun.parse((await get('ines', `/payout-runs/${id}`)).body);
    expect(run).toMatchObject({ state: 'settled', settledOn: '2027-02-16' });
    expect(run.items).toMatchObject([{ state: 'paid', paidOn: '2027-02-16', bankReference: 'B-1' }]);
    expect((await get('abel', `/commissions/${lineId}`)).body).toMatchObject({ state: 'paid' });
    expect(PayoutStatements.parse((await get('abel', `/payout-runs/${id}/statements`)).body).data).toEqual([statement]);
  });
});

it('what came back is told to finance with the reason and to the partner in words, and is due again', async () => {
  const { id, item, lineId } = await submitted();
  await upload('paul', id, csv(`${item},settled,4800.00,EUR,2027-02-16,B-1,`));
  const { body } = await upload('ines', id, csv(`${item},returned,4800.00,EUR,2027-02-18,B-2,AC04`));
  expect(PayoutStatement.parse(body).lines).toMatchObject([{ finding: 'returned', reasonCode: 'AC04' }]);
  const run = PayoutRun.parse((await get('ines', `/payout-runs/${id}`)).body);
  expect(run.state).toBe('partly_returned');
  expect(run.items).toMatchObject([
    { state: 'returned', paidOn: '2027-02-16', returnedOn: '2027-02-18', returnReason: 'AC04', lines: [{}] },
  ]);
  expect((await get('abel', `/commissions/${lineId}`)).body).toMatchObject({
    state: 'returned',
    paidAt: null,
    runId: null,
    sentence: expect.stringMatching(
      /^The bank sent 4,800 EUR back; paid again with the next payout on 15 \w+( \d+)?\. Check your account details with us\.$/,
    ),
  });
  expect(await moneyViolations(money.world.database)).toEqual([]);
  const next = PayoutRun.parse((await post('paul', '', { rail: 'csv', currency: 'EUR', cutOff: PAY_DAY })).body);
  expect(next.items.flatMap(({ lines }) => lines.map(({ commissionId }) => commissionId))).toContain(lineId);
  await post('paul', `/${next.id}/cancel`);
});

it('the same file changes nothing, with the same key or another', async () => {
  const { id, item } = await submitted();
  const content = csv(`${item},settled,4800.00,EUR,2027-02-16,B-1,`);
  const key = randomUUID();
  const once = await upload('paul', id, content, { key });
  const again = await upload('paul', id, content, { key });
  expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([200, 'true', once.text]);
  const journals = await money.world.database.ledgerJournal.count();
  const other = await upload('ines', id, content, { name: 'once-more.csv' });
  expect([other.status, other.body]).toEqual([200, once.body]);
  expect(await money.world.database.ledgerJournal.count()).toBe(journals);
  const reused = await upload('paul', id, csv(`${item},settled,1.00,EUR,2027-02-16,B-1,`), { key });
  expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});

it('202 while Temporal is away; the lines are kept and not yet taken for anything', async () => {
  const { id, item } = await submitted();
  money.away(true);
  const content = csv(`${item},settled,4800.00,EUR,2027-02-16,B-1,`);
  expect(await upload('paul', id, content)).toMatchObject({ status: 202, body: { state: 'pending', runId: id } });
  money.away(false);
  const kept = PayoutStatements.parse((await get('ines', `/payout-runs/${id}/statements`)).body).data;
  expect(kept).toMatchObject([{ lines: [{ finding: null, itemId: null }] }]);
  expect(await upload('paul', id, content)).toMatchObject({ status: 200, body: { lines: [{ finding: 'settled' }] } });
});

describe('refused', () => {
  it('400 for what cannot be read whole, and nothing of it is kept', async () => {
    const { id, item } = await submitted();
    for (const content of ['no table', csv(`${item},settled,none,EUR,2027-02-16,,`), '<Document/>']) {
      expect(await upload('paul', id, content)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    expect((await get('ines', `/payout-runs/${id}/statements`)).body).toEqual({ data: [] });
  });

  it('409 before the release, 404 for a run that is not there', async () => {
    await approvedLine(money.world);
    const run = PayoutRun.parse((await post('paul', '', { rail: 'csv', currency: 'EUR', cutOff: PAY_DAY })).body);
    const content = csv(`${run.items[0]?.id ?? ''},settled,4800.00,EUR,2027-02-16,,`);
    expect(await upload('paul', run.id, content)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', state: 'prepared' },
    });
    expect((await upload('paul', newId('run'), content)).status).toBe(404);
    expect((await get('paul', `/payout-runs/${newId('run')}/statements`)).status).toBe(404);
    await post('paul', `/${run.id}/cancel`);
  });

  it.each(['abel', 'nora', 'samir'] as const)('403 to %s', async (who) => {
    expect((await upload(who, newId('run'), csv())).status).toBe(403);
  });
});
