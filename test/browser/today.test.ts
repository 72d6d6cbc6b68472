import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../support/moneyWorld.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs, PASSWORD } from './people.ts';

let money: MoneyApi;
let browser: Browser;

beforeAll(async () => {
  money = await startMoneyApi(await testServers.webApp());
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await money.close();
}, 60_000);

async function enter(who: StaffName): Promise<Page> {
  const { email } = await money.world.database.user.update({
    where: { id: money.world.staff[who] },
    data: { passwordHash: await money.api.deps.passwords.hash(PASSWORD) },
  });
  return enterAs(browser, money.api.url, email);
}

it('the day of finance begins with what waits, and every figure leads to its rows', async () => {
  const paul = await enter('paul');
  await paul.waitForURL(/\/today$/);
  await paul.getByText('Nothing waits for finance').waitFor();
  await checkPage(paul, 'today-none');

  await approvedLine(money.world, { by: [] });
  await approvedLine(money.world, { by: [], amount: 1_000_000, account: null });
  await paul.reload();
  const tile = (title: string) => paul.getByRole('listitem').filter({ hasText: title });
  await tile('To approve').getByText('5,800.00 EUR').waitFor();
  await tile('Books out of balance').getByText('Debits and credits are equal').waitFor();
  await checkPage(paul, 'today');
  await tile('To approve').getByRole('link').click();
  await paul.waitForURL(/\/approvals$/);
  await paul.locator('tbody tr').nth(1).waitFor();
  expect(await paul.locator('tbody tr').count()).toBe(2);
  await paul.goto('/today');
  await tile('Payees who cannot be paid').getByRole('link', { name: 'The partner has no account on file: 1' }).click();
  await paul.waitForURL(/\/payees\?state=payee_missing$/);
}, 180_000);
