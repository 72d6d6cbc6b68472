import { expect, it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { approvedLine } from '../support/moneyWorld.ts';
import { CUT_OFF, draftAll, publishPolicy } from '../support/payoutDrafts.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let processes: Processes;
let enter: MoneyPages['enter'];

moneyPages((opened) => {
  ({ money, processes, enter } = opened);
});

it('finance reads when the next draft makes itself, takes a draft on, and is not who releases it', async () => {
  await publishPolicy(money.world);
  const paul = await enter('paul');
  await paul.goto('/runs');
  await paul.getByText(/Cloud Referrals: next draft on .*, 24:00; pay day /).waitFor();
  await checkPage(paul, 'runs-none');
  await approvedLine(money.world);
  await draftAll(processes.worker, CUT_OFF);
  await paul.reload();
  await paul.getByText('Cloud Referrals, up to 31 Jan 2027').first().waitFor();
  await checkPage(paul, 'runs-draft');
  await paul.getByRole('link', { name: 'EUR, CSV file' }).click();
  await paul.getByText('Nobody yet').waitFor();
  await checkPage(paul, 'run-draft');
  await paul.getByRole('button', { name: 'Prepare' }).click();
  await paul.getByText('You prepared it: another person releases it.').waitFor();
  expect(await paul.getByRole('button', { name: 'Release' }).count()).toBe(0);
  const ines = await enter('ines');
  await ines.goto(new URL(paul.url()).pathname);
  await ines.getByRole('button', { name: 'Release' }).waitFor();
}, 120_000);
