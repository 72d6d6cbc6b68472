import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttainmentReport } from '../../../api/schemas/reports.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../../support/apiWorld.ts';
import { plantOutcomes } from '../../support/outcomes.ts';

let api: ApiServer;
let admin: Someone;
let rep: Someone;
let other: Someone;
let own: PartnerWorld;
let rival: PartnerWorld;
let programId: string;
let foreignId: string;

type Report = { data: Record<string, unknown>[]; code?: string };

const read = (query: string, who: { session: string }, headers = {}) =>
  api.call<Report>('GET', `/v1/reports/sla${query}`, { session: who.session, headers });

const outcomes = (args: Omit<Parameters<typeof plantOutcomes>[1], 'programId'> & { programId?: string }) =>
  plantOutcomes(api, { programId, ...args });

beforeAll(async () => {
  api = await startApiServer();
  admin = await person(api, { roles: ['program_admin'] });
  rep = await person(api, { roles: ['sales_rep'] });
  other = await person(api, { roles: ['sales_rep'] });
  programId = await program(api);
  foreignId = await program(api);
  own = await partner(api, { programIds: [programId] });
  rival = await partner(api, { programIds: [foreignId] });
  await outcomes({ partnerId: own.id, owner: rep.id, kind: 'first_contact', kept: 7, paused: 2, missed: 1 });
  await outcomes({ partnerId: own.id, owner: other.id, kind: 'first_contact', kept: 10 });
  await outcomes({ partnerId: own.id, owner: rep.id, kind: 'handover', kept: 3 });
  await outcomes({ partnerId: own.id, owner: rep.id, kind: 'first_contact', kept: 50, daysAgo: 91 });
  await outcomes({ partnerId: own.id, owner: own.user.id, kind: 'information', kept: 5, missed: 1 });
  await outcomes({ partnerId: rival.id, owner: rep.id, kind: 'first_contact', kept: 20, programId: foreignId });
});

afterAll(() => api.close());

describe('how promises were kept', () => {
  it('per program: counts of the last 90 days beside the percentage, with and without pauses', async () => {
    const { status, body } = await read(`?programId=${programId}`, admin);
    expect(status).toBe(200);
    expect(AttainmentReport.safeParse(body)).toMatchObject({ success: true });
    expect(body.data).toEqual([
      expect.objectContaining({ id: programId, kind: 'first_contact', total: 20, kept: 19, percent: 95 }),
      expect.objectContaining({ id: programId, kind: 'handover', total: 3, percent: null, tooFew: true }),
      expect.objectContaining({ id: programId, kind: 'information', total: 6, kept: 5 }),
    ]);
    expect(body.data[0]).toMatchObject({
      keptWithoutPauses: 17,
      percentWithoutPauses: 85,
      inWords: '19 of 20 in time (95 %)',
      inWordsWithoutPauses: '17 of 20 in time (85 %)',
    });
  });

  it('per partner and per person', async () => {
    const partners = await read('?by=partner', admin);
    expect(partners.body.data.map(({ id, total }) => [id, total])).toEqual(
      expect.arrayContaining([
        [own.id, 20],
        [rival.id, 20],
      ]),
    );
    const people = await read(`?by=rep&programId=${programId}`, admin);
    expect(people.body.data.map(({ id, kind, kept }) => [id, kind, kept])).toEqual(
      expect.arrayContaining([
        [rep.id, 'first_contact', 9],
        [other.id, 'first_contact', 10],
      ]),
    );
  });

  it('a partner reads its own programs as a whole, what was promised to partners, and nothing of others', async () => {
    const { body } = await read('', own.admin);
    expect(body.data.map(({ id, kind }) => [id, kind])).toEqual([[programId, 'first_contact']]);
    expect((await read(`?programId=${foreignId}`, own.admin)).body.data).toEqual([]);
    expect(await read('?by=rep', own.admin)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('a partner reads how often it answered in time, and what was kept towards it: its own row alone', async () => {
    for (const who of [own.admin, own.user]) {
      const { body } = await read('?by=partner', who);
      expect(body.data.map(({ id, kind, total, kept }) => [id, kind, total, kept])).toEqual([
        [own.id, 'first_contact', 20, 19],
        [own.id, 'information', 6, 5],
      ]);
      expect(body.data[1]).toMatchObject({ percent: null, tooFew: true });
    }
    const byKey = await api.call<Report>('GET', `/v1/reports/sla?by=partner&partnerId=${own.id}`, { key: own.key });
    expect(byKey.body.data.map(({ id }) => id)).toEqual([own.id, own.id]);
    expect((await read(`?by=partner&programId=${foreignId}`, own.admin)).body.data).toEqual([]);
  });

  it('a partner that asks for another, in whatever grouping, learns not even that there is one', async () => {
    const nobody = `prt_${'0'.repeat(26)}`;
    for (const by of ['program', 'partner'])
      for (const id of [rival.id, nobody])
        expect(await read(`?by=${by}&partnerId=${id}`, own.admin)).toMatchObject({
          status: 404,
          body: { code: 'not_found' },
        });
    expect((await read('?by=partner', rival.admin)).body.data.map(({ id, total }) => [id, total])).toEqual([
      [rival.id, 20],
    ]);
  });

  it('who manages partners reads how they answered, and no promise of a person is an answer', async () => {
    const { body } = await read(`?by=partner&partnerId=${own.id}`, admin);
    expect(body.data.map(({ kind }) => kind)).toContain('information');
    expect((await read('?by=rep', admin)).body.data.map(({ kind }) => kind)).not.toContain('information');
  });

  it('a sales rep reads the own promises, a partner manager those to the own partners', async () => {
    const mine = await read(`?by=rep&programId=${programId}&ownerId=${other.id}`, rep);
    expect(new Set(mine.body.data.map(({ id }) => id))).toEqual(new Set([rep.id]));
    const manager = await person(api, { roles: ['partner_manager'] });
    expect((await read('?by=partner', manager)).body.data).toEqual([]);
    await api.planted.partner.update({ where: { id: own.id }, data: { managerId: manager.id } });
    expect(new Set((await read('?by=partner', manager)).body.data.map(({ id }) => id))).toEqual(new Set([own.id]));
  });

  it('is a table for who accepts one, and no cell of it is a formula', async () => {
    await api.planted.program.update({ where: { id: programId }, data: { name: '=cmd()' } });
    const response = await read(`?programId=${programId}`, admin, { accept: 'text/csv' });
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.text.split('\r\n').slice(0, 2)).toEqual([
      'id,name,kind,total,kept,percent,keptWithoutPauses,percentWithoutPauses,tooFew',
      `${programId},'=cmd(),first_contact,20,19,95,17,85,false`,
    ]);
  });
});
