import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { AN_INVOICE } from '../support/invoices.ts';
import { startMoneyApi, type MoneyApi } from '../support/moneyApi.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import { openProcesses, type Processes } from '../support/payoutRuns.ts';
import { testServers } from '../support/servers.ts';
import { TODAY } from '../support/today.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs, PASSWORD } from './people.ts';

let money: MoneyApi;
let processes: Processes;
let browser: Browser;

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

/** Signs in through the page, for which everybody here needs a password first. */
async function enter(id: string): Promise<Page> {
  const { email } = await money.world.database.user.update({
    where: { id },
    data: { passwordHash: await money.api.deps.passwords.hash(PASSWORD) },
  });
  return enterAs(browser, money.api.url, email);
}

type Stated = { number: string; net: string; vat: string; total: string };

async function state(page: Page, { number, net, vat, total }: Stated): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number').fill(number);
  await dialog.getByLabel('Date').fill(TODAY);
  await dialog.getByLabel('Net amount (EUR)').fill(net);
  await dialog.getByLabel('Value added tax (EUR)').fill(vat);
  await dialog.getByLabel('Total (EUR)').fill(total);
}

describe('invoices of partners, in a browser', () => {
  it('a partner uploads one, finance accepts it, and a refund after the payment asks for a credit note', async () => {
    const { world } = money;
    const own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
    const line = await own.line();
    await own.line(1_000_000);
    const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
    const { id: adminId } = await world.database.user.findFirstOrThrow({ where: { partnerId } });

    const ada = await enter(adminId);
    await ada.goto('/documents');
    await ada.getByText('Invoices to write').first().waitFor();
    await checkPage(ada, 'invoices-wanted');
    await ada.getByRole('button', { name: 'Upload' }).click();
    await ada.getByText('Has to be exactly 5,800.00 EUR').waitFor();
    await ada.getByRole('checkbox').last().uncheck();
    await ada.getByText('Has to be exactly 4,800.00 EUR').waitFor();
    const file = { name: 'RE-7.pdf', mimeType: 'application/pdf', buffer: Buffer.from(AN_INVOICE) };
    const chooser = ada.waitForEvent('filechooser');
    await ada.getByRole('dialog').getByLabel('The file').click();
    await (await chooser).setFiles(file);
    await state(ada, { number: 'RE-7', net: '4700', vat: '912', total: '5612' });
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('Its lines come to 4,800 EUR net; it says 4,700 EUR.').waitFor();
    await checkPage(ada, 'invoice-differs');
    await state(ada, { number: 'RE-7', net: '4800', vat: '912', total: '5712' });
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('With finance').waitFor();
    await checkPage(ada, 'invoices-own');

    const finance = await enter(world.staff.paul);
    await finance.goto('/documents');
    await finance.getByText('To look at').waitFor();
    await checkPage(finance, 'invoices');
    const download = finance.waitForEvent('download');
    await finance.getByRole('button', { name: 'File' }).click();
    expect((await download).suggestedFilename()).toBe('RE-7.pdf');
    await finance.getByRole('button', { name: 'Accept' }).click();
    await finance.getByText('Accept RE-7?').waitFor();
    await checkPage(finance, 'invoice-accept');
    await finance.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
    await finance.getByRole('link', { name: 'RE-7', exact: true }).waitFor();

    await own.payOut();
    await own.refund(line, 1_200_000n);
    await ada.goto('/documents');
    await ada.getByText('Credit note for RE-7').waitFor();
    await checkPage(ada, 'invoices-credit');
    await ada.getByRole('button', { name: 'Upload' }).first().click();
    await ada.getByText('Has to be exactly 1,200.00 EUR').waitFor();
    await ada.getByRole('button', { name: 'Cancel' }).click();
    await ada.getByRole('link', { name: 'RE-7', exact: true }).click();
    await ada.getByText('The partner wrote it', { exact: false }).waitFor();
    await checkPage(ada, 'invoice-document');
  }, 180_000);
});
