import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll, publishPolicy } from '../support/payoutDrafts.ts';
import { openProcesses, type Processes } from '../support/payoutRuns.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs, PASSWORD } from './people.ts';

let money: MoneyApi;
let browser: Browser;
let processes: Processes;

beforeAll(async () => {
  money = await startMoneyApi(await testServers.webApp());
  processes = openProcesses(money.world);
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await processes.close();
  await money.close();
}, 60_000);

async function enter(who: StaffName): Promise<Page> {
  const { email } = await money.world.database.user.update({
    where: { id: money.world.staff[who] },
    data: { passwordHash: await money.api.deps.passwords.hash(PASSWORD) },
  });
  return enterAs(browser, money.api.url, email);
}

it('finance reads when the next draft makes itself, takes a draft on, and is not who releases it', async () => {
  await publishPolicy(money.world);
  const paul = await enter('paul');
  await paul.goto('/runs');
  await paul.getByText(/Cloud Referrals: next draft on .*, 24:00; pay day /).waitFor();
  await checkPage(paul, 'runs-none');
  await approvedLine(money.world);
  await draftAll(processes.worker, CUT_OFF);
  await paul.reload();
  await paul.getByText('Cloud Referrals, up to 31 Jan 2027').first().waitFor();
  await checkPage(paul, 'runs-draft');
  await paul.getByRole('link', { name: 'EUR, CSV file' }).click();
  await paul.getByText('Nobody yet').waitFor();
  await checkPage(paul, 'run-draft');
  await paul.getByRole('button', { name: 'Prepare' }).click();
  await paul.getByText('You prepared it: another person releases it.').waitFor();
  expect(await paul.getByRole('button', { name: 'Release' }).count()).toBe(0);
  const ines = await enter('ines');
  await ines.goto(new URL(paul.url()).pathname);
  await ines.getByRole('button', { name: 'Release' }).waitFor();
}, 120_000);
