import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { moveTo, partner, program, submission, type PartnerWorld } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

let api: ApiServer;
let browser: Browser;
let own: PartnerWorld;
let owner: Someone;
let id: string;

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  own = await partner(api, { programIds: [await program(api)], name: 'Brightwater Consulting' });
  owner = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  const session = own.admin.session;
  const { body } = await api.call('POST', '/v1/referrals', { session, body: submission() });
  id = String(body['id']);
  await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

describe('how people are spoken to, in a browser', () => {
  it('partner and owner write to each other with a file, and a note of the house stays inside', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto(`/referrals/${id}`);
    await ada.getByRole('textbox', { name: 'Message' }).fill('The budget is approved.');
    const file = { name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('Four pages') };
    await ada.locator('input[type=file]').setInputFiles(file);
    await ada.getByRole('button', { name: 'Remove offer.txt' }).waitFor();
    await ada.getByRole('button', { name: 'Send', exact: true }).click();
    await ada.getByRole('link', { name: 'offer.txt' }).waitFor();

    const nora = await enterAs(browser, api.url, owner.email);
    await nora.goto(`/referrals/${id}`);
    await nora.getByText('The budget is approved.').waitFor();
    await nora.getByRole('textbox', { name: 'Message' }).fill('We meet on Tuesday.');
    await nora.getByRole('button', { name: 'Send', exact: true }).click();
    await nora.getByText('We meet on Tuesday.').waitFor();
    await nora.getByRole('tab', { name: 'Internal notes' }).click();
    await nora.getByRole('textbox', { name: 'Internal note' }).fill('secret of the house');
    await nora.getByRole('button', { name: 'Keep the note' }).click();
    await nora.getByText('secret of the house').waitFor();
    await checkPage(nora, 'thread-internal');

    await ada.reload();
    await ada.getByText('We meet on Tuesday.').waitFor();
    expect(await ada.getByText('secret of the house').count()).toBe(0);
    expect(await ada.getByRole('tab').count()).toBe(0);
    await checkPage(ada, 'thread-partner');
    await Promise.all([ada.context().close(), nora.context().close()]);
  }, 240_000);

  it('whoever chooses German reads the sentence in German, and chooses what to hear of', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto('/profile');
    await checkPage(ada, 'profile');
    await ada.getByRole('combobox', { name: 'Language' }).click();
    await ada.getByRole('option', { name: 'Deutsch' }).click();
    await ada.getByRole('switch', { name: 'Keep quiet hours' }).click();
    await ada.getByRole('textbox', { name: 'From' }).fill('21:30');
    await ada.getByRole('button', { name: 'Save' }).first().click();
    await ada.getByText('Saved').first().waitFor();
    await ada.getByText('Gewonnen, mit Betrag').waitFor();
    await ada.getByRole('combobox', { name: 'Gewonnen, mit Betrag' }).click();
    await ada.getByRole('option', { name: 'Weekly mail' }).click();
    await ada.getByRole('button', { name: 'Save' }).last().click();
    await checkPage(ada, 'profile-german');
    const { body } = await api.call('GET', '/v1/profile', { session: own.admin.session });
    expect(body).toMatchObject({ language: 'de', quietHours: { from: '21:30', to: '07:00' } });
    await ada.goto(`/referrals/${id}`);
    await ada.locator('.fl-sentence').getByText('Ihre Empfehlung ist bei uns').waitFor();
    await ada.context().close();
  }, 240_000);
});
