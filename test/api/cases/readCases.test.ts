import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cases } from '../../../api/schemas/cases.ts';
import { NOTE, startCaseApi, type CaseApi, type CaseView } from '../../support/caseApi.ts';
import { said } from '../../support/commandWorld.ts';

let world: CaseApi;
let api: CaseApi['api'];
let manager: CaseApi['manager'];
let own: CaseApi['own'];
let other: CaseApi['other'];
let rep: CaseApi['rep'];
let ended: CaseApi['ended'];
let contest: CaseApi['contest'];
let opened: CaseApi['opened'];
let command: CaseApi['command'];
let read: CaseApi['read'];

beforeAll(async () => {
  world = await startCaseApi();
  ({ api, manager, own, other, rep, ended, contest, opened, command, read } = world);
});
afterAll(() => world.close());

describe('GET /cases', () => {
  it('200 lists what the reader may read, by what is due first, page by page', async () => {
    await opened();
    await opened();
    const first = await api.call<{ data: CaseView[]; next_cursor: string }>(
      'GET',
      '/v1/cases?limit=1&state=open',
      manager,
    );
    expect(() => Cases.parse(first.body)).not.toThrow();
    const second = await api.call<{ data: CaseView[] }>(
      'GET',
      `/v1/cases?limit=1&state=open&cursor=${first.body.next_cursor}`,
      manager,
    );
    expect(second.body.data[0]?.id).not.toBe(first.body.data[0]?.id);
    const theirs = await api.call<{ data: CaseView[] }>('GET', '/v1/cases', other.admin);
    expect(theirs.body.data.every(({ partnerId }) => partnerId === other.id)).toBe(true);
    const nobodys = await api.call<{ data: CaseView[] }>('GET', '/v1/cases', own.user);
    expect(nobodys.body.data).toEqual([]);
  });

  it('400 for a cursor of another list; 404 for what is not yours', async () => {
    const id = await opened();
    expect(said(await api.call('GET', '/v1/cases?cursor=bm9uZQ', manager))).toMatchObject({ status: 400 });
    expect(said(await read(id, other.admin))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await read(id, rep))).toEqual({ status: 404, code: 'not_found' });
  });

  it('the timeline tells the partner every step, and of the house only that something happened', async () => {
    const referralId = await ended();
    const { body } = await contest(referralId);
    await command(body.id, 'answer', { message: 'We look at the dates.', note: 'Check with K.' });
    const timeline = await api.call<{
      data: { type: string; actor: unknown; note: string | null; message: string | null }[];
    }>('GET', `/v1/referrals/${referralId}/timeline`, own.admin);
    const entries = timeline.body.data.filter(({ type }) => type.startsWith('case.'));
    expect(entries).toMatchObject([
      { type: 'case.opened', message: NOTE.note },
      { type: 'case.assigned', actor: null },
      { type: 'case.answered', message: 'We look at the dates.', note: null },
    ]);
    expect(JSON.stringify(timeline.body)).not.toContain('Check with K.');
  });
});
