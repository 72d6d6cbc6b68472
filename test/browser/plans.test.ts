import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, refer, type PartnerWorld } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { commissionActivities } from '../support/moneyWorld.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

const EUR = (units: number) => ({ amount: units * 100, currency: 'EUR' });
const FEE = { kind: 'deal_percent', basisPoints: 1_000 };
const DEAL = { amount: EUR(48_000), firstYearNet: EUR(24_000), closedOn: new Date().toISOString().slice(0, 10) };

let api: ApiServer;
let browser: Browser;
let programId: string;
let brightwater: PartnerWorld;
let kestrel: PartnerWorld;
let olga: Someone;
let ines: Someone;

/** Every kind of rule and every condition. */
const ALL_RULES = () => [
  { ...FEE, basisPoints: 1_500, when: { partnerIds: [brightwater.id] }, capPerDeal: EUR(15_000) },
  {
    ...FEE,
    basisPoints: 1_200,
    base: 'total_contract_net',
    above: EUR(10_000),
    when: {
      productLines: ['Predict'],
      countries: ['DE', 'AT'],
      regions: ['Bavaria'],
      tiers: ['gold'],
      values: [{ currency: 'EUR', from: 1_000_000, below: 50_000_000 }],
      received: { from: '2026-01-01', to: '2027-12-31' },
      qualityFrom: 4,
    },
    capPerPartner: { amount: EUR(60_000), period: 'quarter' },
  },
  FEE,
  { kind: 'deal_flat', amount: EUR(250), budget: { amount: EUR(20_000), period: 'year' } },
  {
    kind: 'spiff',
    amount: EUR(500),
    when: { received: { from: '2026-10-01', to: '2027-12-31' } },
    budget: { amount: EUR(5_000), period: 'plan' },
  },
  { kind: 'tier_bonus', basisPoints: 200, above: EUR(100_000) },
];

async function draft(name: string, rules: unknown[], who = olga): Promise<string> {
  const { session } = who;
  const { status, body } = await api.call('POST', '/v1/plans', { session, body: { programId, name, rules } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return String(body['id']);
}

/** A deal of Kestrel that was won and has earned by the plan of its day. */
async function winOne(): Promise<void> {
  const greta = await person(api, { roles: ['sales_manager'] });
  const referralId = await refer(api, kestrel.key);
  const deal = { ...DEAL, dealId: 'D-1', closedBy: greta.id };
  await api.planted.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
  await commissionActivities({ database: api.planted }).accrueLines({ referralId, at: new Date().toISOString(), deal });
}

const entered = async (who: Someone): Promise<Page> => {
  const page = await enterAs(browser, api.url, who.email);
  await page.goto('/plans');
  await page.getByRole('heading', { name: 'Next year' }).waitFor();
  return page;
};

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  programId = await program(api);
  brightwater = await partner(api, { programIds: [programId], name: 'Brightwater Consulting' });
  kestrel = await partner(api, { programIds: [programId], name: 'Kestrel IT Resale' });
  olga = await person(api, { roles: ['program_admin', 'finance_approver'], name: 'Olga Petersen' });
  ines = await person(api, { roles: ['finance_approver'], name: 'Ines Duarte' });
  const before = await draft('Referral fee', [FEE]);
  await api.call('POST', `/v1/plans/${before}/publish`, { session: ines.session, body: {} });
  await winOne();
  await draft('Next year', ALL_RULES());
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

describe('plans, in a browser', () => {
  it('who drafted one reads that somebody else publishes it', async () => {
    const page = await entered(olga);
    await page.getByText('You drafted this version of the plan.').waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
    await checkPage(page, 'plans-drafter');
  }, 120_000);

  it('the second person reads the paragraph and who could approve, tries it, and publishes it', async () => {
    const page = await entered(ines);
    const card = page.getByRole('region', { name: 'Next year' });
    await card.getByText(/only Ines Duarte can give one: Olga Petersen drafted this version/).waitFor();
    await checkPage(page, 'plans');

    await card.getByRole('button', { name: 'Try it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Contract, net (EUR)').fill('240000');
    await dialog.getByLabel('Partner').click();
    await page.getByRole('option', { name: 'Brightwater Consulting' }).click();
    await dialog.getByRole('button', { name: 'What would it pay?' }).click();
    await dialog.getByText('15 % of 240,000.00 EUR, at most 15,000.00 EUR per deal').waitFor();
    await dialog.getByText(/One deal was won since/).waitFor();
    await dialog.getByText('One would earn something else').waitFor();
    await checkPage(page, 'plans-try');
    await dialog.getByText('One would earn something else').scrollIntoViewIfNeeded();
    await checkPage(page, 'plans-try-past');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await card.getByRole('button', { name: 'Publish' }).click();
    await page
      .getByRole('dialog')
      .getByText(/only Ines Duarte can give one/)
      .waitFor();
    await checkPage(page, 'plans-publish');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('The plan is published').waitFor();
    await card.getByText('Published').first().waitFor();
  }, 180_000);

  it('each partner then reads its own paragraph, and not what is for another one', async () => {
    const theirs = await enterAs(browser, api.url, brightwater.admin.email);
    await theirs.goto('/program');
    await theirs.getByText(/15 % of the first year's net amount/).waitFor();
    await checkPage(theirs, 'program-plan');
    const others = await enterAs(browser, api.url, kestrel.admin.email);
    await others.goto('/program');
    await others.getByText(/2 % extra of what the deals of a calendar year/).waitFor();
    expect(await others.getByText(/15 %/).count()).toBe(0);
  }, 120_000);
});
