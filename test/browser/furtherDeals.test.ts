import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import { commissionActivities, dealOf } from '../support/moneyWorld.ts';
import { testServers } from '../support/servers.ts';
import { TODAY } from '../support/today.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs, PASSWORD } from './people.ts';

let money: MoneyApi;
let browser: Browser;

beforeAll(async () => {
  money = await startMoneyApi(await testServers.webApp());
  // The referrals of this world have numbers of their own.
  await money.world.database.$executeRaw`SELECT setval('intake_no_seq', 10000)`;
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await money.close();
}, 60_000);

async function enter(userId: string): Promise<Page> {
  const passwordHash = await money.api.deps.passwords.hash(PASSWORD);
  const { email } = await money.world.database.user.update({ where: { id: userId }, data: { passwordHash } });
  return enterAs(browser, money.api.url, email);
}

/** Sold by Nora today, under a plan that pays for what follows. */
async function won() {
  const { world } = money;
  const made = await world.wonReferral({
    rules: [
      {
        kind: 'deal_percent',
        basisPoints: 1_000,
        base: 'first_year_net',
        trigger: 'signed',
        when: {},
        renewals: { months: 12, basisPoints: 500 },
        furtherDeals: { months: 12 },
      },
    ],
  });
  const { referralId } = made;
  const deal = { ...dealOf(world, 4_800_000, `D-${referralId}`), closedOn: TODAY };
  await world.database.referral.update({ where: { id: referralId }, data: { deal, ownerId: world.staff.nora } });
  await commissionActivities(world).accrueLines({ referralId, at: new Date().toISOString(), deal });
  return made;
}

it('sales record a renewal on a won referral, and the partner sees what it follows from and until when it earns', async () => {
  const { referralId, adminId } = await won();
  const nora = await enter(money.world.staff.nora);
  await nora.goto(`/referrals/${referralId}`);
  await nora.getByRole('button', { name: 'Renewal or further deal' }).click();
  const form = nora.getByRole('dialog');
  await form.getByRole('button', { name: 'Record', exact: true }).click();
  await form.getByText('Say what it is about').waitFor();
  await checkPage(nora, 'further-deal-form');
  await form.getByLabel('What it is about').fill('The second year, twenty seats more');
  await form.getByLabel('Expected net amount').fill('52000');
  await form.getByRole('button', { name: 'Record', exact: true }).click();
  await nora.getByText(/^Recorded as R-/).waitFor();
  await nora.getByText('Renewal of').waitFor();
  await nora.getByText('The second year, twenty seats more').waitFor();
  await checkPage(nora, 'further-deal-sales');
  await nora.getByRole('link', { name: 'R-TEST-1' }).click();
  await nora.getByRole('heading', { name: 'Deals of this customer' }).waitFor();
  await checkPage(nora, 'further-deal-first');

  const ada = await enter(adminId);
  await ada.goto('/referrals');
  await ada.getByText('Renewal of R-TEST-1').waitFor();
  await checkPage(ada, 'further-deal-list');
  await ada.getByRole('row').filter({ hasText: 'Renewal of R-TEST-1' }).getByRole('link').click();
  await ada.getByText('Earns if won before').waitFor();
  expect(await ada.getByText(/About 2,600 EUR for you if it closes as estimated/).count()).toBe(1);
  await checkPage(ada, 'further-deal-partner');
}, 300_000);
