import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { moveTo } from '../../support/apiWorld.ts';
import { person, type Someone } from '../../support/apiServer.ts';
import { said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';

const HOUR_MS = 3_600_000;

let world: CommandWorld;
let deputy: Someone;
let stranger: Someone;
let id: string;

const absence = (fromHours: number, toHours: number, who: { userId?: string; deputyId?: string } = {}) =>
  world.api.database.absence.create({
    data: {
      id: newId('absence'),
      userId: world.owner.id,
      deputyId: deputy.id,
      startsAt: new Date(Date.now() + fromHours * HOUR_MS),
      endsAt: new Date(Date.now() + toHours * HOUR_MS),
      createdBy: world.owner.id,
      ...who,
    },
  });

beforeAll(async () => {
  world = await startCommandWorld();
  deputy = await person(world.api, { roles: ['sales_rep'] });
  stranger = await person(world.api, { roles: ['sales_rep'] });
  id = await world.renew();
  await moveTo(world.api, id, { stage: 'accepted', ownerId: world.owner.id });
});

afterAll(() => world.api.close());

const reads = async ({ session }: Someone) => (await world.api.call('GET', `/v1/referrals/${id}`, { session })).status;
const deputised = async ({ session }: Someone) =>
  (await world.api.call<{ data: { id: string }[] }>('GET', '/v1/referrals?deputised=true', { session })).body.data;
const attempt = (who: Someone) => world.give(id, 'contact', { channel: 'phone', outcome: 'no_answer' }, who);

describe('while the owner is here', () => {
  it('a colleague neither reads nor works it, also one who stands in tomorrow', async () => {
    await absence(24, 48);
    expect([await reads(deputy), await reads(stranger)]).toEqual([404, 404]);
    expect(said(await attempt(deputy))).toEqual({ status: 404, code: 'not_found' });
    expect(await deputised(deputy)).toEqual([]);
  });
});

describe('while the owner is away', () => {
  beforeAll(() => absence(-1, 1));

  it('the deputy reads it, has it in a tab of its own, and may do what the owner may', async () => {
    expect([await reads(deputy), await reads(stranger)]).toEqual([200, 404]);
    expect((await deputised(deputy)).map((row) => row.id)).toEqual([id]);
    expect(await deputised(world.owner)).toEqual([]);
    const { body } = await world.api.call<{ actions: string[] }>('GET', `/v1/referrals/${id}`, deputy);
    expect(body.actions).toEqual(expect.arrayContaining(['contact', 'assign']));
    expect(said(await attempt(deputy))).toMatchObject({ status: 200 });
    expect(said(await attempt(stranger))).toEqual({ status: 404, code: 'not_found' });
  });

  it('says to the house how long and who stands in, also in the answer to who assigns it; the partner reads neither', async () => {
    const away = { until: expect.any(String), deputy: { id: deputy.id, name: deputy.name } };
    const given = await world.give(id, 'assign', { ownerId: deputy.id, reasonCode: 'absence' }, world.lead);
    expect(given).toMatchObject({ status: 200, body: { ownerAway: away } });
    expect((await world.api.call('GET', `/v1/referrals/${id}`, world.lead)).body['ownerAway']).toEqual(away);
    const { body } = await world.api.call('GET', `/v1/referrals/${id}`, { key: world.own.key });
    expect(body).not.toHaveProperty('ownerAway');
  });

  it('hands it back to nobody by name, and may not choose who gets it', async () => {
    const named = { reasonCode: 'hand_back', ownerId: stranger.id };
    expect(said(await world.give(id, 'assign', named, deputy))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await world.give(id, 'assign', { reasonCode: 'hand_back' }, deputy))).toMatchObject({ status: 200 });
  });

  it('what is meant for who is away goes to the deputy too, who reads for whom; nobody gets it twice', async () => {
    type Payload = { receiver: { userId: string }; standsInFor?: string };
    const mail = async (receiver: object): Promise<Record<string, string>> => {
      const event = newId('event');
      const row = JSON.stringify({ text: 'reminder_50', receiver, facts: {} });
      await world.api.planted.$executeRaw`SELECT enqueue_mail(${event}, ${id}, ${row}::jsonb)`;
      const rows = await world.api.planted.outboxRow.findMany({
        where: { groupKey: { startsWith: `mail:${event}:` } },
      });
      const told = rows.map(({ payload }) => payload as Payload);
      expect(new Set(told.map(({ receiver: { userId } }) => userId)).size).toBe(rows.length);
      return Object.fromEntries(told.map(({ receiver: { userId }, standsInFor = 'self' }) => [userId, standsInFor]));
    };
    const { owner, lead, manager } = world;
    expect(await mail({ kind: 'user', userId: owner.id })).toEqual({ [owner.id]: 'self', [deputy.id]: owner.id });
    expect(await mail({ kind: 'user', userId: stranger.id })).toEqual({ [stranger.id]: 'self' });
    expect(await mail({ kind: 'managers' })).toEqual({ [lead.id]: 'self' });
    expect(await mail({ kind: 'partner_manager' })).toEqual({ [manager.id]: 'self' });

    await absence(-1, 1, { userId: manager.id, deputyId: lead.id });
    expect(await mail({ kind: 'partner_manager' })).toEqual({ [manager.id]: 'self', [lead.id]: 'self' });
    await absence(-1, 1, { userId: lead.id, deputyId: stranger.id });
    await absence(-1, 1, { userId: lead.id, deputyId: stranger.id });
    expect(await mail({ kind: 'managers' })).toEqual({ [lead.id]: 'self', [stranger.id]: lead.id });
  });

  it('a deputy who has left stands in for nobody', async () => {
    await world.api.database.user.update({ where: { id: deputy.id }, data: { active: false } });
    const [row] = await world.api.planted.$queryRaw<
      { ids: string[] }[]
    >`SELECT deputies_of(${world.owner.id}, now()) AS ids`;
    expect(row?.ids).toEqual([]);
  });
});
