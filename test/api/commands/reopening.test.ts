import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../../domain/referral/stages.ts';
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
});

afterAll(() => api.close());

type Who = { session?: string; key?: string };

async function endedAs(stage: Stage, from: Stage = 'accepted') {
  const outcome = { reasonCode: 'mistake', at: new Date().toISOString(), againFrom: null, contestUntil: null, from };
  await moveTo(api, id, { stage, ownerId: world.owner.id });
  await api.planted.referral.update({ where: { id }, data: { outcome } });
}

const undo = (who: Who, body: unknown = {}) => world.give(id, 'undo-withdraw', body, who);
const reopen = (who: Who, body: unknown = { reasonCode: 'new_information' }) => world.give(id, 'reopen', body, who);

describe('POST /referrals/{id}/undo-withdraw', () => {
  it('200: by the key that submitted it, or the administrator', async () => {
    await endedAs('withdrawn');
    for (const who of [{ key: world.own.key }, world.own.admin]) expect((await undo(who)).status).toBe(200);
    expect(api.stories.delivered[0]).toMatchObject({ name: 'undoWithdraw', workflowId: `referral:${id}` });
  });

  it('403: the house does not undo for the partner; once it was qualified only the administrator does', async () => {
    await endedAs('withdrawn', 'qualified');
    expect(said(await undo(world.lead))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await undo({ key: world.own.key }))).toEqual({ status: 403, code: 'forbidden' });
    expect((await undo(world.own.admin)).status).toBe(200);
  });

  it('400, 404 and 409: unknown fields, another partner, and what was not withdrawn', async () => {
    await endedAs('withdrawn');
    expect(said(await undo(world.own.admin, { why: 'x' }))).toEqual({ status: 400, code: 'unknown_field' });
    const other = await partner(api, { programIds: [] });
    expect(said(await undo(other.admin))).toEqual({ status: 404, code: 'not_found' });
    await endedAs('lost');
    expect(said(await undo(world.own.admin))).toEqual({ status: 409, code: 'not_allowed_in_stage' });
  });

  it.each(['undo_window_closed', 'referred_again'] as const)('409 %s, as the story says', async (code) => {
    await endedAs('withdrawn');
    api.stories.answer = () => Promise.resolve({ outcome: 'refused', code, facts: {} });
    expect(said(await undo(world.own.admin))).toEqual({ status: 409, code });
  });
});

describe('POST /referrals/{id}/reopen', () => {
  it.each(['lost', 'disqualified', 'expired', 'withdrawn', 'won'] as const)('200: %s, by a manager', async (stage) => {
    if (stage === 'won') await moveTo(api, id, { stage, ownerId: world.owner.id });
    else await endedAs(stage);
    for (const who of [world.manager, world.lead]) expect((await reopen(who)).status).toBe(200);
    expect(api.stories.delivered[0]).toMatchObject({ name: 'reopen', payload: { reasonCode: 'new_information' } });
  });

  it('400 without a reason, 403 to owner, partner and key, 404 to a manager of other partners', async () => {
    await endedAs('lost');
    expect(said(await reopen(world.lead, {}))).toEqual({ status: 400, code: 'invalid_request' });
    for (const who of [world.owner, world.own.admin]) {
      expect(said(await reopen(who))).toEqual({ status: 403, code: 'forbidden' });
    }
    expect(said(await reopen({ key: world.own.key }))).toEqual({ status: 403, code: 'insufficient_scope' });
    const other = await person(api, { roles: ['partner_manager'] });
    expect(said(await reopen(other))).toEqual({ status: 404, code: 'not_found' });
  });

  it('409: a decline is contested and not reopened, and an open one is open', async () => {
    await endedAs('declined');
    expect(said(await reopen(world.lead))).toEqual({ status: 409, code: 'not_allowed_in_stage' });
    await moveTo(api, id, { stage: 'accepted' });
    expect(said(await reopen(world.lead))).toEqual({ status: 409, code: 'not_allowed_in_stage' });
    expect(api.stories.delivered).toHaveLength(0);
  });

  it.each(['reopen_window_closed', 'money_moved'] as const)('409 %s, as the story says', async (code) => {
    await endedAs('lost');
    api.stories.answer = () => Promise.resolve({ outcome: 'refused', code, facts: {} });
    expect(said(await reopen(world.lead))).toEqual({ status: 409, code });
  });
});
