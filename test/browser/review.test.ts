import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { VendorVerdict, Verdict } from '../../domain/matching/verdict.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../support/apiServer.ts';
import { partner, program, refer } from '../support/apiWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { testServers } from '../support/servers.ts';
import { checkPage } from './pageCheck.ts';
import { enterAs } from './people.ts';

let api: ApiServer;
let browser: Browser;
let greta: Someone;
let priya: Someone;
let known: string;
let mine: string;

beforeAll(async () => {
  api = await startApiServer(await testServers.webApp());
  greta = await person(api, { roles: ['sales_manager'], name: 'Greta Holm' });
  priya = await person(api, { roles: ['sales_manager'], name: 'Priya Raman' });
  const programIds = [await program(api)];
  const first = await partner(api, { programIds, name: 'Brightwater Consulting' });
  const second = await partner(api, { programIds, name: 'Kestrel IT Resale' });
  known = await refer(api, first.key, {
    company: { name: 'Tessin Pharma SA', domain: 'tessin.example', country: 'CH' },
  });
  mine = await refer(api, second.key, {
    company: { name: 'Tessin Pharma', domain: 'tessin-group.example', country: 'CH' },
  });
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await api.close();
}, 60_000);

const OPEN_DEAL: VendorVerdict = {
  decision: 'review',
  why: 'open_deal',
  unproven: true,
  finding: {
    source: 'crm_deal',
    id: 'deal_1',
    accountId: 'acc_1',
    activity: null,
    at: null,
    recognised: { kind: 'account', foundBy: 'name' },
  },
  interested: [],
  againFrom: null,
};

/** In review with what the check has found, as the story would have written it. */
async function inReview(interested: string[]): Promise<void> {
  const { companyId } = await api.database.referral.findUniqueOrThrow({ where: { id: known } });
  const verdict: Verdict = {
    kind: 'review',
    candidates: [
      {
        source: 'company',
        id: companyId,
        companyId,
        referralId: known,
        sameKeys: ['name'],
        nameSimilarity: 1,
        country: 'same',
        domain: 'other',
        related: null,
        score: 60,
        proof: false,
        evidence: [
          { kind: 'same_name', weight: 60 },
          { kind: 'same_country', weight: 5 },
          { kind: 'other_domain', weight: -5 },
        ],
      },
    ],
    vendor: { ...OPEN_DEAL, interested },
  };
  const next = {
    situation: 'in_review',
    action: 'review',
    who: greta.id,
    dueAt: null,
    facts: { vendorWhy: 'open_deal' },
  };
  await api.planted.referral.update({
    where: { id: mine },
    data: { stage: 'in_review', ownerId: greta.id, verdict, next },
  });
}

const lastReview = async () => {
  const row = await api.database.command.findFirstOrThrow({
    where: { name: 'review' },
    orderBy: { createdAt: 'desc' },
  });
  return row.payload as { message: Record<string, unknown>; texts: Record<string, string> };
};

/** What was sent, once it is there. */
async function decided(page: Page, decision: string): Promise<Record<string, unknown>> {
  for (;;) {
    const found = await lastReview().catch(() => undefined);
    if (found?.message['decision'] === decision) return found.message;
    await page.waitForTimeout(100);
  }
}

describe('a review, in a browser', () => {
  it('shows both sides with what agrees and differs, and what is known inside; the partner’s text is read before it is sent', async () => {
    await inReview([]);
    const page = await enterAs(browser, api.url, greta.email);
    await page.goto('/reviews');
    await page.getByText('An open deal of our own').first().waitFor();
    await checkPage(page, 'reviews');
    await page.goto(`/reviews/${mine}`);
    await page.getByText('What our own records say').waitFor();
    await page.getByText('60 of 100').waitFor();
    await page.getByText('Found by name only').waitFor();
    await page.getByText('An account, by its name').waitFor();
    await page.getByText('tessin.example').waitFor();
    expect(await page.getByText('differs', { exact: true }).count()).toBeGreaterThan(0);
    expect(await page.getByText('same', { exact: true }).count()).toBeGreaterThan(0);
    await checkPage(page, 'compare');
    await page.getByRole('radio', { name: 'Decline' }).check();
    await page.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option').filter({ hasText: 'deal' }).first().click();
    await page.getByRole('textbox', { name: 'To the partner' }).fill('Ask us again in spring.');
    await page
      .locator('.fl-preview')
      .getByText('Not registered: our sales team is already working on a deal')
      .waitFor();
    await page.locator('.fl-preview').getByText('Ask us again in spring.').waitFor();
    await checkPage(page, 'compare-decline');
    await page.getByRole('radio', { name: 'Accept: another company' }).check();
    expect(await page.locator('.fl-preview').count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: /Not the same/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Confirm decision' }).click();
    expect(await decided(page, 'accept')).toEqual({ decision: 'accept', sameCompany: false });
    await page.context().close();
  }, 300_000);

  it('who has a deal with the company sees why somebody else decides', async () => {
    await inReview([priya.id]);
    const page = await enterAs(browser, api.url, priya.email);
    await page.goto(`/reviews/${mine}`);
    await page.getByText('You have an open deal with this company').waitFor();
    expect(await page.getByRole('button', { name: 'Confirm decision' }).isDisabled()).toBe(true);
    await checkPage(page, 'compare-barred');
    const body = { decision: 'accept' };
    const answer = await api.call('POST', `/v1/referrals/${mine}/review`, { session: priya.session, body });
    expect(answer).toMatchObject({ status: 403, body: { code: 'separation_of_duties' } });
    await page.context().close();
  }, 200_000);

  it('says what follows from the same company and the same introduction, and joins only one’s own', async () => {
    await inReview([]);
    const page = await enterAs(browser, api.url, greta.email);
    await page.goto(`/reviews/${mine}`);
    await page.getByRole('radio', { name: 'Same company under another name' }).check();
    await page.getByText('mean Tessin Pharma SA from now on').waitFor();
    expect(await page.getByRole('radio', { name: 'Same introduction' }).count()).toBe(0);
    await checkPage(page, 'compare-alias');
    const { partnerId } = await api.database.referral.findUniqueOrThrow({ where: { id: mine } });
    const other = await api.database.referral.findUniqueOrThrow({ where: { id: known } });
    await api.planted.referral.update({ where: { id: known }, data: { partnerId } });
    await page.reload();
    await page.getByRole('radio', { name: 'Same introduction' }).check();
    await page.getByText(`become contacts of ${other.number}`).waitFor();
    await checkPage(page, 'compare-join');
    await page.getByRole('button', { name: 'Confirm decision' }).click();
    expect(await decided(page, 'join')).toEqual({ decision: 'join', candidateId: known });
    await api.planted.referral.update({ where: { id: known }, data: { partnerId: other.partnerId } });
    await page.context().close();
  }, 200_000);

  it('shows who came first for the same company, and offers the place in line', async () => {
    const { companyId } = await api.database.referral.findUniqueOrThrow({ where: { id: known } });
    await api.planted.queueEntry.update({ where: { referralId: mine }, data: { companyId } });
    await api.planted.queueEntry.update({ where: { referralId: known }, data: { state: 'held', heldAt: new Date() } });
    await api.planted.referral.update({
      where: { id: mine },
      data: { stage: 'in_review', ownerId: greta.id, verdict: { kind: 'review', candidates: [] } },
    });
    const { number } = await api.database.referral.findUniqueOrThrow({ where: { id: known } });
    const page = await enterAs(browser, api.url, greta.email);
    await page.goto(`/reviews/${mine}`);
    await page.getByRole('link', { name: number }).waitFor();
    await page.getByText('Registered since').waitFor();
    await page.getByText('Brightwater Consulting').waitFor();
    await page.getByText('Same company: put on the waiting list').waitFor();
    await checkPage(page, 'review-ahead');
    await page.context().close();
  });
});
