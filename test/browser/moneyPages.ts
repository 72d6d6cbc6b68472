import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import type { StaffName } from '../support/moneyWorld.ts';
import { openProcesses, type Processes } from '../support/payoutRuns.ts';
import { testServers } from '../support/servers.ts';
import { enterAs, PASSWORD } from './people.ts';

export type MoneyPages = {
  money: MoneyApi;
  processes: Processes;
  /** Signs in through the page, for which everybody here needs a password first. */
  enterUser: (id: string) => Promise<Page>;
  enter: (who: StaffName) => Promise<Page>;
};

/** The tests of one file about pages of money: an API with a world of its own, and a browser; `open` is given what they need. */
export function moneyPages(open: (opened: MoneyPages) => void | Promise<void>): void {
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const money = await startMoneyApi(await testServers.webApp());
    const processes = openProcesses(money.world);
    const browser = await launchBrowser();
    close = async () => {
      await browser.close();
      await processes.close();
      await money.close();
    };
    const enterUser = async (id: string): Promise<Page> => {
      const passwordHash = await money.api.deps.passwords.hash(PASSWORD);
      const { email } = await money.world.database.user.update({ where: { id }, data: { passwordHash } });
      return enterAs(browser, money.api.url, email);
    };
    await open({ money, processes, enterUser, enter: (who) => enterUser(money.world.staff[who]) });
  }, 240_000);
  afterAll(() => close(), 60_000);
}
