import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillEmbeddedCrm } from '../../adapters/crm/embeddedDesk.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { person, type Someone } from '../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../support/apiWorld.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';

const PATIENCE_MS = 20_000;
const PROGRAMS = ['strict', 'careful', 'open'] as const;
type Program = (typeof PROGRAMS)[number];

/** Three programs that differ in nothing but what they make of a company that is known already. */
const VALUES: Readonly<Record<Program, object>> = {
  strict: { activeClaim: 'decline', openDeal: 'decline', customer: 'decline' },
  careful: { activeClaim: 'review', openDeal: 'review', customer: 'review' },
  open: { activeClaim: 'waitlist', openDeal: 'accept', customer: 'accept' },
};

type Read = {
  stage: string;
  position: number | null;
  outcome: { reasonCode: string; sentence: string; againFrom: string | null } | null;
  verdict?: { vendor: { why: string } | null };
  ahead?: { number: string } | null;
};

let live: LiveSystem;
let lead: Someone;
let first: PartnerWorld;
const partners = {} as Record<Program, PartnerWorld>;

beforeAll(async () => {
  live = await startLiveSystem();
  const { api } = live;
  lead = await person(api, { roles: ['sales_manager'] });
  await person(api, { roles: ['sales_rep'] });
  const { duplicates } = defaultPolicy('EUR');
  for (const name of PROGRAMS) {
    const programIds = [await program(api, { duplicates: { ...duplicates, ...VALUES[name] } })];
    partners[name] = await partner(api, { programIds });
  }
  first = await partner(api, { programIds: [await program(api)] });
}, 120_000);

afterAll(() => live.close(), 30_000);

/** As its partner sends it; the answer is the number. */
async function send(by: PartnerWorld, domain: string, who: string): Promise<{ id: string; number: string }> {
  const prospect = { name: 'Ada Lindgren', email: `${who}@${domain}` };
  const body = submission({ company: { name: domain, domain }, prospect, productLine: 'Monitor' });
  const answer = await live.api.call<{ id: string; number: string }>('POST', '/v1/referrals', { key: by.key, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** What has become of it once the check is over, as sales or its partner reads it. */
async function decided(id: string, who: { session: string } | { key: string } = lead): Promise<Read> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await live.api.call<Read>('GET', `/v1/referrals/${id}`, who);
    if (body.stage !== 'submitted') return body;
    if (Date.now() > deadline) throw new Error(`waited in vain for the check of ${id}`);
    await pause(50);
  }
}

describe('the same submission in three programs, over HTTP', () => {
  it('behind another partner’s claim is declined, goes to a person, and waits in line', async () => {
    const holder = await send(first, 'claimed.example', 'ada');
    expect((await decided(holder.id)).stage).toBe('accepted');
    const strict = await send(partners.strict, 'claimed.example', 'bo');
    expect(await decided(strict.id)).toMatchObject({
      stage: 'declined',
      outcome: { reasonCode: 'company_not_available', againFrom: expect.any(String) },
    });
    const open = await send(partners.open, 'claimed.example', 'cy');
    expect(await decided(open.id)).toMatchObject({ stage: 'waitlisted', position: 1 });
    const careful = await send(partners.careful, 'claimed.example', 'di');
    expect(await decided(careful.id)).toMatchObject({ stage: 'in_review', ahead: { number: holder.number } });
    for (const name of PROGRAMS) {
      const { id } = { strict, open, careful }[name];
      const { body } = await live.api.call<Read>('GET', `/v1/referrals/${id}`, { key: partners[name].key });
      expect(JSON.stringify(body)).not.toContain(holder.number);
      expect(JSON.stringify(body)).not.toContain(first.name);
    }
  });

  it.each([
    { known: 'deal', why: 'open_deal', reasonCode: 'open_deal' },
    { known: 'customer', why: 'customer', reasonCode: 'existing_customer' },
  ])('of a company with a $known of ours is declined, goes to a person, and is accepted', async (row) => {
    const domainOf = (name: Program): string => `${row.known}-${name}.example`;
    for (const name of PROGRAMS) {
      const id = `${row.known}_${name}`;
      await fillEmbeddedCrm(live.api.planted, {
        accounts: [{ id, name: domainOf(name), domain: domainOf(name) }],
        ...(row.known === 'deal'
          ? { deals: [{ id: `deal_${id}`, accountId: id, name: 'Monitor', productLine: 'Monitor', ownerEmail: null }] }
          : { purchases: [{ id: `pur_${id}`, accountId: id, productLine: 'Monitor', boughtAt: new Date() }] }),
      });
    }
    const read = async (name: Program): Promise<Read> =>
      decided((await send(partners[name], domainOf(name), 'ada')).id);
    expect(await read('strict')).toMatchObject({ stage: 'declined', outcome: { reasonCode: row.reasonCode } });
    expect(await read('careful')).toMatchObject({ stage: 'in_review', verdict: { vendor: { why: row.why } } });
    expect((await read('open')).stage).toBe('accepted');
  });
});
