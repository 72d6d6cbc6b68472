import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, type Answer, type Someone } from '../../support/apiServer.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { BRIGHTWATER, OTHER_ACCOUNT } from '../../support/payees.ts';

const OLD_SIGN_IN = (): Date => new Date(Date.now() - 600_000);

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

const path = (): string => `/v1/partners/${partnerId}/payee`;
const read = (who: Someone, at = path()): Promise<Answer> => money.api.call('GET', at, { session: who.session });

type Sent = { body?: object; etag?: string | null; key?: string; session?: string };

const put = (who: Someone, { body = { account: BRIGHTWATER }, etag = '*', key, session }: Sent = {}): Promise<Answer> =>
  money.api.call('PUT', path(), {
    session: session ?? who.session,
    body,
    headers: {
      ...(etag === null ? {} : { 'if-match': etag }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });

const post = (who: Someone, name: string, { body = {}, etag = '*', session }: Sent = {}): Promise<Answer> =>
  money.api.call('POST', `${path()}/${name}`, {
    session: session ?? who.session,
    body,
    headers: etag === null ? {} : { 'if-match': etag },
  });

const mails = async (): Promise<{ text: string; receiver: Record<string, string>; facts: object }[]> => {
  const rows = await money.world.database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
  return rows.map(({ payload }) => payload as { text: string; receiver: Record<string, string>; facts: object });
};

describe('a payee from nothing to paid', () => {
  it('is empty at first, then entered, verified and read masked by both sides', async () => {
    const empty = await read(admin);
    expect([empty.status, empty.headers.get('etag')]).toEqual([200, '"v0"']);
    expect(empty.body).toMatchObject({ problem: 'payee_missing', current: null, refused: null, log: [] });

    const entered = await put(admin, { etag: '"v0"' });
    expect([entered.status, entered.headers.get('etag')]).toEqual([200, '"v1"']);
    expect(entered.body).toMatchObject({
      problem: 'payee_unverified',
      current: {
        version: 1,
        method: 'iban',
        account: 'DE•• •••• •••• 3000',
        holder: 'B•••• C•••• G••••',
        contactEmail: admin.email,
        verifiedAt: null,
      },
    });

    const verified = await post(preparer, 'verify', { etag: '"v1"' });
    expect([verified.status, verified.headers.get('etag')]).toEqual([200, '"v2"']);
    expect(verified.body).toMatchObject({ problem: 'payee_cooling_off', mayVerify: { allowed: true } });
    const { body } = await read(admin);
    expect(body['log']).toMatchObject([
      { what: 'verified', by: null },
      { what: 'changed', by: { id: admin.id, name: 'Ada Brandt' } },
    ]);
    expect(body['sentence']).toContain('Payments go to it from');
  });

  it('a change is told to every administrator, to the address before, and to finance', async () => {
    const colleague = await person(money.api, { roles: ['partner_admin'], partnerId });
    await put(admin, { body: { account: BRIGHTWATER, contactEmail: 'accounts@brightwater.example' } });
    const before = (await mails()).length;
    await put(admin, { body: { account: OTHER_ACCOUNT } });
    const told = (await mails()).slice(before);
    const changed = told.filter(({ text }) => text === 'payee_changed');
    const version = await money.world.database.payeeVersion.findFirstOrThrow({ where: { partnerId, version: 1 } });
    expect(changed.map(({ receiver }) => receiver['userId'] ?? receiver['versionId'])).toEqual(
      expect.arrayContaining([admin.id, colleague.id, version.id]),
    );
    expect(changed[0]?.facts).toMatchObject({ account: 'NL•• •••• •••• 4300' });
    expect(told.some(({ text, receiver }) => text === 'payee_to_verify' && receiver['userId'] === preparer.id)).toBe(
      true,
    );
  });

  it('a refusal says why, and the account before is in force again', async () => {
    await put(admin);
    await post(preparer, 'verify');
    await put(admin, { body: { account: OTHER_ACCOUNT } });
    const refused = await post(preparer, 'refuse', { body: { reason: 'The holder is another company' } });
    expect(refused.body).toMatchObject({
      current: { version: 1, account: 'DE•• •••• •••• 3000' },
      refused: { account: 'NL•• •••• •••• 4300', reason: 'The holder is another company' },
    });
    expect((await read(admin)).body).toMatchObject({ refused: { reason: 'The holder is another company' } });
  });

  it('what was verified may still be refused, and then there is none', async () => {
    await put(admin);
    await post(preparer, 'verify');
    expect((await post(preparer, 'refuse', { body: { reason: 'The bank returned it' } })).body).toMatchObject({
      problem: 'payee_missing',
      current: null,
    });
  });

  it('is read in full by finance with a reason, and that is recorded where partners do not see it', async () => {
    await put(admin);
    const full = await post(preparer, 'unmask', { body: { reason: 'The bank asks for the BIC' } });
    expect(full).toMatchObject({ status: 200, body: { partnerId, version: 1, account: BRIGHTWATER } });
    expect((await read(preparer)).body['log']).toMatchObject([
      { what: 'unmasked', by: { id: preparer.id, name: 'Paul Novak' }, reason: 'The bank asks for the BIC' },
      { what: 'changed' },
    ]);
    expect((await read(admin)).body['log']).toMatchObject([{ what: 'changed' }]);
    expect((await put(admin, { body: { account: OTHER_ACCOUNT } })).text).not.toContain('The bank asks');
  });

  it('says to finance when another partner is paid to the same account', async () => {
    await put(admin);
    const other = partnerId;
    ({ partnerId } = await money.world.wonReferral());
    const second = await person(money.api, { roles: ['partner_admin'], partnerId });
    await put(second);
    const { name } = await money.world.database.partner.findUniqueOrThrow({ where: { id: other } });
    expect((await read(preparer)).body['sharedWith']).toContain(name);
    expect((await read(second)).body['sharedWith']).toBeUndefined();
  });
});

describe('who may', () => {
  it('read: only those of the table; others get what does not exist, or learn that they may not', async () => {
    await put(admin);
    const inside = (roles: Role[]) => person(money.api, { roles });
    const { partnerId: others } = await money.world.wonReferral();
    const rival = await person(money.api, { roles: ['partner_admin'], partnerId: others });
    for (const who of [admin, manager, preparer, await inside(['auditor']), await inside(['finance_approver'])]) {
      expect((await read(who)).status).toBe(200);
    }
    for (const who of [rival, await inside(['partner_manager'])]) expect((await read(who)).status).toBe(404);
    for (const roles of [['sales_rep'], ['sales_manager'], ['program_admin']] as Role[][]) {
      expect((await read(await inside(roles))).status).toBe(403);
    }
    const colleague = await person(money.api, { roles: ['partner_user'], partnerId });
    expect((await read(colleague)).status).toBe(403);
    const listed = async (who: Someone) => JSON.stringify((await read(who, '/v1/payees?limit=100')).body['data']);
    expect(await listed(manager)).toMatch(new RegExp(`^(?=.*${partnerId})(?!.*${others})`));
    expect(await listed(preparer)).toContain(others);
    expect((await put(rival)).status).toBe(404);
    for (const who of [colleague, preparer, manager]) expect((await put(who)).status).toBe(403);
    expect((await read(preparer, '/v1/partners/prt_none/payee')).status).toBe(404);
    for (const name of ['verify', 'refuse', 'unmask'])
      expect((await post(admin, name, { body: { reason: 'x' } })).status).toBe(403);
  });

  it('verify: not who entered it', async () => {
    await put(admin);
    await money.world.database.user.update({
      where: { id: admin.id },
      data: { partnerId: null, roles: ['finance_approver'] },
    });
    expect(await post(admin, 'verify')).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties', who: admin.id, why: 'edited_payee' },
    });
    expect((await read(admin)).body['mayVerify']).toEqual({
      allowed: false,
      why: 'You entered the account that this is paid to.',
    });
  });

  it('change, verify, refuse and unmask need a fresh proof of who you are', async () => {
    await put(admin);
    const stale = { session: await money.api.sessionOf(admin.id, OLD_SIGN_IN()) };
    expect(await put(admin, stale)).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    const late = { session: await money.api.sessionOf(preparer.id, OLD_SIGN_IN()), body: { reason: 'x' } };
    for (const name of ['refuse', 'unmask'])
      expect((await post(preparer, name, late)).body['code']).toBe('step_up_required');
    expect((await post(preparer, 'verify', { session: late.session })).body['code']).toBe('step_up_required');
  });
});

describe('what is refused', () => {
  it.each([
    {
      account: { ...BRIGHTWATER, iban: 'DE89370400440532013001' },
      pointer: '/account/iban',
      why: 'a slip in the IBAN',
    },
    { account: { ...BRIGHTWATER, bic: 'NOBANK' }, pointer: '/account/bic', why: 'a BIC that is none' },
    { account: { kind: 'cheque', holder: 'Ada' }, pointer: '/account/kind', why: 'a method that we do not have' },
    { account: { ...BRIGHTWATER, swift: 'x' }, pointer: '/account/swift', why: 'a field that is not known' },
    {
      account: { kind: 'ach', holder: 'D', routingNumber: '011000016', accountNumber: '1234', accountType: 'checking' },
      pointer: '/account/routingNumber',
      why: 'a wrong check digit',
    },
  ])('400: $why, without saying it again', async ({ account, pointer }) => {
    const answer = await put(admin, { body: { account } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(answer.text).not.toContain('DE8937');
    expect(answer.text).not.toContain('011000016');
  });

  it('428 without a version, 412 for one that has passed', async () => {
    expect((await put(admin, { etag: null })).status).toBe(428);
    await put(admin, { etag: '"v0"' });
    expect(await put(admin, { etag: '"v0"' })).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed', etag: '"v1"' },
    });
    expect((await post(preparer, 'verify', { etag: null })).status).toBe(428);
    expect((await post(preparer, 'verify', { etag: '"v0"' })).status).toBe(412);
  });

  it('409 for what is decided already, and where there is nothing to decide', async () => {
    expect(await post(preparer, 'verify')).toMatchObject({ status: 409, body: { code: 'not_allowed_in_state' } });
    await put(admin);
    await post(preparer, 'verify');
    expect(await post(preparer, 'verify')).toMatchObject({ status: 409, body: { state: 'verified' } });
  });

  it('404 for an account in full where there is none', async () => {
    expect((await post(preparer, 'unmask', { body: { reason: 'x' } })).status).toBe(404);
  });

  it('a repeat of the same request: 409, since nothing of the answer was kept', async () => {
    const key = randomUUID();
    expect((await put(admin, { key })).status).toBe(200);
    expect(await put(admin, { key })).toMatchObject({ status: 409, body: { code: 'already_answered' } });
    expect(await money.world.database.payeeVersion.count({ where: { partnerId } })).toBe(1);
  });
});
