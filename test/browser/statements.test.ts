import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MoneyApi } from '../support/moneyApi.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let processes: Processes;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, processes, enter, enterUser } = opened);
});

async function adminOf(referralId: string): Promise<{ id: string; partnerId: string }> {
  const { partnerId } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const { id } = await money.world.database.user.findFirstOrThrow({ where: { partnerId } });
  return { id, partnerId };
}

/** How it was computed and what became of it; the run paid others too, and no partner is shown the way to it. */
async function readPaidLine(ada: Page): Promise<void> {
  await ada.getByRole('link', { name: 'Earnings' }).click();
  await ada.getByRole('row').filter({ hasText: '4,800.00 EUR' }).getByRole('link').first().click();
  await ada.getByRole('heading', { level: 1, name: '4,800.00 EUR' }).waitFor();
  await ada.getByText('Plan version', { exact: true }).waitFor();
  expect(await ada.getByRole('link', { name: 'Payout run' }).count()).toBe(0);
  await checkPage(ada, 'line-paid-partner');
}

it('a partner reads month by month what was booked, the lines behind each figure, keeps it as a table and prints it', async () => {
  const own = moneyOfPartner({ world: money.world, processes });
  const { referralId } = await own.refundedLine(2_400_000n);
  await own.line(1_000_000);
  const { id, partnerId } = await adminOf(referralId);
  const ada = await enterUser(id);
  await readPaidLine(ada);
  await ada.getByRole('link', { name: 'Statements' }).click();
  await ada.getByRole('link', { name: 'December 2026' }).waitFor();
  await checkPage(ada, 'statements');
  await ada.getByRole('link', { name: 'December 2026' }).click();
  await ada.getByRole('heading', { level: 1, name: 'Statement of December 2026' }).waitFor();
  await ada.getByRole('row').filter({ hasText: 'Earned in all' }).getByText('5,800.00 EUR').waitFor();
  await checkPage(ada, 'statement');
  const [file] = await Promise.all([
    ada.waitForEvent('download'),
    ada.getByRole('button', { name: 'Download (CSV)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('statement-2026-12.csv');
  expect(await readFile(await file.path(), 'utf8')).toContain('earned,accrued,');

  await ada.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await ada.setViewportSize({ width: 718, height: 1_000 });
  expect(await ada.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await ada.getByRole('navigation').first().isVisible()).toBe(false);
  expect(await ada.getByRole('columnheader', { name: 'Referral' }).first().isVisible()).toBe(true);
  const kept = process.env['SCREENSHOTS'];
  if (kept !== undefined) await ada.screenshot({ path: path.join(kept, 'statement-print.png') });

  const abel = await enter('abel');
  await abel.goto(`/payees/${partnerId}`);
  await abel.getByRole('link', { name: 'Statements' }).click();
  await abel.getByRole('link', { name: 'December 2026' }).click();
  await abel.getByText('Earned in all').waitFor();
  await checkPage(abel, 'statement-finance');
}, 180_000);

it('who has earned nothing reads when there will be a statement', async () => {
  const { adminId } = await money.world.wonReferral();
  const ada = await enterUser(adminId);
  await ada.goto('/statements');
  await ada.getByText('No statement yet').waitFor();
  await ada.getByText(/is complete in the statement of 1 \w+ 20\d\d/).waitFor();
  await checkPage(ada, 'statements-none');
  await ada.goto('/statements/2019-01');
  await ada.getByText('Nothing was booked in this month.').waitFor();
  await ada.goto('/statements/no-month');
  await ada.getByRole('heading', { level: 1 }).waitFor();
}, 120_000);
