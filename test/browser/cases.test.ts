import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { REJECT, startCaseApi, type CaseApi } from '../support/caseApi.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

let world: CaseApi;
let browser: Browser;

beforeAll(async () => {
  world = await startCaseApi(await testServers.webApp());
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await world.close();
}, 60_000);

const enter = ({ email }: { email: string }): Promise<Page> => enterAs(browser, world.api.url, email);

/** The reviewer who declined it is on the record, as the story would have written it. */
async function declinedBy(userId: string): Promise<string> {
  const id = await world.ended();
  await world.api.database.$queryRaw`SELECT append_event(${id}, ${JSON.stringify({
    at: new Date().toISOString(),
    type: 'referral.declined',
    actor: { kind: 'user', id: userId },
    source: 'api',
    from: 'in_review',
    to: 'declined',
  })}::jsonb)`;
  return id;
}

async function contestInPage(ada: Page, referralId: string): Promise<void> {
  await ada.goto(`/referrals/${referralId}`);
  await ada.getByText('Contest until').waitFor();
  await ada.getByRole('button', { name: 'Contest this' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Contest this?' });
  await dialog.getByText(/Possible until/).waitFor();
  await dialog.getByRole('button', { name: 'Contest', exact: true }).click();
  await dialog.getByText('Say what is wrong').waitFor();
  await checkPage(ada, 'contest-dialog');
  await dialog.getByRole('textbox', { name: 'What is wrong?' }).fill('They are not in talks with you at all.');
  await dialog.getByRole('button', { name: 'Contest', exact: true }).click();
  await ada.locator('.fl-sentence').getByText('You get a first answer').waitFor();
}

/** What has no room at the bottom of a phone is in the menu at the top. */
async function openInHand(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Account of/ })
    .click();
  await page.getByRole('menuitem', { name }).click();
  await page.waitForURL(/\/absences$/);
  await page.setViewportSize({ width: 1_440, height: 900 });
}

describe('cases, in a browser', () => {
  it('a partner contests, who took part answers, somebody else decides, the partner reads what became of it', async () => {
    const { own, manager, lead } = world;
    const referralId = await declinedBy(manager.id);
    const ada = await enter(own.admin);
    await ada.goto('/cases');
    await ada.getByText('Nothing contested').waitFor();
    await checkPage(ada, 'cases-none');
    await contestInPage(ada, referralId);
    await checkPage(ada, 'case-partner-open');

    const samir = await enter(manager);
    await samir.getByRole('link', { name: 'Cases' }).click();
    await samir.getByText('Lena Vogt').waitFor();
    await checkPage(samir, 'cases-house');
    await openInHand(samir, 'Absences');
    await samir.getByRole('link', { name: 'Cases' }).click();
    await samir.locator('.fl-row-link').first().click();
    await samir.getByText('You cannot decide this').waitFor();
    await samir.getByText('reviewed the referral').first().waitFor();
    expect(await samir.getByRole('button', { name: 'Decide' }).count()).toBe(0);
    await checkPage(samir, 'case-not-you');
    await samir.getByRole('textbox', { name: 'To the partner' }).fill('We look at the dates.');
    await samir.getByRole('button', { name: 'Send answer' }).click();
    await samir.getByText('The partner has your answer').waitFor();

    const lena = await enter(lead);
    await lena.goto(new URL(samir.url()).pathname);
    await lena.getByRole('button', { name: 'Decide' }).click();
    await lena.getByText('Choose a decision').waitFor();
    await lena.getByRole('radio', { name: 'The partner is right' }).check();
    await lena.getByText('live again with its old place in line').waitFor();
    await checkPage(lena, 'case-decide');
    await lena.getByRole('textbox', { name: 'Reason' }).fill('The meeting was with another company.');
    await lena.getByRole('button', { name: 'Decide' }).click();
    await lena.getByText('Upheld: the referral was reinstated.').waitFor();
    await checkPage(lena, 'case-decided');

    await ada.getByText('You were right.').waitFor();
    await ada.getByText('We look at the dates.').waitFor();
    expect(await ada.getByText('Lena Vogt').count()).toBe(0);
    await ada.goto('/cases');
    await ada.getByText('Upheld').waitFor();
    await checkPage(ada, 'cases-partner');
    await ada.goto(`/referrals/${referralId}`);
    await ada.getByRole('link', { name: 'Not registered' }).waitFor();
    await ada.getByRole('link', { name: 'Case: decided' }).waitFor();
    expect(await ada.getByText('Lena Vogt').count()).toBe(0);
    await checkPage(ada, 'referral-contested');
    await Promise.all([ada, samir, lena].map((page) => page.context().close()));
  }, 400_000);

  it('after a rejection the partner asks once for a second look, and may take it back', async () => {
    const { own, manager, command } = world;
    const id = await world.opened();
    await command(id, 'decide', REJECT, manager);
    const ada = await enter(own.admin);
    await ada.goto(`/cases/${id}`);
    await ada.getByRole('button', { name: 'Ask for a second look' }).click();
    await ada.getByRole('textbox', { name: 'What should be looked at once more?' }).fill('Ask K. Lang.');
    await checkPage(ada, 'second-look-dialog');
    await ada.getByRole('button', { name: 'Ask', exact: true }).click();
    await ada.locator('.fl-sentence').getByText('looks at it once more').waitFor();
    await ada.getByText('Ask K. Lang.').waitFor();
    await checkPage(ada, 'case-second-look');
    await ada.getByRole('button', { name: 'Take it back' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await ada.locator('.fl-sentence').getByText('You have taken it back').waitFor();
    expect(await ada.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
    await ada.context().close();
  }, 240_000);

  it('missing credit is decided with the deal that is credited', async () => {
    const { lead, ended, contest, read } = world;
    const { body } = await contest(await ended('expired'), { kind: 'missing_credit', note: 'They signed with you.' });
    const lena = await enter(lead);
    await lena.goto(`/cases/${body.id}`);
    await lena.getByRole('radio', { name: 'The partner is right' }).check();
    await lena.getByRole('radio', { name: 'Credit a deal' }).check();
    await lena.getByRole('textbox', { name: 'Reason' }).fill('Same deal.');
    await lena.getByRole('button', { name: 'Decide' }).click();
    await lena.getByText('Name the deal').waitFor();
    await checkPage(lena, 'case-credit');
    await lena.getByRole('textbox', { name: 'Deal number' }).fill('D-4711');
    await lena.getByRole('textbox', { name: 'Net amount of the deal' }).fill('12500');
    await lena.getByRole('button', { name: 'Decide' }).click();
    await lena.getByText('Upheld: the deal was credited.').waitFor();
    const decided = (await read(body.id, lead)).body;
    expect(decided['decision']).toMatchObject({ deal: { dealId: 'D-4711', amount: { amount: 1_250_000 } } });
    await lena.context().close();
  }, 240_000);

  it('a deal beside a registration: whose it is says other business, the partner manager decides, the partner reads it', async () => {
    const { own, manager, dealFound } = world;
    const { id, dealOwner, referralId } = await dealFound();
    const ada = await enter(own.admin);
    await ada.goto(`/cases/${id}`);
    await ada.locator('.fl-sentence').getByText('We found a deal of ours with this company').waitFor();
    expect(await ada.getByText('DEAL-77').count()).toBe(0);
    await checkPage(ada, 'deal-partner-found');

    const priya = await enter(dealOwner);
    await priya.getByRole('link', { name: 'Cases' }).click();
    await priya.locator('.fl-row-link').first().click();
    await priya.getByText('What is this deal?').waitFor();
    await priya.getByRole('button', { name: 'Say it' }).click();
    await priya.getByText('Say what it is').waitFor();
    await priya.getByRole('radio', { name: 'Other business' }).check();
    await checkPage(priya, 'deal-answer');
    await priya.getByRole('textbox', { name: 'Why it is other business' }).fill('The renewal of 2024.');
    await priya.getByRole('button', { name: 'Say it' }).click();
    await priya.getByText('Said to be other business').first().waitFor();

    const samir = await enter(manager);
    await samir.goto(`/cases/${id}`);
    await samir.getByText('The renewal of 2024.').waitFor();
    await samir.getByText('DEAL-77').waitFor();
    await samir.getByRole('radio', { name: 'It is other business' }).check();
    await samir.getByRole('textbox', { name: 'Reason' }).fill('It is a renewal of another product.');
    await checkPage(samir, 'deal-decide');
    await samir.getByRole('button', { name: 'Decide' }).click();
    await samir.locator('.fl-sentence').getByText('Not related').waitFor();
    await samir.goto(`/referrals/${referralId}`);
    await samir.getByRole('link', { name: 'A deal beside the registration', exact: true }).waitFor();
    await checkPage(samir, 'deal-on-referral');

    await ada.locator('.fl-sentence').getByText('is other business with the company').waitFor();
    expect(await ada.getByText('The renewal of 2024.').count()).toBe(0);
    await checkPage(ada, 'deal-partner-decided');
    await Promise.all([ada, priya, samir].map((page) => page.context().close()));
  }, 400_000);
});
