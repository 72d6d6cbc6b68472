import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MoneyApi } from '../support/moneyApi.ts';
import { approvedLine, commissionActivities, dealOf } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, enter, enterUser } = opened);
});

/** A line of a deal in euros whose partner is paid in yen, for which there is no rate. */
async function waitingLine() {
  const { referralId, partnerId } = await money.world.wonReferral();
  await money.world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency: 'JPY' } });
  const accrue = () =>
    commissionActivities(money.world).accrueLines({
      referralId,
      at: new Date().toISOString(),
      deal: dealOf(money.world, 4_800_000),
    });
  const [line] = await accrue();
  return { accrue, commissionId: line?.commissionId ?? '' };
}

describe('the books, in a browser', () => {
  it('a rate is entered by one person and confirmed by another, and the line that waited shows how it was converted', async () => {
    const { accrue, commissionId } = await waitingLine();
    const paul = await enter('paul');
    await paul.goto('/rates');
    await paul.getByText('1 line waits for a rate EUR → JPY').first().waitFor();
    await checkPage(paul, 'rates-waiting');
    await paul.getByRole('button', { name: 'Enter a rate' }).last().click();
    const form = paul.getByRole('dialog');
    await form.getByRole('button', { name: 'Enter a rate' }).click();
    await form.getByText('Enter a decimal above zero').waitFor();
    await checkPage(paul, 'rates-form');
    await form.getByLabel('Rate').fill('162.35');
    await form.getByLabel('Source').fill('ECB reference rate');
    await form.getByRole('button', { name: 'Enter a rate' }).click();
    await paul.getByText('You entered it: another person confirms it.').waitFor();

    const ines = await enter('ines');
    await ines.goto('/rates');
    await ines.getByRole('button', { name: 'Confirm', exact: true }).click();
    await ines.getByText('162.35 JPY for 1 EUR').waitFor();
    await checkPage(ines, 'rates-confirm');
    await ines.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
    await ines.getByText('Confirmed', { exact: true }).waitFor();
    await accrue();
    await checkPage(ines, 'rates');
    await ines.goto(`/commissions/${commissionId}`);
    await ines.getByText('At 162.35 JPY for 1 EUR', { exact: true }).waitFor();
    await checkPage(ines, 'line-converted');
  }, 120_000);

  it('a partner with lines in two currencies reads each of them, their sums, and what waits for a rate', async () => {
    const { partnerId, adminId, ...first } = await money.world.wonReferral();
    const accrue = async (referralId: string, payoutCurrency: string, dealId: string) => {
      await money.world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency } });
      const deal = dealOf(money.world, 1_000_000, dealId);
      await commissionActivities(money.world).accrueLines({ referralId, at: new Date().toISOString(), deal });
    };
    await accrue(first.referralId, 'EUR', 'D-EUR');
    await accrue((await money.world.wonReferral({ partnerId })).referralId, 'JPY', 'D-JPY');
    const waiting = (await money.world.wonReferral({ partnerId })).referralId;
    await accrue(waiting, 'USD', 'D-USD');
    const ada = await enterUser(adminId);
    await ada.goto('/earnings');
    await ada.getByText('162,350 JPY').first().waitFor();
    await ada.getByText('Waits', { exact: true }).first().waitFor();
    expect(await ada.getByRole('row').filter({ hasText: 'Waits' }).locator('time').count()).toBe(0);
    await checkPage(ada, 'earnings-currencies');
    await ada.goto(`/referrals/${waiting}`);
    await ada.getByText('Waits', { exact: true }).first().waitFor();
    await ada.getByText('Commission waits', { exact: true }).first().waitFor();
    await checkPage(ada, 'referral-waiting-rate');
  }, 120_000);

  it('a balance leads to its journals, the line and the referral', async () => {
    const { referralId } = await approvedLine(money.world);
    const { number } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
    const abel = await enter('abel');
    await abel.goto('/ledger');
    await abel.getByText('Debits and credits are equal').first().waitFor();
    await checkPage(abel, 'ledger');
    await abel.getByRole('link', { name: 'Owed, due' }).click();
    await abel.getByText('End of the hold').first().waitFor();
    await checkPage(abel, 'journals');
    await abel.getByRole('link', { name: number }).click();
    await abel.waitForURL(`**/referrals/${referralId}`);
    await abel.getByText(number).first().waitFor();
  }, 120_000);

  it('a month is proposed by one and closed by another; its export names what has no number yet', async () => {
    const { referralId } = await money.world.wonReferral();
    const at = '2020-01-10T12:00:00.000Z';
    await commissionActivities(money.world).accrueLines({ referralId, at, deal: dealOf(money.world, 1_000_000) });
    const paul = await enter('paul');
    await paul.goto('/ledger/months');
    const row = (page: Page) => page.getByRole('row').filter({ hasText: '2020-01' });
    await row(paul).getByRole('button', { name: 'Propose to close' }).click();
    await row(paul).getByText('You proposed it').waitFor();
    await row(paul).getByRole('button', { name: 'Export' }).click();
    await paul.getByText('These accounts have no number in your own books:').waitFor();
    await checkPage(paul, 'months-proposed');
    await paul.getByRole('button', { name: 'Account numbers' }).click();
    await paul.getByLabel('Commission expense').fill('6770');
    await paul.getByLabel('Owed, on hold').fill('3510');
    await checkPage(paul, 'months-numbers');
    await paul.getByRole('button', { name: 'Save the numbers' }).click();
    await paul.getByText('The numbers are saved.').waitFor();
    const [file] = await Promise.all([
      paul.waitForEvent('download'),
      row(paul).getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('journals-2020-01.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain('6770');

    const ines = await enter('ines');
    await ines.goto('/ledger/months');
    await row(ines).getByRole('button', { name: 'Close', exact: true }).click();
    await checkPage(ines, 'months-close');
    await ines.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await row(ines).getByText('Closed', { exact: true }).waitFor();
    await row(ines).getByRole('button', { name: 'Balances' }).click();
    await ines.getByRole('dialog').getByText('Commission expense').waitFor();
    await checkPage(ines, 'months-balances');
    expect(await row(ines).getByRole('button', { name: 'Propose to close' }).count()).toBe(0);
  }, 120_000);
});
