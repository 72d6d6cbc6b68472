import { expect, it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { commissionActivities, dealOf } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

const DAY_MS = 86_400_000;

let money: MoneyApi;
let enter: MoneyPages['enter'];

moneyPages((opened) => {
  ({ money, enter } = opened);
});

/** A line that accrued so many days ago. */
async function line(daysAgo: number): Promise<string> {
  const { world } = money;
  const { referralId } = await world.wonReferral();
  const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  const [made] = await commissionActivities(world).accrueLines({ referralId, at, deal: dealOf(world, 4_800_000) });
  if (made === undefined) throw new Error('nothing accrued');
  return made.commissionId;
}

it('who approves sees what is due first, approves several at once with their sum, and reads which was refused and why', async () => {
  const [late, soon, own] = [await line(6), await line(3), await line(1)];
  const page = await enter('ines');
  await page.goto('/approvals');
  await page.getByText(/late/i).first().waitFor();
  const rows = await page.locator('tr[data-row]').all();
  const order = await Promise.all(rows.map((row) => row.getAttribute('data-row')));
  expect(order).toEqual([late, soon, own]);
  await checkPage(page, 'approvals-due');
  await page.getByRole('button', { name: 'Select all 3 that you may approve' }).click();
  await page.getByText('3 selected: 14,400.00 EUR').waitFor();
  await checkPage(page, 'approvals-selected');
  // Meanwhile it turns out that she has a part in one of them.
  await money.world.database.commissionExclusion.create({
    data: { commissionId: own, userId: money.world.staff.ines, reason: 'drafted_plan' },
  });
  await page.getByRole('button', { name: 'Approve 3 lines' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('14,400.00 EUR').first().waitFor();
  await checkPage(page, 'approvals-question');
  await dialog.getByRole('button', { name: 'Approve 3 lines' }).click();
  await dialog.getByText('2 approved, 1 not approved.').waitFor();
  await dialog.getByText(/drafted the version of the plan/).waitFor();
  await checkPage(page, 'approvals-outcome');
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await money.world.database.commissionApproval.count({ where: { commissionId: { in: [late, soon] } } })).toBe(
    2,
  );
}, 180_000);

it('a double click approves once and says what became of it', async () => {
  await line(2);
  const page = await enter('ines');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/commissions/approvals')) sent.push(request.method());
  });
  await page.goto('/approvals');
  await page.getByRole('button', { name: /^Select all/ }).click();
  await page.getByRole('button', { name: /^Approve 1 line/ }).click();
  const dialog = page.getByRole('dialog');
  // Both clicks before the page is drawn again.
  await dialog.getByRole('button', { name: /^Approve 1 line/ }).evaluate((button: { click: () => void }) => {
    button.click();
    button.click();
  });
  await dialog.getByText(/^1 approved/).waitFor();
  expect(sent).toEqual(['POST']);
}, 180_000);
