import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillEmbeddedCrm } from '../../adapters/crm/embeddedDesk.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { person, type Someone } from '../support/apiServer.ts';
import { partner, program, submission, type PartnerWorld } from '../support/apiWorld.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';

const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;
const COMPANY = { name: 'Nordlicht Energie GmbH', domain: 'nordlicht.example', country: 'DE' };

type Read = {
  id: string;
  number: string;
  stage: string;
  verdict: {
    candidates: { referralNumber: string | null; evidence: string[] }[];
    vendor: { why: string; activity: string | null; recognised: { kind: string; foundBy: string } | null } | null;
  } | null;
};

let live: LiveSystem;
let lead: Someone;
let other: PartnerWorld;
let earlier: Read;

/** Each way is a product line of its own, so that no claim on the company stands before another. */
const send = async (by: PartnerWorld, way: string, company: object, email: string): Promise<Read> => {
  const body = submission({ company, prospect: { name: 'Jana Falk', email }, productLine: way });
  const { status, body: sent } = await live.api.call<Read>('POST', '/v1/referrals', { key: by.key, body });
  expect(status).toBe(201);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const read = await live.api.call<Read>('GET', `/v1/referrals/${sent.id}`, { session: lead.session });
    if (read.body.stage !== 'submitted') return read.body;
    if (Date.now() > deadline) throw new Error(`waited in vain for the check of ${sent.id}`);
    await pause(50);
  }
};

/** What the CRM has about the company: a contact and a lead by their addresses only, and a deal of the account. */
const inCrm = (): Promise<void> => {
  const daysAgo = (days: number) => ({
    at: new Date(Date.now() - days * DAY_MS),
    byEmail: 'k.lang@vendor.example',
    team: 'sales' as const,
  });
  return fillEmbeddedCrm(live.api.planted, {
    accounts: [
      { id: 'acc_contact', name: 'Buying group north', domain: null },
      { id: 'acc_deal', name: 'Northern light', domain: COMPANY.domain },
    ],
    contacts: [{ id: 'con_jana', accountId: 'acc_contact', name: 'Jana Falk', email: `jana@${COMPANY.domain}` }],
    leads: [{ id: 'lead_fair', name: 'Met at the fair', domain: null, email: `fair@${COMPANY.domain}` }],
    deals: [{ id: 'deal_1', accountId: 'acc_deal', name: '2027', ownerEmail: null, productLine: 'open deal' }],
    activities: [
      { id: 'act_met', accountId: 'acc_contact', kind: 'meeting', ...daysAgo(10) },
      { id: 'act_called', accountId: 'lead_fair', kind: 'call', ...daysAgo(9) },
    ],
  });
};

beforeAll(async () => {
  live = await startLiveSystem();
  const { api } = live;
  lead = await person(api, { roles: ['sales_manager'] });
  await person(api, { roles: ['sales_rep'] });
  const { duplicates } = defaultPolicy('EUR');
  const asks = { ...duplicates, lookBack: 'review', openDeal: 'review' };
  const programIds = [await program(api, { duplicates: asks })];
  other = await partner(api, { programIds });
  earlier = await send(await partner(api, { programIds }), 'first', COMPANY, `ceo@${COMPANY.domain}`);
  expect(earlier.stage).toBe('accepted');
  const { companyId } = await api.database.referral.findUniqueOrThrow({ where: { id: earlier.id } });
  const named = await api.call('POST', `/v1/companies/${companyId}/alias`, {
    session: (await person(api, { roles: ['sales_manager'] })).session,
    body: { name: 'Polarkraft' },
  });
  expect(named.status).toBe(200);
  await inCrm();
}, 120_000);

afterAll(() => live.close(), 30_000);

describe('one company that is known already is found, with the evidence named, as', () => {
  it.each([
    { as: 'an earlier referral', company: { ...COMPANY, domain: 'nordlicht-energie.example' }, evidence: 'same_name' },
    {
      as: 'an alias',
      company: { ...COMPANY, name: 'Polarkraft', domain: 'polarkraft.example' },
      evidence: 'known_alias',
    },
  ])('$as: $evidence', async ({ as, company, evidence }) => {
    const read = await send(other, as, company, `somebody@${company.domain}`);
    expect(read).toMatchObject({
      stage: 'in_review',
      verdict: {
        candidates: [{ referralNumber: earlier.number, evidence: expect.arrayContaining([evidence]) }],
        vendor: null,
      },
    });
  });

  // In this order: who was named before belongs to the company from then on.
  it.each([
    { as: 'an open deal', who: 'new', why: 'open_deal', activity: null, kind: 'account', foundBy: 'domain' },
    { as: 'a CRM contact', who: 'jana', why: 'look_back', activity: 'meeting', kind: 'contact', foundBy: 'email' },
    { as: 'a CRM lead', who: 'fair', why: 'look_back', activity: 'call', kind: 'lead', foundBy: 'email' },
  ])('$as: $why, $kind by its $foundBy', async ({ as, who, why, activity, kind, foundBy }) => {
    const read = await send(other, as.replace(/^an? /, ''), COMPANY, `${who}@${COMPANY.domain}`);
    expect(read).toMatchObject({
      stage: 'in_review',
      verdict: { vendor: { why, activity, recognised: { kind, foundBy } } },
    });
    const asPartner = await live.api.call('GET', `/v1/referrals/${read.id}`, { key: other.key });
    expect(asPartner.status).toBe(200);
    expect(asPartner.text).not.toMatch(/look_back|open_deal|acc_|lead_|deal_1/);
  });
});
