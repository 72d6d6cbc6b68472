import { expect, it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { commissionActivities, dealOf } from '../support/moneyWorld.ts';
import { TODAY } from '../support/today.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages(async (opened) => {
  ({ money, enter, enterUser } = opened);
  // The referrals of this world have numbers of their own.
  await money.world.database.$executeRaw`SELECT setval('intake_no_seq', 10000)`;
});

/** Sold by Nora today, under a plan that pays for what follows. */
async function won() {
  const { world } = money;
  const made = await world.wonReferral({
    rules: [
      {
        kind: 'deal_percent',
        basisPoints: 1_000,
        base: 'first_year_net',
        trigger: 'signed',
        when: {},
        renewals: { months: 12, basisPoints: 500 },
        furtherDeals: { months: 12 },
      },
    ],
  });
  const { referralId } = made;
  const deal = { ...dealOf(world, 4_800_000, `D-${referralId}`), closedOn: TODAY };
  await world.database.referral.update({ where: { id: referralId }, data: { deal, ownerId: world.staff.nora } });
  await commissionActivities(world).accrueLines({ referralId, at: new Date().toISOString(), deal });
  return made;
}

it('sales record a renewal on a won referral, and the partner sees what it follows from and until when it earns', async () => {
  const { referralId, adminId } = await won();
  const nora = await enter('nora');
  await nora.goto(`/referrals/${referralId}`);
  await nora.getByRole('button', { name: 'Renewal or further deal' }).click();
  const form = nora.getByRole('dialog');
  await form.getByRole('button', { name: 'Record', exact: true }).click();
  await form.getByText('Say what it is about').waitFor();
  await checkPage(nora, 'further-deal-form');
  await form.getByLabel('What it is about').fill('The second year, twenty seats more');
  await form.getByLabel('Expected net amount').fill('52000');
  await form.getByRole('button', { name: 'Record', exact: true }).click();
  await nora.getByText(/^Recorded as R-/).waitFor();
  await nora.getByText('Renewal of').waitFor();
  await nora.getByText('The second year, twenty seats more').waitFor();
  await checkPage(nora, 'further-deal-sales');
  await nora.getByRole('link', { name: 'R-TEST-1' }).click();
  await nora.getByRole('heading', { name: 'Deals of this customer' }).waitFor();
  await checkPage(nora, 'further-deal-first');

  const ada = await enterUser(adminId);
  await ada.goto('/referrals');
  await ada.getByText('Renewal of R-TEST-1').waitFor();
  await checkPage(ada, 'further-deal-list');
  await ada.getByRole('row').filter({ hasText: 'Renewal of R-TEST-1' }).getByRole('link').click();
  await ada.getByText('Earns if won before').waitFor();
  expect(await ada.getByText(/About 2,600 EUR for you if it closes as estimated/).count()).toBe(1);
  await checkPage(ada, 'further-deal-partner');
}, 300_000);
