import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActiveClaimRule } from '../../../domain/policy.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { fillEmbeddedCrm } from '../../../adapters/crm/embeddedDesk.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, refer } from '../../support/apiWorld.ts';

let api: ApiServer;
let programId: string;
let key: string;
let greta: Someone;

const DAY_MS = 86_400_000;

beforeAll(async () => {
  api = await startApiServer();
  greta = await person(api, { roles: ['sales_manager'] });
  programId = await program(api);
  ({ key } = await partner(api, { programIds: [programId] }));
});

afterAll(() => api.close());

type Check = {
  outcome: string;
  why: string | null;
  reasonCode: string | null;
  position: number | null;
  againFrom: string | null;
  found: { activity: string | null; at: string | null; unproven: boolean } | null;
  company: { name: string } | null;
  candidates: { name: string | null; evidence: { kind: string }[] }[];
};

/** Asked by somebody who has not asked before, unless one is named. */
async function check(company: Record<string, unknown>, more: Record<string, unknown> = {}, by?: Someone) {
  const asker = by ?? (await person(api, { roles: ['sales_rep'] }));
  const body = { programId, company, ...more };
  return api.call<Check>('POST', '/v1/duplicates/check', { session: asker.session, body });
}

describe('what a referral of a company would come to', () => {
  it('200 a company that nobody knows is free, and nothing of it is kept', async () => {
    const before = await api.database.company.count();
    const { status, body } = await check({ name: 'Unknown Foods', domain: 'unknown-foods.example' });
    expect({ status, ...body }).toMatchObject({
      status: 200,
      outcome: 'free',
      why: null,
      company: null,
      candidates: [],
    });
    expect(await api.database.company.count()).toBe(before);
  });

  it('200 one that is registered already would wait, next in line', async () => {
    await refer(api, key, { company: { name: 'Nordwind AB', domain: 'nordwind.example' } });
    const { body } = await check({ name: 'Nordwind Textil', domain: 'www.nordwind.example' });
    expect(body).toMatchObject({ outcome: 'waitlisted', why: 'active_claim', position: 1 });
    expect(body.company).toMatchObject({ name: 'Nordwind AB' });
  });

  it('200 one that is registered already comes to what the program asked for says, in three programs', async () => {
    const company = { name: 'Dreierlei AG', domain: 'dreierlei.example' };
    const first = await refer(api, key, { company });
    const of = async (activeClaim: ActiveClaimRule): Promise<Check> => {
      const { duplicates } = defaultPolicy('EUR');
      const asked = await program(api, { duplicates: { ...duplicates, activeClaim } });
      return (await check(company, { programId: asked })).body;
    };
    expect(await of('waitlist')).toMatchObject({ outcome: 'waitlisted', position: 1 });
    expect(await of('decline')).toMatchObject({ outcome: 'waitlisted', position: 1 }); // nobody holds it yet
    await api.database.queueEntry.update({ where: { referralId: first }, data: { state: 'held' } });
    expect(await of('decline')).toMatchObject({ outcome: 'declined', reasonCode: 'company_not_available' });
    expect(await of('review')).toMatchObject({ outcome: 'review', why: 'active_claim', position: null });
  });

  it('200 one that only looks alike would go to a person, with the evidence', async () => {
    await refer(api, key, { company: { name: 'Falkenried Logistik GmbH', domain: 'falkenried.example' } });
    const { body } = await check({ name: 'Falkenried Logistik' });
    expect(body).toMatchObject({ outcome: 'review', why: 'look_alike', company: null });
    expect(body.candidates[0]?.name).toBe('Falkenried Logistik GmbH');
    expect(body.candidates[0]?.evidence.map(({ kind }) => kind)).toContain('same_name');
  });

  it('200 one that we met lately would be declined, with the day from when on it is free', async () => {
    const at = new Date(Date.now() - 41 * DAY_MS);
    await fillEmbeddedCrm(api.planted, {
      accounts: [{ id: 'acc_met', name: 'Gasthof Adler', domain: 'adler.example' }],
      activities: [{ id: 'act_met', accountId: 'acc_met', kind: 'meeting', at, byEmail: 'k@v.example', team: 'sales' }],
    });
    const { body } = await check({ name: 'Adler', domain: 'adler.example' });
    expect(body).toMatchObject({
      outcome: 'declined',
      why: 'look_back',
      reasonCode: 'recent_vendor_contact',
      found: { activity: 'meeting', at: at.toISOString(), unproven: false },
    });
    expect(Date.parse(body.againFrom ?? '')).toBeGreaterThanOrEqual(at.getTime() + 90 * DAY_MS);
  });

  it('200 a customer is free for another product and not for the same one', async () => {
    await fillEmbeddedCrm(api.planted, {
      accounts: [{ id: 'acc_cust', name: 'Kunde', domain: 'kunde.example' }],
      purchases: [{ id: 'pur_cust', accountId: 'acc_cust', productLine: 'Monitor', boughtAt: new Date() }],
    });
    const company = { name: 'Kunde', domain: 'kunde.example' };
    expect((await check(company, { productLine: 'Predict' })).body.outcome).toBe('free');
    expect((await check(company, { productLine: 'Monitor' })).body).toMatchObject({
      outcome: 'declined',
      why: 'customer',
    });
  });
});

describe('who may ask, and how often', () => {
  it.each(['finance_approver', 'program_admin', 'auditor'] as const)('403 for the role %s', async (role) => {
    const { status, body } = await check({ name: 'X' }, {}, await person(api, { roles: [role] }));
    expect({ status, body }).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('403 for a partner: what is free is found out by referring', async () => {
    const { admin } = await partner(api, { programIds: [programId] });
    expect((await check({ name: 'X' }, {}, admin)).status).toBe(403);
    const { status } = await api.call('POST', '/v1/duplicates/check', {
      key,
      body: { programId, company: { name: 'X' } },
    });
    expect([401, 403]).toContain(status);
  });

  it('404 for a program that does not exist, 400 without a name', async () => {
    const missing = await check({ name: 'X' }, { programId: 'prg_00000000000000000000000000' });
    expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await check({ domain: 'x.example' })).status).toBe(400);
  });

  it('429 after ten questions in a minute, said in the log; somebody else may go on', async () => {
    const answers = [];
    for (let asked = 0; asked < 11; asked += 1)
      answers.push(await check({ name: `Company ${String(asked)}` }, {}, greta));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429]);
    const last = answers.at(-1);
    expect(last?.body).toMatchObject({ code: 'rate_limited', max: { inMinute: 10, inDay: 200 } });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(api.logs.join('')).toContain('probing suspected');
    expect((await check({ name: 'Company 12' })).status).toBe(200);
  });

  it('429 after 200 questions in a day, counted for each person alone', async () => {
    const tom = await person(api, { roles: ['sales_rep'] });
    const before = new Date(Date.now() - 3_600_000);
    await api.planted.duplicateCheck.createMany({
      data: Array.from({ length: 199 }, () => ({ userId: tom.id, at: before })),
    });
    expect((await check({ name: 'The 200th' }, {}, tom)).status).toBe(200);
    expect((await check({ name: 'The 201st' }, {}, tom)).status).toBe(429);
    expect((await check({ name: 'Somebody else' })).status).toBe(200);
    await api.planted.duplicateCheck.updateMany({
      where: { userId: tom.id },
      data: { at: new Date(Date.now() - 25 * 3_600_000) },
    });
    expect((await check({ name: 'The day after' }, {}, tom)).status).toBe(200);
  });

  it('two at the last place give one', async () => {
    const eva = await person(api, { roles: ['sales_rep'] });
    const before = new Date(Date.now() - 3_600_000);
    await api.planted.duplicateCheck.createMany({
      data: Array.from({ length: 199 }, () => ({ userId: eva.id, at: before })),
    });
    const both = await Promise.all([check({ name: 'One' }, {}, eva), check({ name: 'Other' }, {}, eva)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
  });
});
