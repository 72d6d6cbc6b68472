import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { AppError } from '../../domain/errors.ts';
import { compareOn, nextDay, standsHere, wonFor, wonHere } from '../support/comparing.ts';
import type { MoneyApi } from '../support/moneyApi.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let enter: MoneyPages['enter'];

moneyPages((opened) => {
  ({ money, enter } = opened);
});

let at = '2026-11-01T06:00:00.000Z';
const compare = async (change: Partial<Parameters<typeof compareOn>[1]> = {}) => {
  at = nextDay(at);
  await compareOn(money.world.database, { at, ...change });
};

it('finance sees that all agree, then what differs, accepts one difference, and is told when the CRM is away', async () => {
  const paul = await enter('paul');
  await paul.goto('/reconciliation');
  await paul.getByText('Nothing was compared yet').waitFor();
  await checkPage(paul, 'reconciliation-never');
  await wonHere(money.world, wonFor(4_800_000));
  await compare();
  await paul.getByText('All four sources agree as of').waitFor();
  await checkPage(paul, 'reconciliation-agree');

  const other = await wonHere(money.world, wonFor(4_650_000));
  await standsHere(money.world, 'proposal', wonFor(2_000_000));
  await standsHere(money.world, 'opportunity', { open: false, closedOn: new Date('2026-11-01') });
  await compare();
  for (const kind of ['Won without credit', 'Open here, lost in the CRM', 'Amounts differ'])
    await paul.getByText(kind, { exact: true }).first().waitFor();
  const row = paul.getByRole('row').filter({ hasText: other.number });
  await row.getByText('46,500.00 EUR').waitFor();
  await checkPage(paul, 'reconciliation');
  const [file] = await Promise.all([
    paul.waitForEvent('download'),
    paul.getByRole('button', { name: 'As a table' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain(`amount_differs,${other.number}`);

  await row.getByRole('button', { name: 'Accept' }).click();
  const dialog = paul.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await dialog.getByText('Enter why both are right').waitFor();
  await checkPage(paul, 'reconciliation-accept');
  await dialog.getByLabel('Reason').fill('The CRM counts the discount for training');
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await row.getByText('The CRM counts the discount for training').waitFor();

  await compare({ crm: { readDeals: () => Promise.reject(new AppError({ code: 'crm_unavailable' })) } });
  await paul.getByText('We could not read the CRM.').waitFor();
  await paul.getByText('Not known').waitFor();
  await checkPage(paul, 'reconciliation-unread');
  await paul.getByRole('button', { name: 'Compare now' }).click();
  await paul.getByRole('button', { name: 'Comparing' }).waitFor();

  const abel = await enter('abel');
  await abel.goto('/reconciliation');
  await abel.getByText('Amounts differ', { exact: true }).first().waitFor();
  expect(await abel.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  expect(await abel.getByRole('button', { name: 'Compare now' }).count()).toBe(0);
}, 120_000);
