import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MoneyApi } from '../support/moneyApi.ts';
import { approvedLine } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

const REASON = 'Two licences were counted twice.';

let money: MoneyApi;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, enter, enterUser } = opened);
});

async function propose(page: Page, commissionId: string): Promise<void> {
  await page.goto(`${money.api.url}/commissions/${commissionId}`);
  await page.getByRole('button', { name: 'Propose an adjustment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adjust this commission' });
  await dialog.getByRole('textbox', { name: /^Amount/ }).fill('-500');
  await dialog.getByRole('button', { name: 'Propose an adjustment' }).click();
  await dialog.getByText('Enter an amount above zero').waitFor();
  await dialog.getByLabel('Take from it').check();
  await dialog.getByRole('textbox', { name: /^Amount/ }).fill('800');
  await dialog.getByRole('textbox', { name: 'Reason code' }).fill('wrong_base');
  await dialog.getByRole('textbox', { name: 'Why, for the partner to read' }).fill(REASON);
  await checkPage(page, 'adjust-dialog');
  await dialog.getByRole('button', { name: 'Propose an adjustment' }).click();
  await page.getByText('Proposed. Others approve it.').waitFor();
}

it('a preparer proposes to take from a line, an approver approves, and the partner reads why', async () => {
  const { line, adminId } = await approvedLine(money.world);
  const paul = await enter('paul');
  await propose(paul, line.commissionId);
  await paul.getByRole('link', { name: '-800.00 EUR' }).waitFor();
  await checkPage(paul, 'line-adjusted');
  const viktor = await enter('viktor');
  await viktor.getByRole('link', { name: 'Adjustments' }).click();
  await viktor.getByRole('heading', { level: 1, name: 'Adjustments and clawbacks' }).waitFor();
  const row = viktor.getByRole('row').filter({ hasText: REASON });
  await row.getByText('-800.00 EUR').waitFor();
  await checkPage(viktor, 'adjustments-open');
  await row.getByRole('button', { name: 'Approve' }).click();
  await viktor.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await row.getByText('Taken back').waitFor();
  await viktor.getByRole('row').filter({ hasText: 'by adjustments' }).getByText('-800.00 EUR').waitFor();
  await checkPage(viktor, 'adjustments');
  expect(await money.world.database.commission.findUnique({ where: { id: line.commissionId } })).toMatchObject({
    clawedBeforeMinor: 80_000n,
  });
  const ada = await enterUser(adminId);
  await ada.getByRole('link', { name: 'Earnings' }).click();
  await ada.getByText(REASON).waitFor();
  await checkPage(ada, 'earnings-adjusted');
  await ada.getByRole('row').filter({ hasText: REASON }).getByRole('link').click();
  await ada.getByRole('heading', { level: 1, name: '-800.00 EUR' }).waitFor();
  await checkPage(ada, 'line-adjusted-partner');
}, 120_000);
