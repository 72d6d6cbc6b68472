import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

type Line = { id: string; version: number };
type Change = { etag?: string | null; body?: object; signedInAt?: Date };

async function approved(): Promise<Line & { referralId: string; adminId: string }> {
  const { line, referralId, adminId } = await approvedLine(money.world);
  const { id, version } = await money.world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
  return { id, version, referralId, adminId };
}

const give = async (
  line: Line,
  who: StaffName,
  name: 'freeze' | 'unfreeze',
  { etag = `"v${String(line.version)}"`, body = { reasonCode: 'invoice_disputed' }, signedInAt }: Change = {},
) =>
  money.api.call('POST', `/v1/commissions/${line.id}/${name}`, {
    session: await money.sessionOf(who, signedInAt),
    body,
    headers: etag === null ? {} : { 'if-match': etag },
  });
const next = (line: Line): Line => ({ ...line, version: line.version + 1 });

describe('freeze', () => {
  it('200 with the line, its reason, and what may be done next; the note is not in the answer', async () => {
    const line = await approved();
    const body = { reasonCode: 'invoice_disputed', note: 'the customer has not paid' };
    const answer = await give(line, 'clara', 'freeze', { body });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'frozen',
        frozen: { reasonCode: 'invoice_disputed', byFinance: true, caseIds: [] },
        actions: ['unfreeze', 'adjust'],
      },
    });
    expect(answer.text).not.toContain('has not paid');
  });

  it('is said to the partner in a sentence with a date, and without who did it', async () => {
    const line = await approved();
    await give(line, 'paul', 'freeze');
    const { body } = await money.api.call('GET', `/v1/commissions/${line.id}`, {
      session: await money.api.sessionOf(line.adminId),
    });
    expect(body['sentence']).toMatch(/^4,800 EUR earned; stopped since .+ while a question about it is looked into/);
    expect(body['frozen']).toEqual({ since: expect.any(String), reasonCode: 'invoice_disputed' });
    expect(body).not.toHaveProperty('actions');
  });

  it('403 for who is not of finance, 428 and 412 without the version, 400 without a reason', async () => {
    const line = await approved();
    expect(await give(line, 'samir', 'freeze')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await give(line, 'paul', 'freeze', { etag: null })).toMatchObject({ status: 428 });
    expect(await give(line, 'paul', 'freeze', { etag: '"v99"' })).toMatchObject({ status: 412 });
    expect(await give(line, 'paul', 'freeze', { body: {} })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it('409 when it stands still already, before anything about version or person', async () => {
    const line = await approved();
    await give(line, 'paul', 'freeze');
    expect(await give(line, 'paul', 'freeze')).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', state: 'frozen' },
    });
  });
});

describe('unfreeze', () => {
  it('200, and the line is where it was', async () => {
    const line = await approved();
    await give(line, 'paul', 'freeze');
    expect(await give(next(line), 'ines', 'unfreeze')).toMatchObject({
      status: 200,
      body: { state: 'approved', frozen: null, actions: ['freeze'] },
    });
  });

  it('403 for a preparer, for who closed the deal, and for an old sign-in', async () => {
    const line = await approved();
    await give(line, 'paul', 'freeze');
    const stopped = next(line);
    expect(await give(stopped, 'paul', 'unfreeze')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await give(stopped, 'greta', 'unfreeze')).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties', detail: 'greta of staff closed the deal.' },
    });
    const signedInAt = new Date(Date.now() - 600_000);
    expect(await give(stopped, 'ines', 'unfreeze', { signedInAt })).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    });
  });

  it('409 when finance has not stopped it', async () => {
    expect(await give(await approved(), 'ines', 'unfreeze')).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', state: 'approved' },
    });
  });
});
