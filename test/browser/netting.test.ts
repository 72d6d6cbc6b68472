import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
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

async function enterUser(id: string): Promise<Page> {
  const { email } = await money.world.database.user.update({
    where: { id },
    data: { passwordHash: await money.api.deps.passwords.hash(PASSWORD) },
  });
  return enterAs(browser, money.api.url, email);
}

it('finance reads on a run what is netted and what is left, and the partner reads what is still to be set off', async () => {
  const own = moneyOfPartner({ world: money.world, processes });
  await own.refundedLine(4_800_000n);
  const next = await own.line(1_000_000);
  const { id, items } = await own.prepare();
  const paul = await enterUser(money.world.staff.paul);
  await paul.goto(`/runs/${id}`);
  await paul
    .getByText(/still to net in later runs/)
    .first()
    .waitFor();
  await checkPage(paul, 'run-netted');
  await own.release(id);
  await paul.goto(`/commissions/${next.commissionId}`);
  await paul.getByText('Netted with what the partner owed').first().waitFor();
  await checkPage(paul, 'line-netted');
  const admin = await money.world.database.user.findFirstOrThrow({ where: { partnerId: items[0]?.partnerId ?? '' } });
  const ada = await enterUser(admin.id);
  await ada.goto('/earnings');
  await ada.getByText('To be set off against what comes next').waitFor();
  await checkPage(ada, 'earnings-netted');
  expect(await ada.getByText(/3,800/).first().isVisible()).toBe(true);
}, 180_000);
