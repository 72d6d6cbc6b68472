import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SplitOfReferral } from '../../../api/schemas/splits.ts';
import { createMailOutbox } from '../../../adapters/database/mailOutbox.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import type { StaffName, WonReferral } from '../../support/moneyWorld.ts';

type View = {
  split: { id: string; state: string; basisPoints: number; partner: { id: string } } | null;
  actions: string[];
};
let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

/** In negotiation, of a partner that Samir manages, and another partner of the program. */
async function referred(): Promise<WonReferral & { other: WonReferral }> {
  const { world } = money;
  const other = await world.wonReferral();
  const referral = await world.wonReferral();
  await world.database.referral.update({ where: { id: referral.referralId }, data: { stage: 'negotiation' } });
  await world.database.partner.update({ where: { id: referral.partnerId }, data: { managerId: world.staff.samir } });
  return { ...referral, other };
}

async function call<Body = View>(
  method: 'GET' | 'POST',
  path: string,
  who: { staff: StaffName } | { userId: string },
  body?: unknown,
) {
  const session = 'staff' in who ? await money.sessionOf(who.staff) : await money.api.sessionOf(who.userId);
  return money.api.call<Body>(method, path, {
    session,
    ...(body === undefined ? {} : { body, idempotencyKey: randomUUID() }),
  });
}
const addressOf = ({ referralId }: WonReferral) => `/v1/referrals/${referralId}/split`;
const propose = (
  referral: Awaited<ReturnType<typeof referred>>,
  who: { staff: StaffName } | { userId: string } = { staff: 'samir' },
  body: object = { partnerId: referral.other.partnerId, basisPoints: 3_000 },
) => call('POST', addressOf(referral), who, body);
const answer = (referral: WonReferral, splitId: string | undefined, given: string, userId = referral.adminId) =>
  call('POST', `${addressOf(referral)}/answer`, { userId }, { splitId, answer: given });

const mailsOf = async ({ referralId }: WonReferral) => {
  const rows = await money.world.database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
  return rows.filter(({ payload }) => (payload as { referralId: string }).referralId === referralId);
};

describe('a split', () => {
  it('is proposed by the partner manager, agreed by the partner’s administrator, and stands from then on', async () => {
    const referral = await referred();
    expect((await call('GET', addressOf(referral), { staff: 'samir' })).body).toEqual({
      split: null,
      actions: ['propose'],
    });
    const proposed = await propose(referral);
    expect(proposed.status).toBe(201);
    expect(() => SplitOfReferral.parse(proposed.body)).not.toThrow();
    expect(proposed.body.actions).toEqual(['propose', 'withdraw']);
    const { body } = await call('GET', addressOf(referral), { userId: referral.adminId });
    expect(body).toMatchObject({ split: { state: 'proposed', basisPoints: 3_000 }, actions: ['answer'] });
    const agreed = await answer(referral, body.split?.id, 'agreed');
    expect([agreed.status, agreed.body.split?.state, agreed.body.actions]).toEqual([200, 'agreed', []]);
    expect((await answer(referral, body.split?.id, 'declined')).body).toMatchObject({ code: 'not_allowed_in_state' });
    expect((await propose(referral)).body).toMatchObject({ code: 'already_exists' });
    const mails = await mailsOf(referral);
    expect(mails.map(({ payload }) => payload)).toMatchObject([
      { text: 'split_proposed', receiver: { kind: 'partner', partnerId: referral.partnerId } },
      {
        text: 'split_answered',
        receiver: { kind: 'user', userId: money.world.staff.samir },
        facts: { answer: 'agreed' },
      },
      { text: 'split_agreed', receiver: { kind: 'partner', partnerId: referral.other.partnerId } },
    ]);
  });

  it('goes by mail to the administrators of the partner that it is for, who of the referral learn number and company', async () => {
    const referral = await referred();
    const { body } = await propose(referral);
    await answer(referral, body.split?.id, 'agreed');
    const rows = await mailsOf(referral);
    const outbox = createMailOutbox(money.world.database);
    const pending = await Promise.all(rows.map(({ id }) => outbox.findPending(String(id))));
    const [asked, , told] = pending;
    expect(asked?.receivers.map(({ userId }) => userId)).toEqual([referral.adminId]);
    expect(asked?.referral).toMatchObject({ prospect: 'Ada Lindgren', isReadable: true });
    expect(told?.receivers.map(({ userId }) => userId)).toEqual([referral.other.adminId]);
    expect(told?.referral).toMatchObject({ prospect: null, feedback: null, isReadable: false });
    expect(told?.referral?.number).toMatch(/^R-TEST-/);
  });

  it('may be declined, taken back before that, and proposed anew', async () => {
    const referral = await referred();
    const first = await propose(referral);
    const back = await call(
      'POST',
      `${addressOf(referral)}/answer`,
      { staff: 'greta' },
      { splitId: first.body.split?.id, answer: 'withdrawn' },
    );
    expect(back.body.split?.state).toBe('withdrawn');
    const second = await propose(referral);
    const third = await propose(referral, { staff: 'greta' }, { partnerId: referral.other.partnerId, basisPoints: 1 });
    expect((await answer(referral, second.body.split?.id, 'agreed')).status).toBe(404);
    expect((await answer(referral, third.body.split?.id, 'declined')).body.split?.state).toBe('declined');
    expect((await propose(referral)).status).toBe(201);
    const states = await money.world.database.referralSplit.groupBy({
      by: ['state'],
      where: { referralId: referral.referralId },
      _count: true,
      orderBy: { state: 'asc' },
    });
    expect(states.map(({ state, _count }) => [state, _count])).toEqual([
      ['declined', 1],
      ['proposed', 1],
      ['withdrawn', 2],
    ]);
  });

  it('is for nobody else to propose or to answer', async () => {
    const referral = await referred();
    for (const staff of ['nora', 'paul', 'ines', 'abel'] as const)
      expect((await propose(referral, { staff })).status).toBe(403);
    expect((await propose(referral, { userId: referral.adminId })).status).toBe(403);
    const stranger = await money.world.wonReferral();
    for (const path of ['', '/answer']) {
      const given = await call<{ code: string }>(
        path === '' ? 'GET' : 'POST',
        `${addressOf(referral)}${path}`,
        { userId: stranger.adminId },
        path === '' ? undefined : { splitId: 'spl_x', answer: 'agreed' },
      );
      expect([given.status, given.body.code]).toEqual([404, 'not_found']);
    }
    const { body } = await propose(referral);
    const by = { staff: 'samir' } as const;
    expect(
      (await call('POST', `${addressOf(referral)}/answer`, by, { splitId: body.split?.id, answer: 'agreed' })).status,
    ).toBe(403);
  });

  it.each([
    { change: { basisPoints: 0 }, status: 400, why: 'nothing' },
    { change: { basisPoints: 10_000 }, status: 400, why: 'everything' },
    { change: { partnerId: 'prt_nobody' }, status: 409, why: 'nobody' },
  ])('is refused with $why', async ({ change, status }) => {
    const referral = await referred();
    const body = { partnerId: referral.other.partnerId, basisPoints: 3_000, ...change };
    expect((await propose(referral, { staff: 'samir' }, body)).status).toBe(status);
  });

  it('is refused with the partner itself, and once the deal is won', async () => {
    const referral = await referred();
    const own = { partnerId: referral.partnerId, basisPoints: 3_000 };
    expect((await propose(referral, { staff: 'samir' }, own)).body).toMatchObject({ code: 'invalid_request' });
    const { body } = await propose(referral);
    await money.world.database.referral.update({ where: { id: referral.referralId }, data: { stage: 'won' } });
    expect((await answer(referral, body.split?.id, 'agreed')).body).toMatchObject({ code: 'not_allowed_in_stage' });
  });

  it.each(['suspended', 'its enrolment ended'])('is not agreed with a partner that was %s meanwhile', async (what) => {
    const referral = await referred();
    const { body } = await propose(referral);
    const { partnerId } = referral.other;
    const { database } = money.world;
    if (what === 'suspended') await database.partner.update({ where: { id: partnerId }, data: { state: 'suspended' } });
    else await database.enrolment.updateMany({ where: { partnerId }, data: { state: 'ended' } });
    expect((await answer(referral, body.split?.id, 'agreed')).body).toMatchObject({ code: 'partner_not_active' });
    expect((await answer(referral, body.split?.id, 'declined')).body.split?.state).toBe('declined');
  });
});
