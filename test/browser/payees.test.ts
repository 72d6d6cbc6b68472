import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { routesOfPayees } from '../support/moneyApi.ts';
import { testServers } from '../support/servers.ts';
import { A_FORM, BRIGHTWATER_TAX } from '../support/tax.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

let api: ApiServer;
let browser: Browser;
let own: PartnerWorld;
let paul: Someone;

beforeAll(async () => {
  const web = await testServers.webApp();
  api = await startApiServer((database) => ({
    ...web,
    furtherRoutes: routesOfPayees(database),
  }));
  const programIds = [await program(api)];
  own = await partner(api, { programIds, name: 'Brightwater Consulting' });
  await partner(api, { programIds, name: 'Kestrel IT Resale' });
  paul = await person(api, { roles: ['finance_preparer'], name: 'Paul Novak' });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

describe('where money goes, in a browser', () => {
  it('a partner enters an account and is told of a slip; finance verifies it and reads it with a reason', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto('/payee');
    await ada.getByText('There is no account to pay to.').waitFor();
    await checkPage(ada, 'payee-empty');
    await ada.getByRole('button', { name: 'Enter an account' }).click();
    await ada.getByRole('button', { name: 'Save the account' }).click();
    await ada.getByText('Please fill this in').first().waitFor();
    await ada.getByLabel('Holder of the account').fill('Brightwater Consulting GmbH');
    await ada.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01');
    await ada.getByLabel('Country of the holder').fill('de');
    await ada.getByRole('button', { name: 'Save the account' }).click();
    await ada.getByText('There is a slip in this number.').waitFor();
    await checkPage(ada, 'payee-form');
    await ada.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
    await ada.getByRole('button', { name: 'Save the account' }).click();
    await ada.getByText('DE•• •••• •••• 3000').waitFor();

    const finance = await enterAs(browser, api.url, paul.email);
    await finance.goto('/payees?state=payee_unverified');
    await finance.getByRole('link', { name: 'Brightwater Consulting' }).waitFor();
    await checkPage(finance, 'payees');
    await finance.getByRole('link', { name: 'Brightwater Consulting' }).click();
    await finance.getByRole('button', { name: 'Verify' }).click();
    await finance.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
    await finance.getByText('Verified by finance').waitFor();
    await finance.getByRole('button', { name: 'Show in full' }).click();
    await finance.getByRole('dialog').getByLabel('Why').fill('The bank asks for it');
    await finance.getByRole('dialog').getByRole('button', { name: 'Show in full' }).click();
    await finance.getByText('DE89370400440532013000').waitFor();
    await checkPage(finance, 'payee-full');
    await finance.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await finance.getByText('The bank asks for it').waitFor();
    await checkPage(finance, 'payee-finance');

    await finance.getByRole('button', { name: 'Refuse' }).click();
    await finance.getByRole('dialog').getByLabel('Why').fill('The holder is another company');
    await finance.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await finance.getByText('The latest change was not accepted').waitFor();

    await ada.reload();
    await ada.getByText('The holder is another company').first().waitFor();
    expect(await ada.getByText('The bank asks for it').count()).toBe(0);
    await checkPage(ada, 'payee-refused');
  }, 120_000);

  it('a partner sends a tax form; finance fetches it, reads the number with a reason, and verifies it', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto('/payee');
    await ada.getByRole('button', { name: 'Send a tax form' }).click();
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('Please fill this in').first().waitFor();
    const form = { name: 'registration.pdf', mimeType: 'application/pdf', buffer: Buffer.from(A_FORM) };
    await ada.locator('input[type=file]').setInputFiles(form);
    await ada.getByLabel('Name of the company or person').fill(BRIGHTWATER_TAX.legalName);
    await ada.getByLabel('Tax number').fill('DE 136 695 977');
    await ada.getByLabel('Address').fill(BRIGHTWATER_TAX.address);
    await ada.getByLabel('Country').fill('de');
    await ada.getByLabel('Rate in percent').fill('19');
    await ada.getByLabel('Valid from').fill('2026-01-01');
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('This cannot be right.').waitFor();
    await checkPage(ada, 'tax-form');
    await ada.getByLabel('Tax number').fill('DE 136 695 976');
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('Sent, waits for finance').waitFor();
    await checkPage(ada, 'tax-waits');

    const finance = await enterAs(browser, api.url, paul.email);
    await finance.goto(`/payees/${own.id}`);
    await finance.getByRole('button', { name: 'Show name and number' }).click();
    await finance.getByRole('dialog').getByLabel('Why').fill('To compare it');
    await finance.getByRole('dialog').getByRole('button', { name: 'Show name and number' }).click();
    await finance.getByText('DE136695976').waitFor();
    await finance.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await finance.getByRole('button', { name: 'Fetch the form' }).click();
    await finance.getByRole('dialog').getByLabel('Why').fill('To verify it');
    const download = finance.waitForEvent('download');
    await finance.getByRole('dialog').getByRole('button', { name: 'Fetch the form' }).click();
    expect((await download).suggestedFilename()).toBe('registration.pdf');
    await finance.getByRole('button', { name: 'Verify the form' }).click();
    await finance.getByRole('dialog').getByRole('button', { name: 'Verify the form' }).click();
    await finance.getByText('The tax form is verified.').waitFor();
    await checkPage(finance, 'tax-finance');
    await finance.goto('/payees');
    await finance.getByText('VAT registration').waitFor();
    await checkPage(finance, 'payees-tax');

    await ada.reload();
    await ada.getByText('Your tax form is verified').waitFor();
    expect(await ada.getByText('To compare it').count()).toBe(0);
    await checkPage(ada, 'tax-own');
  }, 120_000);
});
