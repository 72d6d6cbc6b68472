import { expect, it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { approvedLine } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let enter: MoneyPages['enter'];

moneyPages((opened) => {
  ({ money, enter } = opened);
});

it('the day of finance begins with what waits, and every figure leads to its rows', async () => {
  const paul = await enter('paul');
  await paul.waitForURL(/\/today$/);
  await paul.getByText('Nothing waits for finance').waitFor();
  await checkPage(paul, 'today-none');

  await approvedLine(money.world, { by: [] });
  await approvedLine(money.world, { by: [], amount: 1_000_000, account: null });
  await paul.reload();
  const tile = (title: string) => paul.getByRole('listitem').filter({ hasText: title });
  await tile('To approve').getByText('5,800.00 EUR').waitFor();
  await tile('Books out of balance').getByText('Debits and credits are equal').waitFor();
  await checkPage(paul, 'today');
  await tile('To approve').getByRole('link').click();
  await paul.waitForURL(/\/approvals$/);
  await paul.locator('tbody tr').nth(1).waitFor();
  expect(await paul.locator('tbody tr').count()).toBe(2);
  await paul.goto('/today');
  await tile('Payees who cannot be paid').getByRole('link', { name: 'The partner has no account on file: 1' }).click();
  await paul.waitForURL(/\/payees\?state=payee_missing$/);
}, 180_000);
