import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

type Line = { id: string; version: number };
const WHY = { reasonCode: 'wrong_base', message: 'Two licences were counted twice.' };
const eur = (amount: number) => ({ amount, currency: 'EUR' });

async function approved(): Promise<Line & { referralId: string; adminId: string }> {
  const { line, referralId, adminId } = await approvedLine(money.world);
  const { id, version } = await money.world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
  return { id, version, referralId, adminId };
}

type Given = { etag?: string | null; body?: object; key?: string };
const adjust = async (line: Line, who: StaffName, { etag = `"v${String(line.version)}"`, body, key }: Given = {}) =>
  money.api.call('POST', `/v1/commissions/${line.id}/adjust`, {
    session: await money.sessionOf(who, new Date(0)),
    body: body ?? { amount: eur(-80_000), ...WHY },
    headers: {
      ...(etag === null ? {} : { 'if-match': etag }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });
const read = async (id: string, session: string, query = '') =>
  money.api.call('GET', `/v1/commissions${id === '' ? '' : `/${id}`}${query}`, { session });
const adjustmentOf = (line: Line) => money.world.database.commission.findFirstOrThrow({ where: { adjusts: line.id } });

describe('adjust', () => {
  it('200 with the line, which lists the adjustment; no fresh sign-in is asked for', async () => {
    const line = await approved();
    const answer = await adjust(line, 'paul');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'approved',
        amount: eur(480_000),
        actions: expect.arrayContaining(['adjust']),
        adjustments: [{ state: 'awaiting_approval', amount: eur(-80_000) }],
      },
    });
  });

  it('is read by finance with who proposed it, and why oneself cannot approve it', async () => {
    const line = await approved();
    await adjust(line, 'clara');
    const { id } = await adjustmentOf(line);
    expect((await read(id, await money.sessionOf('clara'))).body).toMatchObject({
      kind: 'adjustment',
      amount: eur(-80_000),
      adjustment: { adjusts: line.id, reason: WHY.message, caseId: null, proposedBy: { id: money.world.staff.clara } },
      mayApprove: { allowed: false, why: 'You proposed this adjustment.' },
      explanation: { steps: [{ label: 'Taken off by an adjustment', amount: eur(-80_000) }] },
    });
  });

  it('is read by the partner with its reason, and not who proposed it', async () => {
    const line = await approved();
    await adjust(line, 'paul');
    const { id } = await adjustmentOf(line);
    const { body } = await read(id, await money.api.sessionOf(line.adminId));
    expect(body['sentence']).toBe(
      'Finance proposes to take 800 EUR off this commission; until it is approved, nothing changes. Reason: “Two licences were counted twice.”',
    );
    expect(body['adjustment']).toEqual({ adjusts: line.id, reason: WHY.message, caseId: null });
  });

  it('is among what was corrected, and the line only once it took effect', async () => {
    const line = await approved();
    await adjust(line, 'paul');
    const session = await money.sessionOf('paul');
    const corrected = async (): Promise<string[]> => {
      const { body } = await read('', session, `?corrected=true&referralId=${line.referralId}`);
      return (body['data'] as { id: string }[]).map(({ id }) => id);
    };
    const { id, contentHash } = await adjustmentOf(line);
    expect(await corrected()).toEqual([id]);
    await money.api.call('POST', `/v1/commissions/${id}/approve`, {
      session: await money.sessionOf('viktor'),
      body: { contentHash },
      headers: { 'if-match': '"v1"' },
    });
    expect(await corrected()).toEqual([id, line.id]);
    expect((await read(line.id, session)).body).toMatchObject({
      amount: eur(400_000),
      clawedBack: { amount: eur(80_000), adjusted: eur(80_000), toReturn: eur(0) },
      sentence: expect.stringMatching(/800 EUR was taken back .+ by an adjustment\./),
    });
  });

  it('the same request again is answered as before', async () => {
    const line = await approved();
    await adjust(line, 'paul', { key: 'adjust-1' });
    expect((await adjust(line, 'paul', { key: 'adjust-1' })).status).toBe(200);
    expect(await money.world.database.commission.count({ where: { adjusts: line.id } })).toBe(1);
  });

  it('403 for who does not prepare payments, 428 and 412 without the version', async () => {
    const line = await approved();
    expect(await adjust(line, 'ines')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await adjust(line, 'paul', { etag: null })).toMatchObject({ status: 428 });
    expect(await adjust(line, 'paul', { etag: '"v99"' })).toMatchObject({ status: 412 });
  });

  it.each([
    { body: { amount: eur(0), ...WHY }, why: 'nothing' },
    { body: { amount: eur(1_000_000_001), ...WHY }, why: 'too much' },
    { body: { amount: eur(1), reasonCode: 'wrong_base' }, why: 'no reason in words' },
  ])('400 for $why', async ({ body }) => {
    expect(await adjust(await approved(), 'paul', { body })).toMatchObject({ status: 400 });
  });

  it('422 for more than is left of the line, and for another currency', async () => {
    const line = await approved();
    expect(await adjust(line, 'paul', { body: { amount: eur(-480_001), ...WHY } })).toMatchObject({
      status: 422,
      body: { code: 'adjustment_out_of_range', from: eur(-480_000) },
    });
    const usd = { amount: { amount: 1, currency: 'USD' }, ...WHY };
    expect(await adjust(line, 'paul', { body: usd })).toMatchObject({
      status: 422,
      body: { code: 'currency_differs' },
    });
  });

  it('409 for an adjustment', async () => {
    const line = await approved();
    await adjust(line, 'paul');
    const { id } = await adjustmentOf(line);
    expect(await adjust({ id, version: 1 }, 'paul')).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state' },
    });
  });
});
