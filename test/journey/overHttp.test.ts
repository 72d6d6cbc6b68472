import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/approval/roles.ts';
import { person, type Answer, type Someone } from '../support/apiServer.ts';
import { partner, program, refer, submission, type PartnerWorld } from '../support/apiWorld.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';
import { TODAY } from '../support/today.ts';

const PATIENCE_MS = 20_000;
const WON = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY, dealId: 'D-1' };
const CHECKLIST = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes', outcome: 'qualified' };

let live: LiveSystem;
let own: PartnerWorld;
let rival: PartnerWorld;
let programId: string;
const people = {} as Record<'rep' | 'lead' | 'admin' | 'preparer' | 'approver' | 'second', Someone>;

beforeAll(async () => {
  live = await startLiveSystem();
  const { api } = live;
  const roles: Record<keyof typeof people, Role> = {
    rep: 'sales_rep',
    lead: 'sales_manager',
    admin: 'program_admin',
    preparer: 'finance_preparer',
    approver: 'finance_approver',
    second: 'finance_approver',
  };
  for (const name of Object.keys(roles) as (keyof typeof people)[]) {
    people[name] = await person(api, { roles: [roles[name]], name });
  }
  const manager = await person(api, { roles: ['partner_manager'], name: 'manager' });
  programId = await program(api, { holding: 'PT0S' });
  own = await partner(api, { programIds: [programId], managerId: manager.id });
  rival = await partner(api, { programIds: [programId], managerId: manager.id });
}, 120_000);

afterAll(() => live.close(), 30_000);

const get = <Body = Record<string, unknown>>(path: string, who: { session?: string; key?: string }) =>
  live.api.call<Body>('GET', path, who.key === undefined ? { session: who.session ?? '' } : { key: who.key });
const post = (path: string, body: unknown, who: Someone, headers: Record<string, string> = {}) =>
  live.api.call('POST', path, { session: who.session, body, headers });

async function eventually(
  path: string,
  who: Someone,
  isSo: (body: Record<string, unknown>) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await get(path, who);
    if (isSo(answer.body)) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${answer.text}`);
    await pause(50);
  }
}

const reaches = (id: string, stage: string): Promise<Answer> =>
  eventually(`/v1/referrals/${id}`, people.lead, (body) => body['stage'] === stage);

const asOwner = (id: string, command: string, body: unknown): Promise<Answer> =>
  post(`/v1/referrals/${id}/${command}`, body, people.lead);

async function payable(referralId: string): Promise<Record<string, unknown>> {
  const path = `/v1/commissions?referralId=${referralId}`;
  const { body } = await eventually(path, people.approver, ({ data }) => (data as unknown[]).length === 1);
  return (body['data'] as Record<string, unknown>[])[0] ?? {};
}

describe('from POST to paid, over HTTP', () => {
  it('each step is answered with what it did', async () => {
    const draft = await post(
      '/v1/plans',
      { programId, name: 'Standard', rules: [{ kind: 'deal_percent', basisPoints: 1_000 }] },
      people.admin,
    );
    expect((await post(`/v1/plans/${String(draft.body['id'])}/publish`, {}, people.second)).status).toBe(200);

    const id = await refer(live.api, own.key);
    const accepted = await reaches(id, 'accepted');
    expect(accepted.body).toMatchObject({ owner: { id: people.rep.id }, verdict: { kind: 'new' } });
    expect(accepted.body['clocks']).toContainEqual(expect.objectContaining({ kind: 'acknowledge', state: 'met' }));

    expect(await asOwner(id, 'contact', { channel: 'phone', outcome: 'reached', note: 'Sounds keen' })).toMatchObject({
      status: 200,
      body: { stage: 'contacted', attempts: [{ outcome: 'reached', note: 'Sounds keen' }] },
    });
    expect(await asOwner(id, 'qualify', { ...CHECKLIST, quality: 5, feedback: 'Perfect introduction' })).toMatchObject({
      status: 200,
      body: { stage: 'qualified', quality: 5, feedback: 'Perfect introduction' },
    });
    expect(await asOwner(id, 'advance', { stage: 'proposal' })).toMatchObject({
      status: 200,
      body: { stage: 'proposal' },
    });
    expect(await asOwner(id, 'close', WON)).toMatchObject({
      status: 200,
      body: { stage: 'won', deal: { dealId: 'D-1' } },
    });

    const line = await payable(id);
    expect(line).toMatchObject({ amount: { amount: 480_000, currency: 'EUR' }, approvalsRequired: 1 });
    const path = `/v1/commissions/${String(line['id'])}`;
    const fresh = await eventually(path, people.approver, ({ state }) => state === 'awaiting_approval');
    const headers = { 'if-match': fresh.headers.get('etag') ?? '' };
    const approved = await post(
      `${path}/approve`,
      { contentHash: fresh.body['contentHash'] },
      people.approver,
      headers,
    );
    expect(approved).toMatchObject({ status: 200, body: { state: 'approved' } });

    const run = await post('/v1/payout-runs', { rail: 'manual', currency: 'EUR' }, people.preparer);
    expect(run).toMatchObject({
      status: 201,
      body: { state: 'prepared', total: { amount: 480_000, currency: 'EUR' } },
    });
    const runPath = `/v1/payout-runs/${String(run.body['id'])}`;
    const released = await post(`${runPath}/release`, {}, people.second);
    expect(released).toMatchObject({ status: 200 });
    const confirm = { reference: 'BANK-1', settledOn: TODAY };
    expect(await post(`${runPath}/confirm`, confirm, people.preparer)).toMatchObject({
      status: 200,
      body: { state: 'settled' },
    });
    await eventually(path, people.approver, ({ state }) => state === 'paid');

    const { body } = await get<{ data: { seq: number; type: string }[] }>(
      `/v1/referrals/${id}/timeline?limit=100`,
      own,
    );
    expect(body.data.map(({ seq }) => seq)).toEqual(body.data.map((_, index) => index + 1));
    expect(body.data.map(({ type }) => type)).toContain('commission.paid');
    const books = await get<{ data: { debits: number; credits: number }[] }>('/v1/ledger/accounts', people.preparer);
    const sum = (side: 'debits' | 'credits') => books.body.data.reduce((total, account) => total + account[side], 0);
    expect(sum('debits')).toBe(sum('credits'));
  }, 60_000);
});

describe('a queue per company', () => {
  it('the second waits with its place, and takes over when the first is withdrawn', async () => {
    const company = { name: 'Queue AB', domain: 'queue-ab.example' };
    const first = await refer(live.api, own.key, { company });
    await reaches(first, 'accepted');
    const second = await refer(live.api, rival.key, { company });
    await reaches(second, 'waitlisted');
    const waiting = await get(`/v1/referrals/${second}`, { key: rival.key });
    expect(waiting.body).toMatchObject({ stage: 'waitlisted', position: 1 });
    expect(waiting.text).not.toContain(own.name);
    expect(await post(`/v1/referrals/${first}/withdraw`, { reasonCode: 'mistake' }, own.admin)).toMatchObject({
      status: 200,
      body: { stage: 'withdrawn', outcome: { reasonCode: 'mistake' } },
    });
    await reaches(second, 'accepted');
  }, 60_000);
});

describe('without a worker', () => {
  it('a submission is received and a decision is stored; both are carried on by themselves afterwards', async () => {
    const first = await refer(live.api, own.key);
    await reaches(first, 'accepted');
    await live.stopWork();
    const received = await live.api.call('POST', '/v1/referrals', { key: own.key, body: submission() });
    expect(received.status).toBe(201);
    const stored = await asOwner(first, 'contact', { channel: 'phone', outcome: 'reached' });
    expect(stored).toMatchObject({ status: 202, body: { state: 'pending' } });
    await live.startWork();
    await reaches(first, 'contacted');
    await reaches(String(received.body['id']), 'accepted');
    const location = stored.headers.get('location') ?? '';
    await eventually(location, people.lead, ({ state }) => state === 'done');
  }, 60_000);
});
