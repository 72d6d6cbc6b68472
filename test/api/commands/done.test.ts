import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { moveTo } from '../../support/apiWorld.ts';
import { CHECKLIST, said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';
import { person } from '../../support/apiServer.ts';
import { TODAY } from '../../support/today.ts';

let api: CommandWorld['api'];
let world: CommandWorld;
let own: CommandWorld['own'];
let owner: CommandWorld['owner'];
let lead: CommandWorld['lead'];
let manager: CommandWorld['manager'];
let id: string;

beforeAll(async () => {
  world = await startCommandWorld();
  ({ api, own, owner, lead, manager } = world);
});

beforeEach(async () => {
  id = await world.renew();
});

afterAll(() => api.close());

const give = (
  command: string,
  body: unknown,
  who?: { session?: string; key?: string },
  idempotencyKey?: string | null,
) => world.give(id, command, body, who, idempotencyKey);

describe('200: the story has done it', () => {
  it('the message carries codes only; text stays in the command’s row', async () => {
    await moveTo(api, id, { stage: 'contacted', ownerId: owner.id });
    const body = {
      ...CHECKLIST,
      outcome: 'qualified',
      quality: 5,
      feedback: 'Perfect introduction',
      note: 'Call Jana',
    };
    const answer = await give('qualify', body);
    expect(answer).toMatchObject({ status: 200, body: { id, stage: 'contacted' } });
    expect(answer.headers.get('etag')).toMatch(/^"v\d+"$/);
    expect(api.stories.delivered).toMatchObject([
      {
        workflowId: `referral:${id}`,
        name: 'qualify',
        actor: { kind: 'user', id: owner.id },
        payload: { ...CHECKLIST, outcome: 'qualified', quality: 5 },
      },
    ]);
    const message = JSON.stringify(api.stories.delivered);
    for (const text of ['Perfect introduction', 'Call Jana']) expect(message).not.toContain(text);
    const row = await api.database.command.findFirstOrThrow({ where: { referralId: id } });
    expect(row.payload).toMatchObject({ texts: { feedback: 'Perfect introduction', note: 'Call Jana' } });
  });

  it('who gave the referral away reads it once more in the answer', async () => {
    await moveTo(api, id, { stage: 'contacted', ownerId: owner.id });
    const closer = await person(api, { roles: ['sales_rep'] });
    api.stories.answer = async () => {
      await moveTo(api, id, { stage: 'qualified', ownerId: closer.id });
      return { outcome: 'done' };
    };
    const answer = await give('qualify', { ...CHECKLIST, outcome: 'qualified' });
    expect(answer).toMatchObject({ status: 200, body: { stage: 'qualified', owner: { id: closer.id } } });
    expect((await api.call('GET', `/v1/referrals/${id}`, owner)).status).toBe(404);
  });

  it.each([
    { command: 'review', stage: 'in_review', body: { decision: 'accept' }, who: () => manager },
    {
      command: 'review',
      stage: 'in_review',
      body: { decision: 'decline', reasonCode: 'bad_fit', note: 'n' },
      who: () => lead,
    },
    { command: 'review', stage: 'in_review', body: { decision: 'waitlist', candidateId: 'cpy_1' }, who: () => lead },
    { command: 'contact', stage: 'accepted', body: { channel: 'phone', outcome: 'no_answer' }, who: () => owner },
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, outcome: 'disqualified', reasonCode: 'no_budget' },
      who: () => owner,
    },
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, outcome: 'later', recontactOn: new Date(Date.now() + 9e9).toISOString(), quality: 4 },
      who: () => owner,
    },
    { command: 'advance', stage: 'qualified', body: { stage: 'proposal' }, who: () => owner },
    { command: 'assign', stage: 'accepted', body: { reasonCode: 'territory', ownerId: 'lead' }, who: () => manager },
    { command: 'close', stage: 'negotiation', body: { outcome: 'lost', reasonCode: 'competitor' }, who: () => owner },
    {
      command: 'close',
      stage: 'negotiation',
      body: { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY, dealId: 'D-1' },
      who: () => lead,
    },
    { command: 'withdraw', stage: 'negotiation', body: { reasonCode: 'mistake' }, who: () => own.admin },
    {
      command: 'withdraw',
      stage: 'submitted',
      body: { reasonCode: 'prospect_request' },
      who: () => ({ key: own.key }),
    },
  ])('$command in $stage: $body', async ({ command, stage, body, who }) => {
    await moveTo(api, id, { stage, ownerId: owner.id });
    const given = 'ownerId' in body ? { ...body, ownerId: lead.id } : body;
    expect(said(await give(command, given, who()))).toEqual({ status: 200, code: undefined });
    expect(api.stories.delivered).toHaveLength(1);
  });
});

describe('202: stored, and carried out later', () => {
  it('while the story does not answer: the command has an address of its own', async () => {
    api.stories.answer = () => Promise.resolve({ outcome: 'later' });
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const answer = await give('contact', { channel: 'phone', outcome: 'reached' });
    expect(answer).toMatchObject({ status: 202, body: { state: 'pending', referralId: id } });
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\/v1\/commands\/cmd_/);
    expect(await api.call('GET', location, owner)).toMatchObject({ status: 200, body: { state: 'pending' } });
    const outbox = await api.database.outboxRow.findMany({ where: { kind: 'deliver_command', doneAt: null } });
    expect(outbox.some(({ payload }) => JSON.stringify(payload).includes(String(answer.body['id'])))).toBe(true);
  });

  it('a win without a deal id waits for a second person, who is never the first', async () => {
    await moveTo(api, id, { stage: 'negotiation', ownerId: lead.id });
    const win = { outcome: 'won', amount: { amount: 100, currency: 'EUR' }, closedOn: TODAY };
    api.stories.answer = async ({ commandId }) => {
      await api.planted.command.update({ where: { id: commandId }, data: { state: 'awaiting_second_person' } });
      return { outcome: 'awaiting_second_person' };
    };
    const first = await give('close', win, lead);
    expect(first).toMatchObject({ status: 202, body: { state: 'awaiting_second_person' } });
    api.stories.answer = () => Promise.resolve({ outcome: 'done' });
    const confirmed = { ...win, confirms: first.body['id'] };
    expect(said(await give('close', confirmed, lead))).toEqual({ status: 403, code: 'separation_of_duties' });
    const second = await person(api, { roles: ['sales_manager'] });
    expect(said(await give('close', { ...win, confirms: `cmd_${'0'.repeat(26)}` }, second))).toEqual({
      status: 404,
      code: 'not_found',
    });
    expect((await give('close', confirmed, second)).status).toBe(200);
    await api.planted.command.update({ where: { id: String(first.body['id']) }, data: { state: 'done' } });
    expect(said(await give('close', confirmed, second))).toEqual({ status: 409, code: 'not_allowed_in_state' });
  });
});
