import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Stuck } from '../../../api/schemas/operators.ts';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { moveTo, partner, program, refer } from '../../support/apiWorld.ts';

let api: ApiServer;

beforeAll(async () => {
  api = await startApiServer();
});

afterAll(() => api.close());

it('lists every blocked piece of work with its cause, and nothing else', async () => {
  const { session } = await person(api, { roles: ['program_admin'] });
  const owner = await person(api, { roles: ['sales_manager'] });
  const own = await partner(api, { programIds: [await program(api)] });
  const list = () =>
    api.call<{ data: { kind: string; referralId: string; cause: string }[] }>('GET', '/v1/operations/stuck', {
      session,
    });
  expect((await list()).body).toEqual({ data: [] });

  const id = await refer(api, own.key);
  expect((await list()).body).toEqual({ data: [] });
  const longAgo = new Date(Date.now() - 3_600_000);
  await api.planted.referral.update({ where: { id }, data: { submittedAt: longAgo } });
  await api.planted.outboxRow.updateMany({
    where: { kind: 'mail' },
    data: { deadAt: new Date(), attempts: 12, lastError: 'refused' },
  });
  const waiting = await refer(api, own.key);
  await api.planted.referral.update({ where: { id: waiting }, data: { storyRunId: 'run' } });
  await moveTo(api, waiting, { stage: 'accepted', ownerId: owner.id, unassigned: true });
  await api.call('POST', `/v1/referrals/${waiting}/contact`, {
    session: owner.session,
    body: { channel: 'phone', outcome: 'reached' },
  });
  await api.planted.command.updateMany({ data: { createdAt: longAgo } });

  const { body } = await list();
  expect(Stuck.safeParse(body)).toMatchObject({ success: true });
  expect(
    body.data.map(({ kind, referralId }) => ({ kind, referralId })).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
  ).toEqual([
    { kind: 'command_pending', referralId: waiting },
    { kind: 'dead_delivery', referralId: id },
    { kind: 'story_not_started', referralId: id },
    { kind: 'unassigned', referralId: waiting },
  ]);
  expect(body.data.find(({ kind }) => kind === 'dead_delivery')?.cause).toBe('mail: refused');
});
