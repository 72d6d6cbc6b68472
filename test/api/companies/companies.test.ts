import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, refer, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let greta: Someone;
let lumen: PartnerWorld;
let kestrel: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  greta = await person(api, { roles: ['sales_manager'] });
  const programIds = [await program(api)];
  lumen = await partner(api, { programIds });
  kestrel = await partner(api, { programIds });
});

afterAll(() => api.close());

type Company = { id: string; merged: { id: string }[]; mergedInto: { id: string } | null; aliases: string[] };
const companyOf = async (referralId: string) =>
  (await api.database.referral.findUniqueOrThrow({ where: { id: referralId } })).companyId;
const newCompany = async (by: PartnerWorld = lumen) => companyOf(await refer(api, by.key, submission()));
const say = (by: Someone, path: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  api.call<Company & { code?: string; conflicts?: unknown }>('POST', `/v1/companies/${path}`, {
    session: by.session,
    body,
    headers,
  });

describe('companies that are one', () => {
  it('are merged and taken apart by a manager, once per key', async () => {
    const [north, south] = [await newCompany(), await newCompany(kestrel)];
    const key = { 'idempotency-key': 'merge-once' };
    const first = await say(greta, `${north}/merge`, { companyId: south, reason: 'One house since May' }, key);
    expect(first).toMatchObject({ status: 200, body: { id: north, merged: [{ id: south }], mergedInto: null } });
    const again = await say(greta, `${north}/merge`, { companyId: south, reason: 'One house since May' }, key);
    expect(again.body).toEqual(first.body);
    expect(await say(greta, `${north}/merge`, { companyId: south })).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state' },
    });
    expect(await say(greta, `${north}/unmerge`, { companyId: south })).toMatchObject({
      status: 200,
      body: { merged: [] },
    });
    expect(await api.database.companyMerge.findMany({ where: { companyId: south } })).toMatchObject([
      { mergedBy: greta.id, undoneBy: greta.id, reason: 'One house since May' },
    ]);
  });

  it('409 claim_conflict names both referrals and changes nothing', async () => {
    const referrals = [await refer(api, lumen.key, submission()), await refer(api, kestrel.key, submission())];
    const [earlier = '', later = ''] = referrals;
    await api.database.queueEntry.updateMany({ where: { referralId: { in: referrals } }, data: { state: 'held' } });
    await api.database.referral.update({ where: { id: later }, data: { stage: 'qualified' } });
    const [north, south] = [await companyOf(earlier), await companyOf(later)];
    const refused = await say(greta, `${north}/merge`, { companyId: south });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'claim_conflict',
        conflicts: [
          { earlier: { referralId: earlier, stage: 'submitted' }, later: { referralId: later, stage: 'qualified' } },
        ],
      },
    });
    expect(await say(greta, `${north}/merge`, { companyId: south, keeps: [later] })).toMatchObject({ status: 200 });
  });

  it('409 not_allowed_in_state for `keeps` without a conflict, 403 for who has a part in one of the claims', async () => {
    const mina = await person(api, { roles: ['partner_manager'] });
    const programIds = [await program(api)];
    const rivals = await partner(api, { programIds, managerId: mina.id });
    const earlier = await refer(api, lumen.key, submission());
    const later = await refer(api, rivals.key, submission());
    const referrals = [earlier, later];
    await api.database.queueEntry.updateMany({ where: { referralId: { in: referrals } }, data: { state: 'held' } });
    const [north, south] = [await companyOf(earlier), await companyOf(later)];
    const grab = { companyId: south, keeps: [later] };
    expect(await say(mina, `${north}/merge`, grab)).toMatchObject({
      status: 403,
      body: { code: 'separation_of_duties', who: mina.id, why: ['manages_rival'] },
    });
    expect(await say(greta, `${north}/merge`, grab)).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_state', notInConflict: [later] },
    });
    expect(await say(greta, `${north}/merge`, { companyId: south })).toMatchObject({ status: 200 });
    expect(await say(mina, `${north}/unmerge`, { companyId: south })).toMatchObject({ status: 403 });
    const places = await api.database.queueEntry.findMany({ where: { referralId: { in: referrals } } });
    expect(Object.fromEntries(places.map(({ referralId, state }) => [referralId, state]))).toEqual({
      [earlier]: 'held',
      [later]: 'waiting',
    });
  });

  it('get another name or domain, and a parent', async () => {
    const [north, south] = [await newCompany(), await newCompany()];
    expect((await say(greta, `${north}/alias`, { name: 'Northern Light Ltd' })).body.aliases).toEqual([
      'Northern Light Ltd',
    ]);
    expect((await say(greta, `${north}/alias`, { domain: 'light.example' })).body.aliases).toHaveLength(2);
    expect(await say(greta, `${south}/alias`, { domain: 'light.example' })).toMatchObject({
      status: 409,
      body: { code: 'already_exists', companyId: north },
    });
    expect(await say(greta, `${south}/alias`, { domain: 'gmail.com' })).toMatchObject({ status: 400 });
    expect(await say(greta, `${south}/alias`, { name: 'a', domain: 'b.example' })).toMatchObject({ status: 400 });
    expect(await say(greta, `${south}/parent`, { parentId: north })).toMatchObject({
      status: 200,
      body: { parent: { id: north } },
    });
    expect(await say(greta, `${north}/parent`, { parentId: south })).toMatchObject({ status: 409 });
  });

  it('404 for what is not there', async () => {
    const known = await newCompany();
    for (const path of ['merge', 'unmerge'])
      expect(await say(greta, `${known}/${path}`, { companyId: newId('company') })).toMatchObject({ status: 404 });
    expect(await say(greta, `${newId('company')}/alias`, { name: 'Anything' })).toMatchObject({ status: 404 });
    expect(await say(greta, `${known}/parent`, { parentId: newId('company') })).toMatchObject({ status: 404 });
  });
});

describe('who may merge or split companies', () => {
  const paths = ['merge', 'unmerge', 'alias', 'parent'] as const;
  const bodyOf = (path: (typeof paths)[number], other: string) =>
    path === 'alias' ? { name: `Name ${other}` } : path === 'parent' ? { parentId: other } : { companyId: other };

  it.each(['sales_manager', 'partner_manager'] as const)('%s may', async (role) => {
    const by = await person(api, { roles: [role] });
    const [north, south] = [await newCompany(), await newCompany()];
    for (const path of paths)
      expect({ path, status: (await say(by, `${north}/${path}`, bodyOf(path, south))).status }).toEqual({
        path,
        status: 200,
      });
  });

  const others = ['sales_rep', 'finance_preparer', 'finance_approver', 'program_admin', 'auditor'] as const;
  it.each<Role>(others)('%s may not', async (role) => {
    const by = await person(api, { roles: [role] });
    const [north, south] = [await newCompany(), await newCompany()];
    for (const path of paths)
      expect({ path, status: (await say(by, `${north}/${path}`, bodyOf(path, south))).status }).toEqual({
        path,
        status: 403,
      });
  });

  it('no partner may, and no key', async () => {
    const [north, south] = [await newCompany(), await newCompany()];
    for (const path of paths) {
      expect((await say(lumen.admin, `${north}/${path}`, bodyOf(path, south))).status).toBe(403);
      const byKey = await api.call('POST', `/v1/companies/${north}/${path}`, {
        key: lumen.key,
        body: bodyOf(path, south),
      });
      expect([401, 403]).toContain(byKey.status);
    }
  });
});
