import { it } from '@jest/globals';
import type { MoneyApi } from '../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT } from '../support/moneyWorld.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, enter, enterUser } = opened);
});

/** In negotiation, of a partner that Samir manages, beside another partner of the program. */
async function referred() {
  const { world } = money;
  const { database, staff } = world;
  const other = await world.wonReferral();
  const referral = await world.wonReferral();
  const { referralId, partnerId } = referral;
  await database.referral.update({ where: { id: referralId }, data: { stage: 'negotiation' } });
  await database.partner.update({ where: { id: partnerId }, data: { managerId: staff.samir } });
  const { name } = await database.partner.findUniqueOrThrow({ where: { id: other.partnerId } });
  return { ...referral, other, otherName: name };
}

it('a partner manager proposes a split, the partner agrees, and each reads and is owed the own part', async () => {
  const { referralId, adminId, other, otherName } = await referred();
  const address = `${money.api.url}/referrals/${referralId}`;
  const samir = await enter('samir');
  await samir.goto(address);
  await samir.getByRole('button', { name: 'Propose a split' }).click();
  const dialog = samir.getByRole('dialog', { name: 'Propose a split' });
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await dialog.getByText('Choose the partner who gets a part.').waitFor();
  await dialog.getByRole('combobox', { name: /Other partner/ }).click();
  await samir.getByRole('option', { name: otherName }).click();
  await dialog.getByText('The partner that referred the company keeps 70 %.').waitFor();
  await checkPage(samir, 'split-dialog');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await samir.getByText(`70 % for the partner that referred the company, 30 % for ${otherName}`).waitFor();
  await checkPage(samir, 'split-proposed');

  const ada = await enterUser(adminId);
  await ada.goto(address);
  await ada.getByText(`We propose that ${otherName} gets 30 %`).waitFor();
  await checkPage(ada, 'split-asked');
  await ada.getByRole('button', { name: 'Agree' }).click();
  await ada.getByText('Answered by').waitFor();
  await checkPage(ada, 'split-agreed');

  const { world } = money;
  const deal = dealOf(world, 4_800_000, `D-${referralId}`);
  await world.database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });
  await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
  await ada.getByRole('link', { name: 'Earnings' }).click();
  await ada.getByText('3,360.00 EUR').first().waitFor();
  await checkPage(ada, 'split-earnings-own');

  const taneli = await enterUser(other.adminId);
  await taneli.getByRole('link', { name: 'Earnings' }).click();
  await taneli.getByText('30 % of 4,800.00 EUR, as agreed for this referral').first().waitFor();
  await checkPage(taneli, 'split-earnings');
  await taneli.getByRole('link', { name: /^Company/ }).click();
  await taneli.getByRole('heading', { level: 1, name: '1,440.00 EUR' }).waitFor();
  await checkPage(taneli, 'split-line-partner');

  const ines = await enter('ines');
  const { id } = await world.database.commission.findFirstOrThrow({ where: { partnerId: other.partnerId } });
  await ines.goto(`${money.api.url}/commissions/${id}`);
  await ines.getByText('The other part').waitFor();
  await checkPage(ines, 'split-line-finance');
}, 180_000);
