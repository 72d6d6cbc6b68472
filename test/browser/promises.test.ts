import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { plantOutcomes } from '../support/outcomes.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../support/apiWorld.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

let api: ApiServer;
let browser: Browser;
let programId: string;
let own: PartnerWorld;
let rival: PartnerWorld;
let manager: Someone;
let rep: Someone;

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  programId = await program(api);
  own = await partner(api, { programIds: [programId], name: 'Brightwater Consulting' });
  rival = await partner(api, { programIds: [programId], name: 'Kestrel IT Resale' });
  manager = await person(api, { roles: ['sales_manager'], name: 'Greta Holm' });
  rep = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

/** What was promised in the program: mostly to the other partner, and a little to this one. */
async function plant(): Promise<void> {
  const ours = { programId, owner: rep.id };
  await plantOutcomes(api, { ...ours, partnerId: rival.id, kind: 'first_contact', kept: 14, paused: 2 });
  await plantOutcomes(api, { ...ours, partnerId: own.id, kind: 'first_contact', kept: 3, missed: 1 });
  await plantOutcomes(api, { ...ours, partnerId: own.id, kind: 'acknowledge', kept: 3 });
  await plantOutcomes(api, { ...ours, partnerId: rival.id, kind: 'handover', kept: 12, missed: 1 });
  await plantOutcomes(api, { ...ours, owner: own.user.id, partnerId: own.id, kind: 'information', kept: 5, missed: 1 });
  await plantOutcomes(api, { ...ours, owner: rival.user.id, partnerId: rival.id, kind: 'information', kept: 77 });
}

describe('promises and how they are kept, in a browser', () => {
  it('before anything was due the pages say so', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.getByRole('link', { name: 'Program' }).click();
    await ada.getByText('You get an answer within 4 hours').waitFor();
    await ada.getByText('Nothing was due').first().waitFor();
    await checkPage(ada, 'program-nothing-due');
    await ada.context().close();
    const greta = await enterAs(browser, api.url, manager.email);
    await greta.getByRole('link', { name: 'Attainment' }).click();
    await greta.getByText('Nothing was due in the last 90 days').waitFor();
    await checkPage(greta, 'attainment-none');
    await greta.context().close();
  }, 240_000);

  it('a partner reads each promise, how it was kept with its number of cases, and how it answered itself', async () => {
    await plant();
    const ada = await enterAs(browser, api.url, own.user.email);
    await ada.getByRole('link', { name: 'Program' }).click();
    const reach = ada.getByRole('listitem').filter({ hasText: 'We reach out to your contact within 24 hours' });
    await reach.getByText('19 of 20 in time (95 %)').waitFor();
    await reach.getByText('3 of 4 in time (too few to say)').waitFor();
    const asked = ada.getByRole('listitem').filter({ hasText: 'please answer within 7 days' });
    await asked.getByText('Your answers: 5 of 6 in time (too few to say)').waitFor();
    expect(await ada.getByText('Handover').count()).toBe(0);
    expect(await ada.getByText('77 of 77').count()).toBe(0);
    await checkPage(ada, 'program');
    const headers = { 'x-requested-with': 'fairlead' };
    await ada.request.patch('/v1/profile', { data: { language: 'de' }, headers });
    await ada.reload();
    await ada.getByText('haben Sie eine Antwort').waitFor();
    await ada.getByText('5 von 6 rechtzeitig').waitFor();
    await checkPage(ada, 'program-german');
    await ada.context().close();
  }, 240_000);

  it('a manager reads attainment by program, partner and person, by keyboard too, with and without pauses', async () => {
    const greta = await enterAs(browser, api.url, manager.email);
    await greta.getByRole('link', { name: 'Attainment' }).click();
    await greta.getByRole('row').filter({ hasText: '95 %' }).waitFor();
    await greta.getByText('85 % without pauses (17)').waitFor();
    await greta.getByText('12 of 13').waitFor();
    await checkPage(greta, 'attainment-programs');
    await greta.getByRole('radio', { name: 'Program' }).focus();
    await greta.keyboard.press('ArrowRight');
    await greta.waitForURL(/by=partner/);
    const kestrel = greta.getByRole('row').filter({ hasText: 'Kestrel IT Resale' });
    await kestrel.getByText('77 of 77').waitFor();
    await greta.getByRole('row').filter({ hasText: 'Brightwater' }).getByText('too few to say').first().waitFor();
    await checkPage(greta, 'attainment-partners');
    await greta.keyboard.press('ArrowRight');
    await greta.getByRole('row').filter({ hasText: 'Nora Lindqvist' }).waitFor();
    expect(await greta.getByText('Partner’s answers').count()).toBe(0);
    await checkPage(greta, 'attainment-people');
    await greta.context().close();
  }, 240_000);

  it('what cannot be read says so on both pages, and is tried again', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.route('**/v1/reports/sla*', (route) => route.abort());
    await ada.goto('/program');
    await ada.getByRole('alert').first().waitFor();
    await ada.getByText('You get an answer within').waitFor();
    await checkPage(ada, 'program-failed');
    await ada.unroute('**/v1/reports/sla*');
    await ada.getByRole('button', { name: 'Try again' }).first().click();
    await ada.getByText('19 of 20 in time').waitFor();
    await ada.context().close();
    const greta = await enterAs(browser, api.url, manager.email);
    await greta.route('**/v1/reports/sla*', (route) => route.abort());
    await greta.goto('/attainment');
    await greta.getByRole('alert').waitFor();
    await checkPage(greta, 'attainment-failed');
    await greta.context().close();
  }, 240_000);
});
