import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, refer, submission, type PartnerWorld } from '../../support/apiWorld.ts';

const NOW = '2026-06-02T10:00:00.000Z';
const company = { name: 'Nordwind AB', domain: 'nordwind-ahead.example', country: 'SE', region: 'Stockholm' };

let api: ApiServer;
let first: PartnerWorld;
let second: PartnerWorld;
let manager: Someone;
let heldId: string;
let waitingId: string;

beforeAll(async () => {
  api = await startApiServer({ now: () => new Date(NOW) });
  const programIds = [await program(api)];
  first = await partner(api, { programIds });
  second = await partner(api, { programIds });
  manager = await person(api, { roles: ['sales_manager'], name: 'Greta Holm' });
  heldId = await refer(api, first.key, { company });
  waitingId = await refer(api, second.key, submission({ company }));
});

afterAll(() => api.close());

type Body = { next: { situation: string; sentence: string } };

const read = async (id: string, session: string): Promise<Body['next']> =>
  (await api.call<Body>('GET', `/v1/referrals/${id}`, { session })).body.next;

const plant = (id: string, stage: string, next: object, changes: object = {}) =>
  api.planted.referral.update({ where: { id }, data: { stage, next, ownerId: manager.id, ...changes } });

describe('whose claim is waited for', () => {
  it('is told with the day it lapses to the house, and never to the partner', async () => {
    const next = { action: 'wait', who: null, dueAt: null, facts: {} };
    const { number } = await plant(
      heldId,
      'accepted',
      { ...next, situation: 'accepted' },
      { expiresAt: new Date('2026-07-01T10:00:00Z') },
    );
    await plant(waitingId, 'waitlisted', { ...next, situation: 'waitlisted' });
    await api.planted.queueEntry.update({ where: { referralId: heldId }, data: { state: 'held' } });
    await api.planted.queueEntry.update({ where: { referralId: waitingId }, data: { state: 'waiting' } });
    const inside = await read(waitingId, manager.session);
    expect(inside.sentence).toContain(`Wait-listed, place 1, behind ${number}, which lapses on 1 Jul.`);
    const outside = await read(waitingId, second.admin.session);
    expect(outside.sentence).not.toContain(number);
    expect(outside.sentence).toMatch(/^Another referral came first\. You are next/);
  });
});

describe('a promise whose time has passed while nobody told the story', () => {
  it('reads as late, in the situation as in the sentence', async () => {
    const facts = { firstContactDueAt: '2026-06-02T09:00:00.000Z', newsAt: '2026-06-05T09:00:00.000Z' };
    await plant(heldId, 'accepted', { situation: 'accepted', action: 'contact', who: manager.id, dueAt: null, facts });
    expect(await read(heldId, first.admin.session)).toMatchObject({
      situation: 'late',
      sentence: expect.stringMatching(
        /^We are late: Greta Holm should have reached out by 0?9:00.* you hear from us by /,
      ),
    });
  });
});
