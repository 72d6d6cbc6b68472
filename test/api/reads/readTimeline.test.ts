import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TimelineEntry } from '../../../api/schemas/timeline.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, refer, type PartnerWorld } from '../../support/apiWorld.ts';

type Entry = { seq: number; type: string; hash: string; prevHash: string } & Record<string, unknown>;
type Page = { data: Entry[]; has_more: boolean; next_cursor: string | null };

let api: ApiServer;
let own: PartnerWorld;
let rep: Someone;
let lead: Someone;
let id: string;

const happened = async (type: string, more: Record<string, unknown> = {}): Promise<void> => {
  const event = { at: new Date().toISOString(), type, actor: { kind: 'user', id: rep.id }, source: 'web', ...more };
  await api.database.$queryRaw`SELECT append_event(${id}, ${JSON.stringify(event)}::jsonb)`;
};

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
  rep = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  lead = await person(api, { roles: ['sales_manager'] });
  id = await refer(api, own.key);
  await happened('contact.attempted', { public: { message: 'Called twice' }, private: { note: 'Sounded annoyed' } });
  const routing = { ruleId: null, mode: 'round_robin', why: null, others: [{ userId: rep.id, why: 'full' }] };
  await happened('owner.assigned', { reasonCode: 'capacity', private: { routing } });
  await happened('case.decided', { public: { outcome: 'upheld' } });
  await happened('question.asked', { public: { message: 'Which plant?' }, private: { note: 'Ask Mira' } });
  await happened('qualification.postponed', { public: { message: 'In spring' } });
  await happened('clock.escalated', { reasonCode: 'late' });
  await happened('command.refused', { reasonCode: 'separation_of_duties' });
});

afterAll(() => api.close());

const timeline = (credentials: { key?: string; session?: string }, query = '') =>
  api.call<Page>('GET', `/v1/referrals/${id}/timeline${query}`, credentials);

it('is in order, without gaps, each entry chained to the one before', async () => {
  const { status, body } = await timeline({ session: lead.session });
  expect(status).toBe(200);
  expect(body.data.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  body.data.forEach((entry, index) => {
    expect(TimelineEntry.safeParse(entry).success).toBe(true);
    expect(entry.prevHash).toBe(index === 0 ? '' : body.data[index - 1]?.hash);
  });
});

it('people of the vendor read who, why and the note', async () => {
  const { body } = await timeline({ session: lead.session });
  expect(body.data[3]).toMatchObject({ type: 'case.decided', actor: { name: 'Nora Lindqvist' } });
  expect(body.data[1]).toMatchObject({
    type: 'contact.attempted',
    actor: { kind: 'user', id: rep.id, name: 'Nora Lindqvist' },
    message: 'Called twice',
    note: 'Sounded annoyed',
  });
  expect(body.data[2]).toMatchObject({
    reasonCode: 'capacity',
    routing: { mode: 'round_robin', others: [{ userId: rep.id, name: 'Nora Lindqvist', why: 'full' }] },
  });
});

it('a partner reads what was done for it, and of the rest only that it happened', async () => {
  const { body } = await timeline({ key: own.key });
  expect(body.data.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(body.data[1]).toMatchObject({ actor: { name: 'Nora Lindqvist' }, message: 'Called twice', note: null });
  expect(body.data[2]).toMatchObject({ type: 'owner.assigned', reasonCode: null, routing: null });
  expect(body.data[3]).toMatchObject({ type: 'case.decided', actor: null });
  expect(body.data[4]).toMatchObject({ actor: { name: 'Nora Lindqvist' }, message: 'Which plant?', note: null });
  expect(body.data[5]).toMatchObject({ actor: { name: 'Nora Lindqvist' }, message: 'In spring' });
  for (const entry of body.data.slice(6)) {
    expect(entry).toMatchObject({ actor: null, source: null, reasonCode: null, note: null, message: null });
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
  }
  const internal = await timeline({ session: lead.session });
  expect(body.data.map(({ hash }) => hash)).toEqual(internal.body.data.map(({ hash }) => hash));
});

it('comes in pages', async () => {
  const first = await timeline({ key: own.key }, '?limit=2');
  expect(first.body).toMatchObject({ has_more: true, data: [{ seq: 1 }, { seq: 2 }] });
  const second = await timeline({ key: own.key }, `?limit=6&cursor=${first.body.next_cursor ?? ''}`);
  expect(second.body).toMatchObject({
    has_more: false,
    next_cursor: null,
    data: [3, 4, 5, 6, 7, 8].map((seq) => ({ seq })),
  });
});
