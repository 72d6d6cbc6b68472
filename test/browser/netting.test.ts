import { expect, it } from '@jest/globals';
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

it('finance reads on a run what is netted and what is left, and the partner reads what is still to be set off', async () => {
  const own = moneyOfPartner({ world: money.world, processes });
  await own.refundedLine(4_800_000n);
  const next = await own.line(1_000_000);
  const { id, items } = await own.prepare();
  const paul = await enter('paul');
  await paul.goto(`/runs/${id}`);
  await paul
    .getByText(/still to net in later runs/)
    .first()
    .waitFor();
  await checkPage(paul, 'run-netted');
  await own.release(id);
  await paul.goto(`/commissions/${next.commissionId}`);
  await paul.getByText('Netted with what the partner owed').first().waitFor();
  await checkPage(paul, 'line-netted');
  const admin = await money.world.database.user.findFirstOrThrow({ where: { partnerId: items[0]?.partnerId ?? '' } });
  const ada = await enterUser(admin.id);
  await ada.goto('/earnings');
  await ada.getByText('To be set off against what comes next').waitFor();
  await checkPage(ada, 'earnings-netted');
  expect(await ada.getByText(/3,800/).first().isVisible()).toBe(true);
}, 180_000);
