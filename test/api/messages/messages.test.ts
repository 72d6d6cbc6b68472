import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Message, Messages } from '../../../api/schemas/messages.ts';
import { person, startApiServer, type ApiServer, type CallOptions, type Someone } from '../../support/apiServer.ts';
import { apiKey, moveTo, partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let rival: PartnerWorld;
let owner: Someone;
let manager: Someone;
let id: string;

beforeAll(async () => {
  api = await startApiServer();
  const programId = await program(api);
  manager = await person(api, { roles: ['partner_manager'] });
  owner = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  own = await partner(api, { programIds: [programId], managerId: manager.id });
  rival = await partner(api, { programIds: [programId] });
  const session = own.user.session;
  const { body } = await api.call('POST', '/v1/referrals', { session, body: submission() });
  id = String(body['id']);
  await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
});

afterAll(() => api.close());

const write = (credentials: CallOptions, body: object, which = id) =>
  api.call('POST', `/v1/referrals/${which}/messages`, { ...credentials, body });
const read = async (credentials: CallOptions, query = '') => {
  const { body } = await api.call('GET', `/v1/referrals/${id}/messages${query}`, credentials);
  return Messages.parse(body);
};
const upload = (credentials: CallOptions, name: string, content: string) =>
  api.call<{ id: string; code?: string }>('POST', `/v1/referrals/${id}/files`, {
    ...credentials,
    body: content,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
  });
const as = ({ session }: Someone): CallOptions => ({ session });
const mailsOf = (messageId: string) =>
  api.planted.outboxRow.findMany({ where: { kind: 'mail', payload: { path: ['eventId'], equals: messageId } } });
const heardOf = (messageId: string) =>
  api.planted.command.findMany({
    where: { name: 'message', payload: { path: ['message', 'messageId'], equals: messageId } },
  });

describe('writing', () => {
  it('201: the owner is told at once, the story hears that there is news, and neither gets the text', async () => {
    const { status, body } = await write(as(own.user), { text: 'The budget\nis approved.' });
    expect(status).toBe(201);
    const message = Message.parse(body);
    expect(message).toMatchObject({ side: 'partner', internal: false, text: 'The budget\nis approved.', files: [] });
    const [mail] = await mailsOf(message.id);
    expect(mail?.payload).toMatchObject({ text: 'message_from_partner', receiver: { kind: 'user', userId: owner.id } });
    const [command] = await heardOf(message.id);
    expect(command?.payload).toEqual({ message: { messageId: message.id, side: 'partner' }, texts: {} });
    expect(JSON.stringify([mail?.payload, command?.payload])).not.toContain('budget');
  });

  it('201: what the owner writes goes to who handed it in', async () => {
    const { body } = await write(as(owner), { text: 'We meet on Tuesday.' });
    const [mail] = await mailsOf(String(body['id']));
    expect(mail?.payload).toMatchObject({ text: 'message_from_us', receiver: { kind: 'submitter' } });
  });

  it('201: a note of the house tells nobody outside, and is no news', async () => {
    const { status, body } = await write(as(owner), { text: 'secret note', internal: true });
    expect(status).toBe(201);
    expect(await mailsOf(String(body['id']))).toEqual([]);
    expect(await heardOf(String(body['id']))).toEqual([]);
  });

  it('201: once it has ended the thread goes on, and the story is left alone', async () => {
    const session = own.user.session;
    const { body: made } = await api.call('POST', '/v1/referrals', { session, body: submission() });
    const ended = String(made['id']);
    await moveTo(api, ended, { stage: 'lost', ownerId: owner.id });
    const { status, body } = await write(as(own.user), { text: 'They ask again.' }, ended);
    expect(status).toBe(201);
    expect(await mailsOf(String(body['id']))).toHaveLength(1);
    expect(await heardOf(String(body['id']))).toEqual([]);
  });

  it('the same key again is the same message, once', async () => {
    const idempotencyKey = randomUUID();
    const [first, again] = [
      await write({ key: own.key, idempotencyKey }, { text: 'Once.' }),
      await write({ key: own.key, idempotencyKey }, { text: 'Once.' }),
    ];
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await mailsOf(String(first.body['id']))).toHaveLength(1);
    expect(await write({ key: own.key, idempotencyKey }, { text: 'Twice.' })).toMatchObject({ status: 422 });
  });

  it('403: a partner leaves no note, an auditor writes nothing', async () => {
    expect(await write(as(own.admin), { text: 'x', internal: true })).toMatchObject({ status: 403 });
    const auditor = await person(api, { roles: ['auditor'] });
    expect(await write(as(auditor), { text: 'x' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await read(as(auditor))).toMatchObject({ mayWrite: false, mayNote: false });
    const reading = await apiKey(api, own.id, ['referrals:read']);
    expect(await write({ key: reading }, { text: 'x' })).toMatchObject({ body: { code: 'insufficient_scope' } });
  });

  it('404: to others there is no such thing, and nobody sends a file that is not theirs', async () => {
    expect(await write(as(rival.admin), { text: 'x' })).toMatchObject({ status: 404 });
    const { body } = await upload(as(owner), 'offer.pdf', '%PDF-1.7');
    expect(await write(as(own.user), { text: 'x', files: [body.id] })).toMatchObject({ status: 404 });
    expect(await write(as(own.user), { text: 'x', files: ['fil_nothing'] })).toMatchObject({ status: 404 });
  });
});

describe('reading', () => {
  it('newest first, page by page, both sides the same but for notes of the house', async () => {
    const inside = await read(as(manager));
    const outside = await read(as(own.user));
    expect(inside.data.filter(({ internal }) => !internal)).toEqual(outside.data);
    expect(inside.data.some(({ text }) => text === 'secret note')).toBe(true);
    expect([inside.mayNote, outside.mayNote, outside.mayWrite]).toEqual([true, false, true]);
    const first = await read(as(own.user), '?limit=1');
    const second = await read(as(own.user), `?limit=1&cursor=${String(first.next_cursor)}`);
    expect([first.data[0], second.data[0]]).toEqual(outside.data.slice(0, 2));
  });

  it.each(['admin', 'user', 'key'] as const)('no answer to a partner’s %s holds a note of the house', async (who) => {
    const { body: file } = await upload(as(owner), 'secret.txt', 'secret content');
    await write(as(owner), { text: 'secret note', internal: true, files: [file.id] });
    const credentials = who === 'key' ? { key: own.key } : as(own[who]);
    for (const path of [`/v1/referrals/${id}/messages`, `/v1/referrals/${id}`, `/v1/referrals/${id}/timeline`]) {
      expect((await api.call('GET', path, credentials)).text).not.toContain('secret');
    }
    expect(await api.call('GET', `/v1/files/${file.id}`, credentials)).toMatchObject({ status: 404 });
    expect((await api.call('GET', `/v1/files/${file.id}`, as(manager))).text).toBe('secret content');
  });
});

describe('files', () => {
  it('go with a message, and come back as an attachment that runs nothing', async () => {
    const { status, body: file } = await upload(as(own.user), 'Angebot Müller.csv', 'a;b\n1;2');
    expect({ status, file }).toMatchObject({
      status: 201,
      file: { name: 'Angebot Müller.csv', mediaType: 'text/csv', sizeBytes: 7 },
    });
    expect(await api.call('GET', `/v1/files/${file.id}`, as(owner))).toMatchObject({ status: 404 });
    const { body } = await write(as(own.user), { text: 'The list.', files: [file.id] });
    expect(Message.parse(body).files).toEqual([file]);
    expect(await write(as(own.user), { text: 'Again.', files: [file.id] })).toMatchObject({ status: 404 });

    const { headers, text } = await api.call('GET', `/v1/files/${file.id}`, as(owner));
    expect(text).toBe('a;b\n1;2');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Angebot_M_ller.csv"; filename*=UTF-8''Angebot%20M%C3%BCller.csv`,
    );
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(await api.call('GET', `/v1/files/${file.id}`, as(rival.admin))).toMatchObject({ status: 404 });
  });

  it('the same upload with the same key is kept once', async () => {
    const idempotencyKey = randomUUID();
    const first = await upload({ key: own.key, idempotencyKey }, 'a.txt', 'once');
    const again = await upload({ key: own.key, idempotencyKey }, 'a.txt', 'once');
    expect(again.body.id).toBe(first.body.id);
    expect(await upload({ key: own.key, idempotencyKey }, 'a.txt', 'other')).toMatchObject({ status: 422 });
    expect(await upload({ key: own.key, idempotencyKey: null }, 'a.txt', 'x')).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_required' },
    });
  });

  it('400 without a name or a byte, 415 for what is no file of ours, 413 above 20 MB', async () => {
    expect(await upload(as(own.user), '../evil.txt', 'x')).toMatchObject({ status: 400 });
    expect(await upload(as(own.user), 'a.txt', '')).toMatchObject({ status: 400 });
    expect(await upload(as(own.user), 'page.html', '<script>')).toMatchObject({ status: 415 });
    expect(await upload(as(own.user), 'big.txt', 'x'.repeat(20 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  }, 60_000);
});
