import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { commissionActivities, dealOf } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

/** Closed today, so that today's payments are of it. */
const TODAY = new Date().toISOString().slice(0, 10);

let money: MoneyApi;
let enter: MoneyPages['enter'];

moneyPages((opened) => {
  ({ money, enter } = opened);
});

async function wonDeal(dealId: string, trigger: 'invoiced' | 'paid') {
  const { world } = money;
  const { referralId } = await world.wonReferral({
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger, when: {} }],
  });
  const deal = { ...dealOf(world, 4_800_000, dealId), closedOn: TODAY };
  await world.database.referral.update({ where: { id: referralId }, data: { deal } });
  await commissionActivities(world).accrueLines({ referralId, at: new Date().toISOString(), deal });
}

const tableOf = (rows: readonly string[]): string => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'deals-')), 'bank.csv');
  writeFileSync(file, ['kind,deal_id,external_id,amount,currency,day', ...rows].join('\n'));
  return file;
};

it('finance sees what a deal waits for, records its payment, and brings a table of which every row says what became of it', async () => {
  const paul = await enter('paul');
  await paul.getByRole('link', { name: 'Deals' }).first().click();
  await paul.getByText('No won deals yet').waitFor();
  await checkPage(paul, 'deals-none');

  await wonDeal('D/4711', 'paid');
  await wonDeal('D-0815', 'invoiced');
  await paul.reload();
  await paul.getByText('Waits for payment', { exact: true }).waitFor();
  await checkPage(paul, 'deals');
  await paul.getByRole('radiogroup').getByText('Payment', { exact: true }).click();
  await paul.getByText('Waits for invoice', { exact: true }).waitFor({ state: 'detached' });
  await paul.getByRole('row').filter({ hasText: 'D/4711' }).getByRole('link').click();
  await paul.getByText('Nothing was recorded yet').waitFor();
  await paul.getByRole('button', { name: 'Record', exact: true }).click();
  const form = paul.getByRole('dialog');
  await form.getByRole('button', { name: 'Record the payment' }).click();
  await form.getByText('Enter an amount above zero').waitFor();
  await checkPage(paul, 'deal-record');
  await form.getByLabel('Amount in EUR, net').fill('12000');
  await form.getByLabel('External id').fill('BANK-1');
  await form.getByRole('button', { name: 'Record the payment' }).click();
  await paul.getByText('The payment is recorded.').waitFor();
  await paul.getByRole('row').filter({ hasText: 'BANK-1' }).getByText('12,000.00 EUR').waitFor();
  await checkPage(paul, 'deal');

  await paul.getByRole('button', { name: 'Correct', exact: true }).click();
  const correction = paul.getByRole('dialog');
  await correction.getByRole('button', { name: 'Record the correction' }).click();
  await correction.getByText('Enter an amount above zero').waitFor();
  await checkPage(paul, 'deal-correct');
  await correction.getByLabel('Worth of the whole contract in EUR').fill('50000');
  await correction.getByLabel('External id').fill('CRM-7');
  await correction.getByLabel('Reason').fill('A second licence was signed on the same day.');
  await correction.getByRole('button', { name: 'Record the correction' }).click();
  await paul.getByRole('row').filter({ hasText: 'A second licence' }).getByText('50,000.00 EUR').waitFor();
  await checkPage(paul, 'deal-corrected');

  await paul.goto('/deals');
  const rows = [`paid,D/4711,BANK-1,12000.00,EUR,${TODAY}`, `paid,D-9999,BANK-2,1,EUR,${TODAY}`];
  const file = tableOf([...rows, `invoiced,D-0815,R-1,48000.00,EUR,${TODAY}`]);
  await paul.locator('input[type=file]').setInputFiles(file);
  await paul.getByText('1 recorded, 1 recorded before, 1 not recorded.').waitFor();
  await paul.getByText('There is no won deal of this id.').waitFor();
  await checkPage(paul, 'deals-upload');

  const abel = await enter('abel');
  await abel.goto('/deals');
  await abel.getByRole('row').filter({ hasText: 'D-0815' }).getByText('48,000.00 EUR').first().waitFor();
  expect(await abel.getByRole('button', { name: 'Upload a table' }).count()).toBe(0);
}, 240_000);
