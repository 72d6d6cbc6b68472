import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Extension } from '../../../domain/referral/extension.ts';
import { person } from '../../support/apiServer.ts';
import { moveTo, partner } from '../../support/apiWorld.ts';
import { said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';

let world: CommandWorld;
let api: CommandWorld['api'];
let id: string;

beforeAll(async () => {
  world = await startCommandWorld();
  ({ api } = world);
});

beforeEach(async () => {
  id = await world.renew();
  await moveTo(api, id, { stage: 'accepted', ownerId: world.owner.id });
});

afterAll(() => api.close());

const ASK = { days: 30, reasonCode: 'decision_pending' };
const stands = (extension: Extension) => api.planted.referral.update({ where: { id }, data: { extension } });
const askedAt = Date.parse('2026-11-25T10:00:00Z');
const dueAt = Date.parse('2026-11-25T14:00:00Z');
const pending = { request: { ...ASK, askedAt, dueAt, rungs: [dueAt], stepsDone: 0 }, granted: 1 };
type Who = { session?: string; key?: string };
const ask = (who: Who = { key: world.own.key }, body: unknown = ASK) => world.give(id, 'extension', body, who);
const decide = (who: Who = world.manager, body: unknown = { decision: 'approve' }) =>
  world.give(id, 'extension-decision', body, who);

describe('POST /referrals/{id}/extension', () => {
  it('200: asked by a key, the submitter’s company administrator; the message carries days and code', async () => {
    for (const who of [{ key: world.own.key }, world.own.admin]) {
      expect(await ask(who, { ...ASK, note: 'They decide in spring' })).toMatchObject({ status: 200, body: { id } });
    }
    expect(api.stories.delivered[0]).toMatchObject({ name: 'requestExtension', payload: ASK });
    expect(JSON.stringify(api.stories.delivered)).not.toContain('spring');
  });

  it('400: days that are none, and a missing reason', async () => {
    for (const body of [{ ...ASK, days: 0 }, { ...ASK, days: 181 }, { ...ASK, days: '30' }, { days: 30 }])
      expect(said(await ask(undefined, body))).toEqual({ status: 400, code: 'invalid_request' });
  });

  it('403: the house does not ask for the partner; 404: another partner', async () => {
    expect(said(await ask(world.lead))).toEqual({ status: 403, code: 'forbidden' });
    const other = await partner(api, { programIds: [] });
    expect(said(await ask(other.admin))).toEqual({ status: 404, code: 'not_found' });
  });

  it('409: one at a time, twice at most, and not where nothing lapses', async () => {
    await stands(pending);
    expect(said(await ask())).toEqual({ status: 409, code: 'extension_pending' });
    await stands({ request: null, granted: 2 });
    expect(said(await ask())).toEqual({ status: 409, code: 'extension_limit' });
    await moveTo(api, id, { stage: 'opportunity' });
    expect(said(await ask())).toEqual({ status: 409, code: 'not_allowed_in_stage' });
    expect(api.stories.delivered).toHaveLength(0);
  });
});

describe('POST /referrals/{id}/extension-decision', () => {
  it('200: the partner’s manager or a sales manager decides; the message to the partner is not in Temporal', async () => {
    await stands(pending);
    for (const who of [world.manager, world.lead])
      expect((await decide(who, { decision: 'refuse', message: 'Too early' })).status).toBe(200);
    expect(api.stories.delivered[0]).toMatchObject({ name: 'decideExtension', payload: { decision: 'refuse' } });
    expect(JSON.stringify(api.stories.delivered)).not.toContain('Too early');
  });

  it('403: neither the owner nor the partner; 400: no decision', async () => {
    await stands(pending);
    for (const who of [world.owner, world.own.admin]) {
      expect(said(await decide(who))).toEqual({ status: 403, code: 'forbidden' });
    }
    expect(said(await decide({ key: world.own.key }))).toEqual({ status: 403, code: 'insufficient_scope' });
    expect(said(await decide(undefined, { decision: 'later' }))).toEqual({ status: 400, code: 'invalid_request' });
  });

  it('404 to a manager of other partners, 409 when nothing is asked', async () => {
    const other = await person(api, { roles: ['partner_manager'] });
    expect(said(await decide(other))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await decide())).toEqual({ status: 409, code: 'no_extension_requested' });
  });
});

it('what is asked stands in the referral, and who may do what now in its actions', async () => {
  await stands(pending);
  const read = async (who: Who) =>
    (
      await api.call('GET', `/v1/referrals/${id}`, {
        ...(who.key === undefined ? { session: who.session ?? '' } : { key: who.key }),
      })
    ).body;
  const forManager = await read(world.manager);
  expect(forManager).toMatchObject({
    extension: {
      request: { ...ASK, askedAt: '2026-11-25T10:00:00.000Z', decideBy: '2026-11-25T14:00:00.000Z' },
      granted: 1,
      max: 2,
    },
  });
  expect(forManager['actions']).toContain('extension-decision');
  expect((await read(world.own.admin))['actions']).not.toContain('extension');
  await stands({ request: null, granted: 1 });
  expect((await read(world.own.admin))['actions']).toContain('extension');
  expect((await read(world.manager))['actions']).not.toContain('extension-decision');
});
