import type { Browser, Page } from 'playwright-core';
import { person, type ApiServer } from '../support/apiServer.ts';
import { partner, program } from '../support/apiWorld.ts';
import { enterPayee } from '../support/payees.ts';

/** What everybody of the test world signs in with. */
export const PASSWORD = 'correct horse battery';

/** Generous: on a busy machine a page may wait for many others. */
const ANSWER_TIMEOUT_MS = 45_000;

export type Cast = Record<'ada' | 'pieter' | 'nora' | 'samir' | 'ines' | 'paul', string>;

/**
 * One program with short clocks and a plan of 10 %, two partners, the first with an account, and one person for each part of the story: mail
 * addresses by name.
 */
export async function createCast(api: ApiServer): Promise<Cast> {
  const nora = await person(api, { roles: ['sales_rep'], name: 'Nora Lindqvist' });
  const samir = await person(api, { roles: ['partner_manager'], name: 'Samir Haddad' });
  const ines = await person(api, { roles: ['finance_approver'], name: 'Ines Duarte' });
  const paul = await person(api, { roles: ['finance_preparer'], name: 'Paul Novak' });
  const olga = await person(api, { roles: ['program_admin'], name: 'Olga Petersen' });
  const programId = await program(api, { holding: 'PT1S' });
  await publishPlan(api, { programId, by: olga.id });
  const both = { programIds: [programId], managerId: samir.id };
  const brightwater = await partner(api, { ...both, name: 'Brightwater Consulting' });
  const kestrel = await partner(api, { ...both, name: 'Kestrel IT Resale' });
  await enterPayee(api.database, { partnerId: brightwater.id, by: brightwater.admin.id });
  return {
    ada: brightwater.admin.email,
    pieter: kestrel.admin.email,
    nora: nora.email,
    samir: samir.email,
    ines: ines.email,
    paul: paul.email,
  };
}

async function publishPlan(api: ApiServer, { programId, by }: { programId: string; by: string }): Promise<void> {
  const second = await person(api, { roles: ['program_admin'], name: 'Uwe Kern' });
  await api.deps.setup.once(undefined, async (writes) => {
    const at = new Date();
    const plan = await writes.createPlan({
      programId,
      name: 'Referral fee',
      effectiveFrom: at,
      rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} }],
      terms: '10 % of the first year’s net amount, when signed',
      partnerTerms: {},
      by,
      at,
    });
    await writes.publishPlan({ id: plan.id, by: second.id, at });
    return { status: 200, headers: {}, text: '' };
  });
}

/** A browser window of their own, signed in through the page; motion is off so that nothing is judged half-way. */
export async function enterAs(browser: Browser, url: string, email: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1_440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_TIMEOUT_MS);
  await page.goto('/');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  return page;
}
