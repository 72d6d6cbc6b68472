import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, refer } from '../../support/apiWorld.ts';
import { said } from '../../support/commandWorld.ts';

let api: ApiServer;
let olga: Someone;
let nora: Someone;
let tom: Someone;
let greta: Someone;

beforeAll(async () => {
  api = await startApiServer();
  olga = await person(api, { roles: ['program_admin'] });
  nora = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  tom = await person(api, { roles: ['sales_rep'], name: 'Tom Becker' });
  greta = await person(api, { roles: ['sales_manager'], name: 'Greta Holm' });
});

afterAll(() => api.close());

beforeEach(async () => {
  await api.database.routingRule.deleteMany();
});

type Rule = { id: string; order: number; name: string; version: number };

const add = async (name: string, more: Record<string, unknown> = {}) => {
  const body = { name, team: [nora.id], mode: 'round_robin', ...more };
  return api.call<Rule>('POST', '/v1/routing-rules', { session: olga.session, body });
};
const names = async (): Promise<string[]> => {
  const { body } = await api.call<{ data: Rule[] }>('GET', '/v1/routing-rules', { session: olga.session });
  expect(body.data.map(({ order }) => order)).toEqual(body.data.map((_, place) => place + 1));
  return body.data.map(({ name }) => name);
};
const put = (rule: Rule, body: Record<string, unknown>, ifMatch = `"v${String(rule.version)}"`) =>
  api.call<Rule>('PUT', `/v1/routing-rules/${rule.id}`, {
    session: olga.session,
    body: { name: rule.name, team: [nora.id], mode: 'round_robin', ...body },
    headers: { 'if-match': ifMatch },
  });

describe('the rules in their order', () => {
  it('a new one is the last, or stands where it is told; one that goes leaves no gap', async () => {
    await add('one');
    const second = await add('two');
    await add('first', { order: 1 });
    expect(await names()).toEqual(['first', 'one', 'two']);
    expect(second).toMatchObject({ status: 201, body: { order: 2, version: 1, programId: null, when: {} } });
    expect((await put(second.body, { order: 1, name: 'moved' })).body).toMatchObject({ order: 1, version: 2 });
    expect(await names()).toEqual(['moved', 'first', 'one']);
    await api.call('DELETE', `/v1/routing-rules/${second.body.id}`, { session: olga.session });
    expect(await names()).toEqual(['first', 'one']);
  });

  it('rules that are added at once all find a place of their own', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => add(name, { order: 1 })));
    expect((await names()).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('who looked at an older version changes nothing: 412, and 428 without one', async () => {
    const { body: rule } = await add('one');
    await put(rule, { name: 'changed' });
    expect(said((await put(rule, { name: 'late' })) as never)).toEqual({ status: 412, code: 'precondition_failed' });
    expect((await put(rule, { name: 'none' }, '')).status).toBe(428);
    expect(await names()).toEqual(['changed']);
  });

  it('refuses a team with somebody who cannot own referrals, and a program or partner that is not there', async () => {
    const { status, body } = await add('x', { team: [nora.id, olga.id] });
    expect({ status, code: (body as never as Record<string, unknown>)['code'] }).toEqual({
      status: 422,
      code: 'owner_not_available',
    });
    expect((await add('x', { programId: newId('program') })).status).toBe(404);
    expect((await add('x', { when: { partnerIds: [newId('partner')] } })).status).toBe(404);
    expect((await add('x', { when: { values: [{ currency: 'EUR', from: 5, below: 5 }] } })).status).toBe(400);
    expect(await names()).toEqual([]);
  });
});

describe('the dry run', () => {
  const dryRun = (body: unknown, who = greta) =>
    api.call('POST', '/v1/routing-rules/dry-run', { session: who.session, body });

  it('says the rule, the person and why not the others, for three samples that differ in one trait', async () => {
    const territory = await add('Sweden', { when: { countries: ['SE'] }, team: [greta.id] });
    const size = await add('Large', { when: { values: [{ currency: 'EUR', from: 1_000_000 }] }, team: [tom.id] });
    const product = await add('Predict', { when: { productLines: ['Predict'] }, team: [nora.id] });
    const sample = { country: 'DE', productLine: 'Predict', estimatedValue: { amount: 900_000, currency: 'EUR' } };
    const expected = [
      { sample: { ...sample, country: 'SE' }, rule: territory, who: 'Greta Holm' },
      { sample: { ...sample, estimatedValue: { amount: 1_000_000, currency: 'EUR' } }, rule: size, who: 'Tom Becker' },
      { sample, rule: product, who: 'Nora Lindqvist' },
    ];
    for (const { sample: tried, rule, who } of expected) {
      expect((await dryRun({ sample: tried })).body).toMatchObject({ ruleId: rule.body.id, person: { name: who } });
    }
    expect((await dryRun({ sample })).body['rules']).toEqual([
      { id: territory.body.id, name: 'Sweden', unmet: ['countries'] },
      { id: size.body.id, name: 'Large', unmet: ['values'] },
      { id: product.body.id, name: 'Predict', unmet: [] },
    ]);
  });

  it('does not move anybody’s turn, and answers the same again', async () => {
    await add('all', { team: [nora.id, tom.id] });
    const [first, second] = [await dryRun({ sample: {} }), await dryRun({ sample: {} })];
    expect(second.body).toEqual(first.body);
    expect(first.body['others']).toMatchObject([{ why: 'not_in_turn' }]);
    expect(await api.database.rotation.count()).toBe(0);
  });

  it('says why nobody could take it', async () => {
    await add('Sweden', { when: { countries: ['SE'] } });
    expect((await dryRun({ sample: { country: 'DE' } })).body).toMatchObject({
      unassigned: true,
      why: 'no_rule',
      ruleId: null,
      person: { name: 'Greta Holm' },
    });
    await api.database.user.update({ where: { id: nora.id }, data: { capacity: 0 } });
    const full = await dryRun({ sample: { country: 'SE' } });
    await api.database.user.update({ where: { id: nora.id }, data: { capacity: null } });
    expect(full.body).toMatchObject({
      unassigned: true,
      why: 'all_full',
      others: [{ name: 'Nora Lindqvist', why: 'full' }],
    });
  });

  it('tries a referral that is there; one that is not is 404, and one of the two has to be said', async () => {
    const programId = await program(api);
    const own = await partner(api, { programIds: [programId] });
    const id = await refer(api, own.key);
    await add('Sweden', { when: { countries: ['SE'], partnerIds: [own.id] }, programId, team: [tom.id] });
    expect((await dryRun({ referralId: id })).body).toMatchObject({ person: { name: 'Tom Becker' } });
    expect((await dryRun({ referralId: newId('referral') })).status).toBe(404);
    expect((await dryRun({ sample: { partnerId: newId('partner') } })).status).toBe(404);
    expect((await dryRun({})).status).toBe(400);
  });
});
