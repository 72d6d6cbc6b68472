import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT, type StaffName } from '../../support/moneyWorld.ts';
import type { Policy } from '../../../domain/policy.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

type Line = { id: string; contentHash: string; etag: string };

async function accruedLine({
  amount = 4_800_000,
  policy = {},
}: { amount?: number; policy?: Partial<Policy> } = {}): Promise<Line> {
  const { world } = money;
  const { referralId } = await world.wonReferral({ policy });
  const [line] = await commissionActivities(world).accrueLines({
    referralId,
    at: SIGNED_AT,
    deal: dealOf(world, amount),
  });
  if (line === undefined) throw new Error('nothing accrued');
  return { id: line.commissionId, contentHash: line.contentHash, etag: '"v1"' };
}

type Change = { name?: 'approve' | 'reject'; etag?: string | null; body?: object; signedInAt?: Date; key?: string };

async function decide(
  line: Line,
  who: StaffName,
  { name = 'approve', etag = line.etag, body = {}, signedInAt, key }: Change = {},
) {
  const reason = name === 'reject' ? { reasonCode: 'mistake' } : {};
  return money.api.call('POST', `/v1/commissions/${line.id}/${name}`, {
    session: await money.sessionOf(who, signedInAt),
    body: { contentHash: line.contentHash, ...reason, ...body },
    headers: etag === null ? {} : { 'if-match': etag },
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
}

describe('approve', () => {
  it('200 with the line as it is then', async () => {
    const line = await accruedLine();
    const { status, headers, body } = await decide(line, 'ines');
    expect([status, headers.get('etag')]).toEqual([200, '"v2"']);
    expect(body).toMatchObject({
      state: 'holding',
      approvals: [{ userId: money.world.staff.ines, name: 'ines of staff' }],
    });
  });

  it('the same key again gives the same answer and counts once', async () => {
    const line = await accruedLine();
    const key = randomUUID();
    const once = await decide(line, 'ines', { key });
    const again = await decide(line, 'ines', { key });
    expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([200, 'true', once.text]);
    expect(await money.world.database.commissionApproval.count({ where: { commissionId: line.id } })).toBe(1);
  });

  it('202 while Temporal is away; the command waits in its row', async () => {
    const line = await accruedLine();
    money.away(true);
    const { status, headers, body } = await decide(line, 'ines');
    money.away(false);
    expect([status, headers.get('location'), body['state']]).toEqual([
      202,
      `/v1/commands/${String(body['id'])}`,
      'pending',
    ]);
  });

  it.each([
    { who: 'greta' as const, why: 'closed_deal', detail: 'greta of staff closed the deal.' },
    { who: 'olga' as const, why: 'drafted_plan', detail: 'olga of staff drafted the version of the plan.' },
  ])('403 separation_of_duties with who and why: $detail', async ({ who, why, detail }) => {
    const { status, body } = await decide(await accruedLine(), who);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      code: 'separation_of_duties',
      who: money.world.staff[who],
      name: `${who} of staff`,
      why,
      detail,
    });
  });

  it.each(['paul', 'abel', 'nora'] as const)('403 forbidden to %s', async (who) => {
    expect(await decide(await accruedLine(), who)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('403 step_up_required when the sign-in is old', async () => {
    const signedInAt = new Date(Date.now() - 600_000);
    expect(await decide(await accruedLine(), 'ines', { signedInAt })).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    });
  });

  it('428 without If-Match, 412 with an old one', async () => {
    const line = await accruedLine();
    expect(await decide(line, 'ines', { etag: null })).toMatchObject({
      status: 428,
      body: { code: 'precondition_required' },
    });
    await decide(line, 'ines');
    expect(await decide(line, 'viktor')).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed', etag: '"v2"' },
    });
  });

  it('409 content_changed, already_approved, threshold_missing', async () => {
    const line = await accruedLine();
    expect(await decide(line, 'ines', { body: { contentHash: 'f'.repeat(64) } })).toMatchObject({
      status: 409,
      body: { code: 'content_changed' },
    });
    await decide(line, 'ines');
    expect(await decide(line, 'ines', { etag: '"v2"' })).toMatchObject({
      status: 409,
      body: { code: 'already_approved' },
    });
    const unset = await accruedLine({ policy: { secondApproverFrom: [] } });
    expect(await decide(unset, 'ines')).toMatchObject({ status: 409, body: { code: 'threshold_missing' } });
  });

  it('409 not_allowed_in_state before anything about version or person', async () => {
    const line = await accruedLine();
    await decide(line, 'ines', { name: 'reject' });
    expect(await decide(line, 'greta')).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', state: 'rejected' },
    });
  });

  it('400 for a hash of the wrong shape and for what nobody asked', async () => {
    const line = await accruedLine();
    expect(await decide(line, 'ines', { body: { contentHash: 'abc' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(await decide(line, 'ines', { body: { amount: 1 } })).toMatchObject({
      status: 400,
      body: { code: 'unknown_field' },
    });
  });
});

describe('reject', () => {
  it('200, with the reason kept and the note out of the answer', async () => {
    const line = await accruedLine();
    const answer = await decide(line, 'ines', { name: 'reject', body: { note: 'the deal was entered twice' } });
    expect(answer).toMatchObject({ status: 200, body: { state: 'rejected', rejectReason: 'mistake' } });
    expect(answer.text).not.toContain('entered twice');
  });

  it('403 for who closed the deal', async () => {
    expect(await decide(await accruedLine(), 'greta', { name: 'reject' })).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties' },
    });
  });
});
