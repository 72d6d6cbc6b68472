import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';
import { testServers } from '../support/servers.ts';
import { bankSendsBack } from './bankSendsBack.ts';
import { checkPage } from './pageCheck.ts';
import { createCast, enterAs, type Cast } from './people.ts';

const START_TIMEOUT_MS = 240_000;
const JOURNEY_TIMEOUT_MS = 480_000;

let live: LiveSystem;
let browser: Browser;
let cast: Cast;

beforeAll(async () => {
  live = await startLiveSystem(await testServers.webApp());
  cast = await createCast(live.api);
  browser = await launchBrowser();
}, START_TIMEOUT_MS);

afterAll(async () => {
  await browser.close();
  await live.close();
}, 60_000);

const enter = (name: keyof Cast): Promise<Page> => enterAs(browser, live.api.url, cast[name]);

/** The stage beside the title of a referral. */
const stageOf = (page: Page, stage: string) => page.locator('.fl-page-title').getByText(stage, { exact: true });

async function submit(page: Page, { company, website }: { company: string; website?: string }): Promise<string> {
  await page.getByRole('link', { name: 'New referral' }).first().click();
  await page.getByLabel('Company name').fill(company);
  if (website !== undefined) await page.getByLabel(/^Website/).fill(website);
  await page.getByLabel(/^Name/).fill('Jana Falk');
  await page.getByLabel('E-mail').fill(website === undefined ? 'jana@gmail.com' : `jana@${website}`);
  await page.getByRole('textbox', { name: 'Need' }).fill('Wants to see machine downtime in three halls');
  await page.getByLabel('They know and agreed to be contacted').check();
  await page.getByRole('button', { name: 'Send referral' }).click();
  await page.getByRole('heading', { name: 'We have it' }).waitFor();
  const id = /\/referrals\/(ref_[^/]+)\/receipt/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no receipt at ${page.url()}`);
  return id;
}

async function partnerSubmits(page: Page): Promise<string> {
  await checkPage(page, 'list-empty');
  await page.getByRole('link', { name: 'New referral' }).first().click();
  await page.getByRole('button', { name: 'Send referral' }).click();
  expect(await page.getByLabel('Company name').and(page.locator(':focus')).count()).toBe(1);
  await checkPage(page, 'submit-errors');
  await page.getByRole('textbox', { name: 'Need' }).fill('Survives a reload');
  await page.waitForTimeout(600);
  await page.reload();
  expect(await page.getByRole('textbox', { name: 'Need' }).inputValue()).toBe('Survives a reload');
  const id = await submit(page, { company: 'Falkenried Logistik', website: 'falkenried.example' });
  await checkPage(page, 'receipt');
  await page.getByRole('link', { name: 'Follow it' }).click();
  await stageOf(page, 'Registered').waitFor();
  await page.getByText('Nora Lindqvist', { exact: true }).first().waitFor();
  await checkPage(page, 'partner-registered');
  return id;
}

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function answer(page: Page, question: string, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).click();
}

async function salesQualifies(page: Page): Promise<void> {
  await checkPage(page, 'queue');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await stageOf(page, 'Registered').waitFor();
  await page.keyboard.press('c');
  await checkPage(page, 'contact-panel');
  await pick(page, 'Outcome', 'Reached');
  await page.getByRole('dialog').getByLabel('Internal note').fill('Decides with the plant manager');
  await page.getByRole('button', { name: 'Save and qualify' }).click();
  await page.getByRole('radiogroup', { name: 'Is there a need?' }).waitFor();
  for (const question of ['Is there a need?', 'Is there a budget?', 'Is there a date?'])
    await answer(page, question, 'Yes');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('It does not pass yet').waitFor();
  await checkPage(page, 'qualify-refused');
  await answer(page, 'Do we talk to who decides?', 'Yes');
  await page.getByRole('radio', { name: '5 of 5' }).press(' ');
  await page.getByLabel('One sentence to the partner').fill('Perfect introduction');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await stageOf(page, 'Qualified').waitFor();
}

async function salesCloses(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Move on' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move on' }).click();
  await stageOf(page, 'Opportunity').waitFor();
  await page.getByRole('button', { name: 'Close deal' }).click();
  await page.getByLabel('Net amount of the deal').fill('48000');
  await page.getByLabel('Deal number').fill('D-1');
  await checkPage(page, 'close-panel');
  await page.getByRole('button', { name: 'Close as won' }).click();
  await stageOf(page, 'Won').waitFor();
  await checkPage(page, 'sales-won');
}

async function financeApproves(page: Page): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: 'To approve' }).getByText('4,800.00 EUR').waitFor();
  await page.getByRole('link', { name: 'To approve' }).click();
  await page.getByText('10 % of 48,000.00 EUR').waitFor();
  await checkPage(page, 'approvals');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('dialog').getByText('4,800.00 EUR').first().waitFor();
  await checkPage(page, 'approve-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText('4,800.00 EUR approved').waitFor();
}

async function financePrepares(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Payout runs', exact: true }).click();
  await checkPage(page, 'runs-empty');
  await page.getByRole('button', { name: 'New run' }).click();
  await page.getByRole('button', { name: 'Prepare' }).click();
  await page.getByText('You prepared it: another person releases it.').waitFor();
  expect(await page.getByRole('button', { name: 'Release' }).count()).toBe(0);
  await checkPage(page, 'run-prepared');
  return new URL(page.url()).pathname;
}

async function financePays(approver: Page, preparer: Page, run: string): Promise<void> {
  await approver.goto(run);
  await approver.getByRole('button', { name: 'Release' }).click();
  await preparer.getByRole('button', { name: 'Confirm payment' }).click();
  await preparer.getByLabel('Reference of the bank').fill('BANK-2026-1');
  await checkPage(preparer, 'confirm-dialog');
  await preparer.getByRole('dialog').getByRole('button', { name: 'Confirm payment' }).click();
  await preparer.locator('.fl-page-title').getByText('Settled').waitFor();
  await checkPage(preparer, 'run-settled');
  await preparer.getByRole('link', { name: 'Ledger' }).first().click();
  await preparer.getByText('Debits and credits are equal').waitFor();
  await checkPage(preparer, 'ledger');
}

describe('the main job in a browser', () => {
  it(
    'four people take a referral from the form to the paid commission and back from the bank, and every page on the way passes axe in both colour schemes',
    async () => {
      const ada = await enter('ada');
      const id = await partnerSubmits(ada);
      const nora = await enter('nora');
      await salesQualifies(nora);
      await salesCloses(nora);
      const ines = await enter('ines');
      await financeApproves(ines);
      await ines.getByRole('radiogroup').getByText('Approved', { exact: true }).click();
      await ines.locator('tbody').getByText('Approved', { exact: true }).waitFor();
      const paul = await enter('paul');
      const run = await financePrepares(paul);
      await financePays(ines, paul, run);
      await ada.goto(`/referrals/${id}`);
      await ada.getByText('Commission paid').waitFor();
      await checkPage(ada, 'partner-paid');
      await ada.getByRole('link', { name: 'Earnings' }).first().click();
      await ada.locator('tbody').getByText('Paid', { exact: true }).waitFor();
      await checkPage(ada, 'earnings');
      await bankSendsBack(paul, run);
      await ada.locator('tbody').getByText('Returned', { exact: true }).waitFor();
      await ada.goto(`/referrals/${id}`);
      await ada.getByText('the payment did not go through').first().waitFor();
    },
    JOURNEY_TIMEOUT_MS,
  );

  it(
    'a partner manager decides about a look-alike beside the other referral',
    async () => {
      const pieter = await enter('pieter');
      await submit(pieter, { company: 'Falkenried Logistik' });
      const samir = await enter('samir');
      await samir.getByRole('link', { name: 'Falkenried Logistik' }).click();
      await samir.getByText('Look-alike 1').waitFor();
      await checkPage(samir, 'compare');
      await samir.getByLabel('Accept: another company').check();
      await samir.getByRole('button', { name: 'Confirm decision' }).click();
      await stageOf(samir, 'Registered').waitFor();
      await pieter.getByText('Registered', { exact: true }).first().waitFor();
    },
    JOURNEY_TIMEOUT_MS,
  );

  it(
    'sign-in, what went wrong on it, dialogs and an unknown page pass axe as well',
    async () => {
      const context = await browser.newContext({ baseURL: live.api.url, reducedMotion: 'reduce' });
      const stranger = await context.newPage();
      await stranger.goto('/referrals/ref_unknown');
      await checkPage(stranger, 'sign-in');
      await stranger.getByLabel('E-mail').fill('nobody@helioforge.example');
      await stranger.getByLabel('Password', { exact: true }).fill('a wrong password');
      await stranger.getByRole('button', { name: 'Sign in', exact: true }).click();
      await stranger.getByText('E-mail or password is not right.').waitFor();
      await checkPage(stranger, 'sign-in-refused');
      const ada = await enter('ada');
      const id = await submit(ada, { company: 'Tamm Elektro', website: 'tamm.example' });
      await ada.goto(`/referrals/${id}`);
      await stageOf(ada, 'Registered').waitFor();
      await ada.getByRole('button', { name: 'Withdraw' }).click();
      await ada.getByRole('radio', { name: 'sent by mistake' }).check();
      await checkPage(ada, 'withdraw-dialog');
      await ada.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
      await stageOf(ada, 'Withdrawn').waitFor();
      await ada.goto('/no-such-page');
      await ada.getByText('There is no such page').waitFor();
      await checkPage(ada, 'not-found');
      await ada.goto('/referrals/ref_unknown');
      await ada.getByText('There is no such thing here.').waitFor();
      await checkPage(ada, 'not-yours');
    },
    JOURNEY_TIMEOUT_MS,
  );

  it(
    'a session that ends under way asks for the password and loses nothing that was typed',
    async () => {
      const pieter = await enter('pieter');
      await pieter.getByRole('link', { name: 'New referral' }).first().click();
      await pieter.getByLabel('Company name').fill('Tessin Pharma');
      await pieter.context().clearCookies();
      await pieter.getByRole('link', { name: 'My referrals' }).first().click();
      await pieter.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
      await checkPage(pieter, 'session-ended');
      await pieter.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await pieter.getByRole('button', { name: 'Sign in', exact: true }).click();
      await pieter.getByRole('link', { name: 'New referral' }).first().click();
      expect(await pieter.getByLabel('Company name').inputValue()).toBe('Tessin Pharma');
    },
    JOURNEY_TIMEOUT_MS,
  );
});
