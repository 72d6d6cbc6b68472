import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { bankBook } from '../../adapters/bankBook.ts';
import { createPayeeReads } from '../../adapters/database/payeeReads.ts';
import { createPayeeDesk } from '../../adapters/database/payees.ts';
import { payeeRoutes } from '../../api/payeeRoutes.ts';
import { buildWebIfOutdated } from '../../scripts/start/webBuild.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { testVault } from '../support/payees.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

const ROOT = path.join(import.meta.dirname, '../..');

let api: ApiServer;
let browser: Browser;
let own: PartnerWorld;
let paul: Someone;

beforeAll(async () => {
  await buildWebIfOutdated(ROOT);
  api = await startApiServer((database) => ({
    webRoot: path.join(ROOT, 'dist-web'),
    furtherRoutes: payeeRoutes({
      payeeReads: createPayeeReads(database),
      payeeDesk: createPayeeDesk(database, testVault),
      bankBook,
      stepUpMs: 300_000,
      coolingOffMs: 86_400_000,
    }),
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
});
