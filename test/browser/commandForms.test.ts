import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { EXTENSION_REASONS } from '../../domain/referral/reasons.ts';
import { newId } from '../../adapters/ids.ts';
import { startApiServer, person, type ApiServer, type Someone } from '../support/apiServer.ts';
import { moveTo, partner, program, submission, type PartnerWorld } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { testServers } from '../support/servers.ts';
import { enterAs } from './people.ts';

const DAY_MS = 86_400_000;

let api: ApiServer;
let browser: Browser;
let own: PartnerWorld;
let lead: Someone;
let absent: Someone;
let id: string;

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  own = await partner(api, { programIds: [await program(api)], name: 'Brightwater Consulting' });
  lead = await person(api, { roles: ['sales_manager'], name: 'Greta Sommer' });
  absent = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  const deputy = await person(api, { roles: ['sales_rep'], name: 'Ruth Bergmann' });
  const away = {
    createdBy: lead.id,
    startsAt: new Date(Date.now() - DAY_MS),
    endsAt: new Date(Date.now() + 3 * DAY_MS),
  };
  await api.database.absence.create({
    data: { id: newId('absence'), userId: absent.id, deputyId: deputy.id, ...away },
  });
  const { body } = await api.call('POST', '/v1/referrals', { session: own.admin.session, body: submission() });
  id = String(body['id']);
  await moveTo(api, id, { stage: 'accepted', ownerId: lead.id });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

describe('the forms of a referral, in a browser', () => {
  it('who gives it to somebody who is away reads who stands in before and after', async () => {
    const greta = await enterAs(browser, api.url, lead.email);
    await greta.goto(`/referrals/${id}`);
    await greta.getByRole('button', { name: 'Assign' }).click();
    await greta.getByRole('combobox', { name: 'New owner' }).click();
    await greta.getByRole('option', { name: /Nora Lindqvist/ }).click();
    await greta.getByText(/Nora Lindqvist is away until .* Ruth Bergmann stands in meanwhile\./).waitFor();
    await moveTo(api, id, { stage: 'accepted', ownerId: absent.id });
    await greta.goto(`/referrals/${id}`);
    await greta.getByText(/Ruth Bergmann stands in meanwhile\./).waitFor();
  }, 120_000);

  it('the partner asks for more time, and a manager reopens, for the reasons of the catalogue', async () => {
    const ada = await enterAs(browser, api.url, own.admin.email);
    await ada.goto(`/referrals/${id}`);
    await ada.getByRole('button', { name: 'Ask for more time' }).click();
    await ada.getByRole('dialog').getByRole('combobox', { name: 'Reason' }).click();
    expect(await ada.getByRole('option').count()).toBe(EXTENSION_REASONS.length);
    await ada.getByRole('option', { name: 'their budget comes later' }).click();
    await ada.getByRole('button', { name: 'Ask', exact: true }).click();
    await ada.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(api.stories.delivered.at(-1)).toMatchObject({ payload: { days: 30, reasonCode: 'budget_cycle' } });

    await moveTo(api, id, { stage: 'lost' });
    const greta = await enterAs(browser, api.url, lead.email);
    await greta.goto(`/referrals/${id}`);
    await greta.getByRole('button', { name: 'Reopen' }).click();
    await greta.getByRole('dialog').getByRole('combobox', { name: 'Reason' }).click();
    await greta.getByRole('option', { name: 'closed by mistake' }).click();
    await greta.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
    await greta.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(api.stories.delivered.at(-1)).toMatchObject({
      name: 'reopen',
      payload: { reasonCode: 'closed_by_mistake' },
    });
  }, 120_000);
});
