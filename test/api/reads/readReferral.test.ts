import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Referral } from '../../../api/schemas/referrals.ts';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { apiKey, moveTo, partner, program, refer, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let rival: PartnerWorld;
let manager: Someone;
let owner: Someone;
let id: string;

beforeAll(async () => {
  api = await startApiServer();
  const programId = await program(api);
  manager = await person(api, { roles: ['partner_manager'] });
  owner = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  own = await partner(api, { programIds: [programId], managerId: manager.id });
  rival = await partner(api, { programIds: [programId] });
  const { body } = await api.call('POST', '/v1/referrals', { session: own.user.session, body: submission() });
  id = String(body['id']);
  await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
});

afterAll(() => api.close());

const read = (credentials: { key?: string; session?: string }, which = id) =>
  api.call('GET', `/v1/referrals/${which}`, credentials);

describe('200', () => {
  it('has the fields of the contract, the owner by name, and a version', async () => {
    const { status, body, headers } = await read({ session: own.admin.session });
    expect(status).toBe(200);
    expect(Referral.safeParse(body)).toMatchObject({ success: true });
    expect(body['owner']).toEqual({ id: owner.id, name: 'Nora Lindqvist', email: owner.email });
    expect(headers.get('etag')).toBe(`"v${String(body['version'])}"`);
    expect(body['actions']).toEqual(['withdraw', 'extension']);
  });

  it('people of the vendor read the order and the verdict besides', async () => {
    const { body } = await read({ session: owner.session });
    expect(body).toMatchObject({ intakeNo: expect.any(Number), unassigned: false, verdict: null });
    expect(body['actions']).toEqual(['contact', 'assign', 'ask']);
  });

  it('a partner never gets the internal fields, whatever is in them', async () => {
    const { body } = await read({ key: own.key });
    for (const field of ['intakeNo', 'unassigned', 'companyId', 'verdict']) expect(body).not.toHaveProperty(field);
  });
});

type Reader = { who: string; credentials: () => Promise<{ key?: string; session?: string }>; reads: boolean };

const role =
  (name: Role): Reader['credentials'] =>
  async () => ({ session: (await person(api, { roles: [name] })).session });

describe('who reads it, and to whom it does not exist', () => {
  const readers: Reader[] = [
    { who: 'the submitter', credentials: () => Promise.resolve(own.user), reads: true },
    { who: 'the partner’s admin', credentials: () => Promise.resolve(own.admin), reads: true },
    { who: 'the partner’s key', credentials: () => Promise.resolve({ key: own.key }), reads: true },
    {
      who: 'a colleague of the submitter',
      credentials: () => person(api, { roles: ['partner_user'], partnerId: own.id }),
      reads: false,
    },
    { who: 'another partner’s admin', credentials: () => Promise.resolve(rival.admin), reads: false },
    { who: 'another partner’s key', credentials: () => Promise.resolve({ key: rival.key }), reads: false },
    { who: 'the owner', credentials: () => Promise.resolve(owner), reads: true },
    { who: 'another sales rep', credentials: role('sales_rep'), reads: false },
    { who: 'the partner’s manager', credentials: () => Promise.resolve(manager), reads: true },
    { who: 'another partner manager', credentials: role('partner_manager'), reads: false },
    { who: 'a sales manager', credentials: role('sales_manager'), reads: true },
    { who: 'a finance preparer', credentials: role('finance_preparer'), reads: true },
    { who: 'a finance approver', credentials: role('finance_approver'), reads: true },
    { who: 'a program admin', credentials: role('program_admin'), reads: true },
    { who: 'an auditor', credentials: role('auditor'), reads: true },
  ];

  it.each(readers)('$who: $reads', async ({ credentials, reads }) => {
    const { key, session } = await credentials();
    const given = key === undefined ? { session: session ?? '' } : { key };
    const paths = [`/v1/referrals/${id}`, `/v1/referrals/${id}/timeline`];
    for (const path of paths) expect((await api.call('GET', path, given)).status).toBe(reads ? 200 : 404);
    const { body } = await api.call<{ data: { id: string }[] }>('GET', '/v1/referrals', given);
    expect(body.data.some((listed) => listed.id === id)).toBe(reads);
  });

  it('an unassigned one is seen by every sales rep', async () => {
    const loose = await refer(api, own.key);
    await moveTo(api, loose, { stage: 'accepted', unassigned: true });
    const { session } = await person(api, { roles: ['sales_rep'] });
    expect((await read({ session }, loose)).status).toBe(200);
  });

  it('404 has one body: not there, not yours, or no id at all', async () => {
    const bodies = [];
    for (const which of [id, `ref_${'0'.repeat(26)}`, 'rubbish', `cpy_${'0'.repeat(26)}`, '..%2F..']) {
      const { status, body } = await read({ key: rival.key }, which);
      expect(status).toBe(404);
      const { request_id: _id, ...rest } = body;
      bodies.push(JSON.stringify(rest));
    }
    expect(new Set(bodies).size).toBe(1);
  });
});

describe('401 and 403', () => {
  it('unauthenticated without credentials, insufficient_scope with the wrong ones', async () => {
    expect(await read({})).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    const key = await apiKey(api, own.id, ['referrals:write']);
    expect(await read({ key })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope', scope: 'referrals:read' },
    });
  });
});

describe('money beside a referral', () => {
  it('sales learn only that a commission exists', async () => {
    const won = await refer(api, own.key);
    await moveTo(api, won, { stage: 'won', ownerId: owner.id });
    const { programId } = await api.database.referral.findUniqueOrThrow({ where: { id: won } });
    await api.planted
      .$executeRaw`INSERT INTO commissions(id, referral_id, partner_id, program_id, deal_id, kind, accrual_key,
        state, amount_minor, currency, accrued_at, payable_from, plan_version_id, content_hash, explanation)
      VALUES ('com_1', ${won}, ${own.id}, ${programId}, 'D-1', 'deal_percent', 'k', 'holding', 480000, 'EUR', now(), now(), 'pv_1',
          sha256_hex(commission_content(480000, 'EUR', NULL, 'pv_1')), '{}')`;
    const line = { id: 'com_1', kind: 'deal_percent', state: 'holding' };
    const sales = await read({ session: owner.session }, won);
    expect(sales.body['commissions']).toEqual([{ ...line, amount: null, payableFrom: null }]);
    const partnerSide = await read({ session: own.admin.session }, won);
    expect(partnerSide.body['commissions']).toMatchObject([{ ...line, amount: { amount: 480_000, currency: 'EUR' } }]);
    const blind = await apiKey(api, own.id, ['referrals:read']);
    expect((await read({ key: blind }, won)).body['commissions']).toMatchObject([{ amount: null }]);
  });
});
