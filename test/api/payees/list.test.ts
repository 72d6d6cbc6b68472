import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, type Someone } from '../../support/apiServer.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { enterPayee } from '../../support/payees.ts';

let money: MoneyApi;
let preparer: Someone;
let admin: Someone;
let partnerId: string;
beforeAll(async () => {
  money = await startMoneyApi();
  preparer = await person(money.api, { roles: ['finance_preparer'] });
  for (let made = 0; made < 5; made += 1) ({ partnerId } = await money.world.wonReferral());
  admin = await person(money.api, { roles: ['partner_admin'], partnerId });
});
afterAll(() => money.close());

describe('the list for finance', () => {
  it('pages by name, and can be asked for what is to be verified', async () => {
    await enterPayee(money.api.database, { partnerId, by: admin.id });
    const list = (query: string) =>
      money.api.call<{ data: { partnerId: string; problem: string | null }[]; next_cursor: string | null }>(
        'GET',
        `/v1/payees?${query}`,
        { session: preparer.session },
      );
    const open = await list('problem=payee_unverified&limit=100');
    expect(open.body.data.map((one) => one.partnerId)).toContain(partnerId);
    expect(new Set(open.body.data.map(({ problem }) => problem))).toEqual(new Set(['payee_unverified']));

    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.body.data.map((one) => one.partnerId));
      cursor = page.body.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(await money.world.database.partner.count());
    expect(new Set(seen).size).toBe(seen.length);
    expect((await money.api.call('GET', '/v1/payees', { session: admin.session })).status).toBe(403);
  });
});
