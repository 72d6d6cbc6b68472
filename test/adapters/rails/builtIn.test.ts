import { describe, expect, it } from '@jest/globals';
import { createPayoutRuns } from '../../../adapters/database/payoutRuns.ts';
import { newId } from '../../../adapters/ids.ts';
import { createBuiltInRails } from '../../../adapters/rails/builtIn.ts';
import type { Rails } from '../../../adapters/rails/port.ts';
import { money } from '../../../domain/money.ts';
import { moneyTests } from '../../support/moneyTests.ts';
import type { MoneyWorld } from '../../support/moneyWorld.ts';
import { payeesOf, testVault } from '../../support/payees.ts';
import { PAY_DAY, runActivities, type Processes } from '../../support/payoutRuns.ts';
import { releasedItem } from '../../support/releasedItem.ts';
import { railContract } from '../../support/railContract.ts';

let world: MoneyWorld;
let processes: Processes;
let rails: Rails;
moneyTests((opened) => {
  ({ world, processes } = opened);
  rails = createBuiltInRails(processes.worker, payeesOf(processes.worker));
});

async function itemOf(name = 'Brightwater GmbH', runId = newId('run')) {
  const partnerId = newId('partner');
  await world.database.partner.create({ data: { id: partnerId, name, country: 'DE' } });
  return { itemId: newId('item'), runId, partnerId, amount: money(480_000n, 'EUR') };
}

for (const name of ['manual', 'csv']) {
  railContract(name, async () => {
    const rail = rails[name];
    if (rail === undefined) throw new Error(name);
    const itemId = await releasedItem({ world, processes }, name);
    return {
      rail,
      item: await createPayoutRuns(processes.worker, testVault).item(itemId),
      timesPaid: (key) => world.database.railPayment.count({ where: { itemId: key } }),
      stepsWith: (spoilt) => {
        const activities = runActivities(processes.worker, { rails: { [name]: spoilt } });
        return {
          submitItems: (itemIds, attempt) => activities.submitItems({ itemIds, attempt, at: PAY_DAY }),
          lookUpItems: (itemIds) => activities.lookUpItems({ itemIds }),
        };
      },
    };
  });
}

describe('the bank file', () => {
  it('has one row per item with its end-to-end id and an empty account', async () => {
    const runId = newId('run');
    const items = [await itemOf('Brightwater GmbH', runId), await itemOf('Kestrel, Ltd "Old"', runId)];
    for (const item of items) await rails['csv']?.submit(item, item.itemId);
    const [one, other] = items.map(({ itemId }) => itemId);
    expect(await rails['csv']?.bankFile(runId)).toBe(
      'end_to_end_id,payee,account,amount,currency,remittance\r\n' +
        `${one ?? ''},Brightwater GmbH,,4800.00,EUR,Commission ${one ?? ''}\r\n` +
        `${other ?? ''},"Kestrel, Ltd ""Old""",,4800.00,EUR,Commission ${other ?? ''}\r\n`,
    );
  });

  it.each(['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'cannot run %j in a spreadsheet',
    async (name) => {
      const item = await itemOf(name);
      await rails['csv']?.submit(item, item.itemId);
      const cells = (await rails['csv']?.bankFile(item.runId))?.split('\r\n')[1] ?? '';
      expect(cells).toMatch(/^itm_\w+,"?'/);
    },
  );

  it('is none for the manual rail', async () => {
    expect(await rails['manual']?.bankFile(newId('run'))).toBeNull();
  });
});
