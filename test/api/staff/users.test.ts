import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { moveTo, partner, program, refer, type PartnerWorld } from '../../support/apiWorld.ts';
import { said } from '../../support/commandWorld.ts';

let api: ApiServer;
let olga: Someone;
let greta: Someone;
let nora: Someone;
let own: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  olga = await person(api, { roles: ['program_admin'] });
  greta = await person(api, { roles: ['sales_manager'] });
  nora = await person(api, { roles: ['sales_rep'] });
  own = await partner(api, { programIds: [await program(api)] });
});

afterAll(() => api.close());

const patch = (id: string, body: unknown, who = olga) =>
  api.call('PATCH', `/v1/users/${id}`, { session: who.session, body });
const handover = (id: string, who = greta) => api.call('GET', `/v1/users/${id}/handover`, { session: who.session });
const handOver = (id: string, body: unknown, who = olga, idempotencyKey?: string) =>
  api.call<{ items: { referralId: string; state: string }[]; remaining: number }>('POST', `/v1/users/${id}/handover`, {
    session: who.session,
    body,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
const owned = async (ownerId: string, stage: string): Promise<string> => {
  const id = await refer(api, own.key);
  await moveTo(api, id, { stage, ownerId });
  return id;
};

describe('PATCH /users/{id}', () => {
  it('200: only what is named changes', async () => {
    const workingHours = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
    expect((await patch(nora.id, { capacity: 12, weight: 3, workingHours })).body).toMatchObject({
      id: nora.id,
      capacity: 12,
      weight: 3,
      workingHours,
      roles: ['sales_rep'],
    });
    const { body } = await patch(nora.id, { capacity: null, workingHours: null });
    expect(body).toMatchObject({ capacity: null, weight: 3, workingHours: null });
  });

  it.each([
    { body: { workingHours: { zone: 'Mars/Olympus', days: [1], from: '09:00', to: '17:00' } }, why: 'no such zone' },
    { body: { workingHours: { zone: 'UTC', days: [1], from: '17:00', to: '09:00' } }, why: 'ends before it begins' },
    { body: { capacity: -1 }, why: 'below nothing' },
    { body: { roles: ['partner_admin'] }, why: 'the role of another side' },
  ])('400: $why', async ({ body }) => {
    expect(said(await patch(nora.id, body))).toEqual({ status: 400, code: 'invalid_request' });
  });

  it('403: nobody takes their own rights away; 404: nobody there', async () => {
    expect(said(await patch(olga.id, { active: false }))).toEqual({ status: 403, code: 'forbidden' });
    expect((await patch(newId('user'), { weight: 2 })).status).toBe(404);
  });

  it('409: who still has open referrals is not deactivated, nor loses the last role in which they are owned', async () => {
    const busy = await person(api, { roles: ['sales_rep'] });
    await owned(busy.id, 'contacted');
    for (const change of [{ active: false }, { roles: ['auditor'] }]) {
      const { status, body } = await patch(busy.id, change);
      expect({ status, code: body['code'], open: body['open'] }).toEqual({
        status: 409,
        code: 'handover_required',
        open: 1,
      });
    }
    expect((await api.call('GET', '/v1/session', { session: busy.session })).status).toBe(200);
  });

  it('a deactivated person’s sessions end at once', async () => {
    const leaver = await person(api, { roles: ['sales_rep'] });
    expect((await patch(leaver.id, { active: false })).body).toMatchObject({ active: false });
    expect((await api.call('GET', '/v1/session', { session: leaver.session })).status).toBe(401);
  });
});

describe('the handover', () => {
  it('shows what somebody owns, by what they are there for', async () => {
    const emil = await person(api, { roles: ['sales_rep'] });
    for (const stage of ['in_review', 'waitlisted', 'accepted', 'negotiation', 'won', 'lost'])
      await owned(emil.id, stage);
    expect((await handover(emil.id)).body).toMatchObject({
      user: { id: emil.id, active: true },
      counts: { review: 2, qualify: 1, close: 1 },
      has_more: false,
    });
    expect((await handover(emil.id, nora)).status).toBe(403);
    expect((await handover(own.admin.id)).status).toBe(404);
  });

  it('hands everything over in one action, each by an ordinary command, says what became of each, and goes on when repeated', async () => {
    const emil = await person(api, { roles: ['sales_rep'] });
    const ids = [await owned(emil.id, 'accepted'), await owned(emil.id, 'contacted'), await owned(emil.id, 'proposal')];
    const answers = ['done', 'later', 'refused'];
    api.stories.delivered.length = 0;
    api.stories.answer = async ({ workflowId, commandId }) => {
      const outcome = answers[ids.indexOf(workflowId.slice('referral:'.length))];
      const state = outcome === 'later' ? 'pending' : (outcome ?? '');
      await api.planted.command.update({ where: { id: commandId }, data: { state } });
      if (outcome === 'done') await moveTo(api, ids[0] ?? '', { stage: 'accepted', ownerId: nora.id });
      if (outcome === 'refused') return { outcome, code: 'busy', facts: {} };
      return { outcome: outcome === 'done' ? 'done' : 'later' };
    };
    const first = await handOver(emil.id, { to: nora.id, deactivate: true });
    expect(first).toMatchObject({ status: 200, body: { user: { active: false }, remaining: 2 } });
    expect(new Map(first.body.items.map(({ referralId, state }) => [referralId, state]))).toEqual(
      new Map(ids.map((id, place) => [id, ['done', 'pending', 'refused'][place]])),
    );
    expect(api.stories.delivered).toHaveLength(3);
    expect(api.stories.delivered[0]).toMatchObject({
      name: 'assign',
      actor: { kind: 'user', id: olga.id },
      payload: { ownerId: nora.id, reasonCode: 'left' },
    });
    expect((await api.call('GET', '/v1/session', { session: emil.session })).status).toBe(401);

    await handOver(emil.id, { to: 'by_rule' });
    const commands = await api.database.command.findMany({ where: { name: 'assign', referralId: { in: ids } } });
    expect(commands.filter(({ referralId }) => referralId === ids[1])).toHaveLength(1); // still under way: not asked twice
    expect(commands.filter(({ referralId }) => referralId === ids[2])).toHaveLength(2); // refused: asked again
  });

  it('the same key gives the first answer', async () => {
    const emil = await person(api, { roles: ['sales_rep'] });
    await owned(emil.id, 'accepted');
    api.stories.answer = () => Promise.resolve({ outcome: 'later' });
    const first = await handOver(emil.id, { to: 'by_rule' }, greta, 'handover-1');
    const again = await handOver(emil.id, { to: 'by_rule' }, greta, 'handover-1');
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each([
    { who: () => greta, body: { to: 'by_rule', deactivate: true }, status: 403, code: 'forbidden' },
    { who: () => greta, body: { to: `usr_${'0'.repeat(26)}` }, status: 422, code: 'owner_not_available' },
    { who: () => nora, body: { to: 'by_rule' }, status: 403, code: 'forbidden' },
  ])('$status $code: $body', async ({ who, body, status, code }) => {
    const emil = await person(api, { roles: ['sales_rep'] });
    expect(said((await handOver(emil.id, body, who())) as never)).toEqual({ status, code });
    expect(await api.database.user.count({ where: { id: emil.id, active: true } })).toBe(1);
  });

  it('a partner manager’s partners go to the partner manager who takes over', async () => {
    const samir = await person(api, { roles: ['partner_manager'] });
    const ruth = await person(api, { roles: ['partner_manager'] });
    const managed = await partner(api, { programIds: [await program(api)], managerId: samir.id });
    await handOver(samir.id, { to: ruth.id, deactivate: true });
    expect(await api.database.partner.findUnique({ where: { id: managed.id } })).toMatchObject({ managerId: ruth.id });
  });
});
