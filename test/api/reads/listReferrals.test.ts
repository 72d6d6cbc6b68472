import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { moveTo, partner, program, refer, type PartnerWorld } from '../../support/apiWorld.ts';

type Page = { data: { id: string; stage: string; number: string }[]; has_more: boolean; next_cursor: string | null };

let api: ApiServer;
let own: PartnerWorld;
let lead: Someone;
const ids: string[] = [];

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
  lead = await person(api, { roles: ['sales_manager'] });
  for (let count = 0; count < 7; count += 1) ids.push(await refer(api, own.key));
  await moveTo(api, ids[2] ?? '', { stage: 'accepted', ownerId: lead.id });
  await moveTo(api, ids[3] ?? '', { stage: 'contacted', ownerId: lead.id });
  await api.database.referral.update({ where: { id: ids[4] ?? '' }, data: { dueAt: new Date(0) } });
  await api.database.referral.update({ where: { id: ids[5] ?? '' }, data: { dueAt: null } });
});

afterAll(() => api.close());

const list = (query: string) => api.call<Page>('GET', `/v1/referrals?${query}`, { session: lead.session });

async function everything(query: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = '';
  do {
    const { body } = await list(`${query}${cursor}`);
    found.push(...body.data.map(({ id }) => id));
    expect(body.has_more).toBe(body.next_cursor !== null);
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  return found;
}

describe('pages', () => {
  it('newest first, without repeating or losing one', async () => {
    expect(await everything('limit=2')).toEqual([...ids].reverse());
    expect(await everything('limit=7')).toEqual([...ids].reverse());
  });

  it('sort=due: the earliest deadline first, those without one last', async () => {
    const found = await everything('limit=2&sort=due');
    expect(found).toHaveLength(7);
    expect(found[0]).toBe(ids[4]);
    expect(found[6]).toBe(ids[5]);
  });

  it('updated_since: the oldest change first, for machines that follow', async () => {
    const moment = new Date();
    await api.database.referral.update({
      where: { id: ids[1] ?? '' },
      data: { updatedAt: new Date(moment.getTime() + 1) },
    });
    await api.database.referral.update({
      where: { id: ids[0] ?? '' },
      data: { updatedAt: new Date(moment.getTime() + 2) },
    });
    expect(await everything(`limit=1&updated_since=${moment.toISOString()}`)).toEqual([ids[1], ids[0]]);
  });
});

describe('filters', () => {
  it.each([
    { query: () => 'stage=accepted', expected: () => [ids[2]] },
    { query: () => 'stage=contacted,accepted', expected: () => [ids[3], ids[2]] },
    { query: () => `ownerId=${lead.id}`, expected: () => [ids[3], ids[2]] },
    { query: () => `ownerId=${lead.id}&stage=accepted`, expected: () => [ids[2]] },
    { query: () => 'partnerId=prt_nobody', expected: () => [] },
    { query: () => 'unassigned=true', expected: () => [] },
    { query: () => 'q=%25', expected: () => [] },
    { query: () => 'q=_', expected: () => [] },
  ])('$query', async ({ query, expected }) => {
    expect(await everything(query())).toEqual(expected());
  });

  it('q finds by number, company and prospect', async () => {
    const { body } = await list('limit=1');
    expect(await everything(`q=${body.data[0]?.number ?? ''}`)).toEqual([body.data[0]?.id]);
    expect(await everything('q=ada%20lind')).toHaveLength(7);
  });
});

describe('400', () => {
  it.each([
    { query: 'limit=0', code: 'invalid_request' },
    { query: 'limit=101', code: 'invalid_request' },
    { query: 'stage=happy', code: 'invalid_request' },
    { query: 'sort=random', code: 'invalid_request' },
    { query: 'partnerId=%00', code: 'invalid_request' },
    { query: 'ownerId=a%00b', code: 'invalid_request' },
    { query: 'limit=1&limit=2', code: 'invalid_request' },
    { query: 'page=2', code: 'unknown_field' },
    { query: 'cursor=rubbish', code: 'invalid_cursor' },
  ])('$query: $code', async ({ query, code }) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code } });
  });

  it('invalid_cursor: one that was made for another filter', async () => {
    const { body } = await list('limit=1');
    expect(await list(`limit=1&stage=submitted&cursor=${body.next_cursor ?? ''}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });
});
