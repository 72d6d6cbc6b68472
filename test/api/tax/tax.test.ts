import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { person, type Answer, type Someone } from '../../support/apiServer.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { A_FORM, BRIGHTWATER_TAX } from '../../support/tax.ts';

let money: MoneyApi;
let manager: Someone;
let preparer: Someone;
let partnerId: string;
let admin: Someone;
beforeAll(async () => {
  money = await startMoneyApi();
  manager = await person(money.api, { roles: ['partner_manager'], name: 'Samir' });
  preparer = await person(money.api, { roles: ['finance_preparer'], name: 'Paul Novak' });
});
afterAll(() => money.close());

beforeEach(async () => {
  ({ partnerId } = await money.world.wonReferral());
  await money.world.database.partner.update({ where: { id: partnerId }, data: { managerId: manager.id } });
  admin = await person(money.api, { roles: ['partner_admin'], name: 'Ada Brandt', partnerId });
});

type Sent = { body?: object; etag?: string | null; session?: string };

const path = (): string => `/v1/partners/${partnerId}/tax`;
const read = (who: Someone): Promise<Answer> => money.api.call('GET', path(), { session: who.session });

const upload = (who: Someone, content = A_FORM, name = 'registration.pdf'): Promise<Answer> =>
  money.api.call('POST', `${path()}/forms`, {
    session: who.session,
    body: content,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
  });

const put = (who: Someone, { body = {}, etag = '*', session }: Sent = {}): Promise<Answer> =>
  money.api.call('PUT', path(), {
    session: session ?? who.session,
    body: { ...BRIGHTWATER_TAX, ...body },
    headers: etag === null ? {} : { 'if-match': etag },
  });

const post = (who: Someone, name: string, { body = {}, etag = '*', session }: Sent = {}): Promise<Answer> =>
  money.api.call('POST', `${path()}/${name}`, {
    session: session ?? who.session,
    body,
    headers: etag === null ? {} : { 'if-match': etag },
  });

const enter = async (body: object = {}): Promise<Answer> =>
  put(admin, { body: { formId: (await upload(admin)).body['id'], ...body } });

const oldSession = (who: Someone): Promise<string> => money.api.sessionOf(who.id, new Date(Date.now() - 600_000));

describe('a tax profile from nothing to verified', () => {
  it('is empty at first, then sent with its form, verified by finance and read masked by both sides', async () => {
    const empty = await read(admin);
    expect([empty.status, empty.headers.get('etag')]).toEqual([200, '"v0"']);
    expect(empty.body).toMatchObject({ problem: 'tax_form_missing', current: null, pending: null, log: [] });

    const form = await upload(admin);
    expect([form.status, form.body['mediaType']]).toEqual([201, 'application/pdf']);
    const entered = await put(admin, { body: { formId: form.body['id'], taxNumber: 'de 136.695.976' }, etag: '"v0"' });
    expect(entered.status).toBe(200);
    expect(entered.body).toMatchObject({
      problem: 'tax_form_unverified',
      current: null,
      pending: { version: 1, taxNumber: '•••• 976', file: { name: 'registration.pdf', sha256: form.body['sha256'] } },
    });

    const verified = await post(preparer, 'verify', { etag: '"v1"' });
    expect([verified.status, verified.headers.get('etag')]).toEqual([200, '"v2"']);
    const { body } = await read(admin);
    expect(body).toMatchObject({
      problem: null,
      sentence: 'Your tax form is verified.',
      current: { version: 1, treatment: 'domestic', vatBasisPoints: 1_900 },
      pending: null,
      log: [
        { what: 'verified', by: null },
        { what: 'changed', by: { name: 'Ada Brandt' } },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('136695976');
    const list = await money.api.call<{ data: { partnerId: string; tax: unknown }[] }>('GET', '/v1/payees?limit=100', {
      session: preparer.session,
    });
    expect(list.body.data.find((one) => one.partnerId === partnerId)?.tax).toEqual({
      form: 'vat_registration',
      validUntil: null,
      problem: null,
    });
  });

  it('a newer one puts the verified one not out of force before it is verified, and a refusal leaves it in force', async () => {
    await enter();
    await post(preparer, 'verify');
    expect((await enter({ treatment: 'exempt', vatBasisPoints: 0 })).body).toMatchObject({
      problem: null,
      current: { version: 1 },
      pending: { version: 2 },
    });
    const refused = await post(preparer, 'refuse', { body: { reason: 'Which article says so?' } });
    expect(refused.body).toMatchObject({
      problem: null,
      current: { version: 1 },
      pending: null,
      refused: { reason: 'Which article says so?' },
    });
    expect((await post(preparer, 'refuse', { body: { reason: 'Forged' } })).body).toMatchObject({
      problem: 'tax_form_missing',
      current: null,
    });
    expect((await post(preparer, 'verify')).body['code']).toBe('not_allowed_in_state');
  });

  it('who reads it in full says why, and is named', async () => {
    await enter();
    const identity = await post(preparer, 'unmask', { body: { reason: 'The office asks' }, etag: null });
    expect(identity.body).toMatchObject({ legalName: BRIGHTWATER_TAX.legalName, taxNumber: 'DE136695976' });
    const form = await post(preparer, 'form', { body: { reason: 'To verify' }, etag: null });
    expect(form.text).toBe(A_FORM);
    expect(form.headers.get('content-disposition')).toContain('registration.pdf');
    expect((await read(preparer)).body['log']).toMatchObject([
      { what: 'form', by: { name: 'Paul Novak' }, reason: 'To verify' },
      { what: 'identity', by: { name: 'Paul Novak' }, reason: 'The office asks' },
      { what: 'changed' },
    ]);
    expect((await read(admin)).body['log']).toMatchObject([{ what: 'changed' }]);
  });
});

describe('what is refused', () => {
  it('a slip is named by its field and never said again', async () => {
    const refused = await enter({ taxNumber: 'DE136695977', vatBasisPoints: 0 });
    expect(refused.status).toBe(400);
    expect(refused.body['errors']).toMatchObject([{ pointer: '/taxNumber' }, { pointer: '/vatBasisPoints' }]);
    expect(refused.text).not.toContain('136695977');
  });

  it('the form of another partner, a file that is none, and a version that is not the latest', async () => {
    const form = (await upload(admin)).body['id'];
    ({ partnerId } = await money.world.wonReferral());
    const other = await person(money.api, { roles: ['partner_admin'], partnerId });
    expect((await put(other, { body: { formId: form } })).status).toBe(404);
    expect((await upload(other, 'MZ', 'form.pdf')).status).toBe(415);
    const own = (await upload(other)).body['id'];
    expect((await put(other, { body: { formId: own }, etag: '"v7"' })).status).toBe(412);
    expect((await put(other, { body: { formId: own }, etag: null })).status).toBe(428);
  });

  it('what needs a fresh sign-in, and people who may not', async () => {
    await enter();
    const stale = { session: await oldSession(preparer) };
    for (const answer of [
      await put(admin, { body: { formId: (await upload(admin)).body['id'] }, session: await oldSession(admin) }),
      await post(preparer, 'verify', stale),
      await post(preparer, 'unmask', { ...stale, body: { reason: 'Curious' }, etag: null }),
      await money.api.call('POST', `${path()}/form`, { ...stale, body: { reason: 'Curious' } }),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([403, 'step_up_required']);
    }
    expect((await post(manager, 'verify')).status).toBe(403);
    expect((await post(admin, 'verify')).status).toBe(403);
    const stranger = await person(money.api, { roles: ['partner_manager'] });
    expect((await read(stranger)).status).toBe(404);
    expect((await read(manager)).status).toBe(200);
    const user = await person(money.api, { roles: ['partner_user'], partnerId });
    expect((await read(user)).status).toBe(403);
  });
});
