import { expect, it } from '@jest/globals';
import { createPayoutRuns } from '../../../adapters/database/payoutRuns.ts';
import { newId } from '../../../adapters/ids.ts';
import { createBuiltInRails } from '../../../adapters/rails/builtIn.ts';
import type { Rails } from '../../../adapters/rails/port.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { moneyTests } from '../../support/moneyTests.ts';
import type { MoneyWorld } from '../../support/moneyWorld.ts';
import { BRIGHTWATER, payeesOf, testVault } from '../../support/payees.ts';
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

for (const name of ['manual', 'csv']) {
  railContract(name, async () => {
    const rail = rails[name];
    if (rail === undefined) throw new Error(name);
    const open = async (account: PayeeAccount | null = BRIGHTWATER) =>
      createPayoutRuns(processes.worker, testVault).item(
        await releasedItem({ world, processes }, { rail: name, account }),
      );
    return {
      rail,
      item: await open(),
      timesPaid: (key) => world.database.railPayment.count({ where: { itemId: key } }),
      stepsWith: (spoilt) => {
        const activities = runActivities(processes.worker, { rails: { [name]: spoilt } });
        return {
          submitItems: (itemIds, attempt) => activities.submitItems({ itemIds, attempt, at: PAY_DAY }),
          lookUpItems: (itemIds) => activities.lookUpItems({ itemIds }),
        };
      },
      refuses: name === 'manual' ? [] : [{ reason: 'payee_missing', open: () => open(null) }],
      itemState: async (id) => (await world.database.payoutItem.findUniqueOrThrow({ where: { id } })).state,
    };
  });
}

it('has no bank file where a person pays, and none over nothing', async () => {
  expect(await rails['manual']?.bankFile(newId('run'))).toBeNull();
  expect(await rails['csv']?.bankFile(newId('run'))).toBeNull();
});
