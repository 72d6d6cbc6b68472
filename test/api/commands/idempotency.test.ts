import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { moveTo, partner, program } from '../../support/apiWorld.ts';
import { said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';

let api: CommandWorld['api'];
let world: CommandWorld;
let own: CommandWorld['own'];
let owner: CommandWorld['owner'];
let lead: CommandWorld['lead'];
let id: string;

beforeAll(async () => {
  world = await startCommandWorld();
  ({ api, own, owner, lead } = world);
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

describe('idempotency', () => {
  it('the first answer again, to the byte, also in a stage where the command is not possible any more', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const body = { channel: 'phone', outcome: 'reached' };
    const first = await give('contact', body, owner, 'once');
    await moveTo(api, id, { stage: 'lost' });
    const second = await give('contact', body, owner, 'once');
    expect(second).toMatchObject({ status: 200, text: first.text });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(api.stories.delivered).toHaveLength(1);
  });

  it('a first 202 stays a 202, and a first refusal stays one', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const body = { channel: 'phone', outcome: 'reached' };
    api.stories.answer = () => Promise.resolve({ outcome: 'later' });
    const first = await give('contact', body, owner, 'later');
    api.stories.answer = () => Promise.resolve({ outcome: 'refused', code: 'closed', facts: {} });
    const refused = await give('contact', body, owner, 'refused');
    expect(said(refused)).toEqual({ status: 409, code: 'closed' });
    for (const [key, answer] of [
      ['later', first],
      ['refused', refused],
    ] as const) {
      const again = await give('contact', body, owner, key);
      expect(again).toMatchObject({ status: answer.status, text: answer.text });
    }
  });

  it('422 for another body, 409 with Retry-After while the first still runs', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const body = { channel: 'phone', outcome: 'reached' };
    let release = (): void => undefined;
    api.stories.answer = () => new Promise((resolve) => (release = () => resolve({ outcome: 'done' })));
    const first = give('contact', body, owner, 'running');
    while (api.stories.delivered.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await give('contact', body, owner, 'running');
    expect(said(second)).toEqual({ status: 409, code: 'request_in_progress' });
    expect(second.headers.get('retry-after')).toBe('1');
    const other = await give('contact', { ...body, outcome: 'no_answer' }, owner, 'running');
    expect(said(other)).toEqual({ status: 422, code: 'idempotency_key_reused' });
    release();
    expect((await first).status).toBe(200);
  });

  it('a process that died before it answered: the repeat tells what became of the command', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const body = { channel: 'phone', outcome: 'reached' };
    api.stories.answer = () => Promise.reject(new Error('the process ends here'));
    expect((await give('contact', body, owner, 'died')).status).toBe(500);
    expect(said(await give('contact', body, owner, 'died'))).toEqual({ status: 409, code: 'request_in_progress' });
    await api.planted.command.updateMany({ where: { referralId: id }, data: { state: 'done' } });
    expect(await give('contact', body, owner, 'died')).toMatchObject({ status: 200, body: { id } });
    expect(await api.database.command.count({ where: { referralId: id } })).toBe(1);
  });

  it('a person’s command needs no key', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    expect((await give('contact', { channel: 'phone', outcome: 'reached' }, owner, null)).status).toBe(200);
  });
});

describe('GET /commands/{id}', () => {
  it('404 for everybody who does not read the referral', async () => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    api.stories.answer = () => Promise.resolve({ outcome: 'later' });
    const { body } = await give('contact', { channel: 'phone', outcome: 'reached' });
    const path = `/v1/commands/${String(body['id'])}`;
    const rival = await partner(api, { programIds: [await program(api)] });
    expect((await api.call('GET', path, { key: rival.key })).status).toBe(404);
    expect((await api.call('GET', path, { key: own.key })).status).toBe(200);
    expect((await api.call('GET', '/v1/commands/rubbish', lead)).status).toBe(404);
  });
});

it('GET /reasons: every code with what it ends and whether the claim passes on', async () => {
  const { status, body } = await api.call('GET', '/v1/reasons', { key: own.key });
  expect(status).toBe(200);
  const reasons = new Map((body['data'] as { code: string }[]).map((reason) => [reason.code, reason]));
  expect(reasons.get('wrong_contact')).toMatchObject({
    label: expect.any(String),
    usedFor: 'disqualified',
    class: 'contact',
    passesOn: true,
    contestable: true,
    texts: { de: { clause: expect.any(String) }, en: { clause: expect.any(String) } },
  });
  expect(reasons.get('hand_back')).toMatchObject({ label: expect.any(String), usedFor: 'assign', passesOn: null });
});
