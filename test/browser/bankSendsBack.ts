import type { Page } from 'playwright-core';
import { checkPage } from './pageCheck.ts';

/** Days after it was paid, the bank sends it back; its statement also has a line that is nobody's. */
export async function bankSendsBack(page: Page, run: string): Promise<void> {
  const answer = await page.request.get(`/v1${run.replace('/runs', '/payout-runs')}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const rows = [
    `${items[0]?.id ?? ''},returned,4800.00,EUR,2026-12-18,B-2,AC04,`,
    ',settled,12.50,EUR,2026-12-18,B-3,,Rent',
  ];
  const header = 'end_to_end_id,outcome,amount,currency,booked_on,bank_reference,reason,text';
  await page.goto(run);
  await page.locator('input[type=file]').setInputFiles({
    name: 'december.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([header, ...rows].join('\n')),
  });
  await page.getByText('Came back; due again').waitFor();
  await page.getByText('Names no payment of this run').waitFor();
  await page.locator('.fl-page-title').getByText('Partly returned').waitFor();
  await checkPage(page, 'run-returned');
}
