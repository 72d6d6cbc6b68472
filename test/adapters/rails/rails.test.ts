import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPayoutRuns } from '../../../adapters/database/payoutRuns.ts';
import { newId } from '../../../adapters/ids.ts';
import { createBuiltInRails } from '../../../adapters/rails/builtIn.ts';
import type { Rail, Rails } from '../../../adapters/rails/port.ts';
import { RAIL_NAMES, type RailName } from '../../../domain/commission/rails.ts';
import type { RailRefusal } from '../../../domain/commission/railRefusal.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { startFakeStripe, type FakeStripe } from '../../../scripts/servers/fakeStripe.ts';
import { moneyTests } from '../../support/moneyTests.ts';
import type { MoneyWorld } from '../../support/moneyWorld.ts';
import { BRIGHTWATER, payeesOf, testVault } from '../../support/payees.ts';
import { PAY_DAY, runActivities, type Processes } from '../../support/payoutRuns.ts';
import { railContract } from '../../support/railContract.ts';
import { railSettingsFor } from '../../support/railSettings.ts';
import { releasedItem } from '../../support/releasedItem.ts';

const KESTREL: PayeeAccount = {
  kind: 'ach',
  holder: 'Kestrel Inc',
  routingNumber: '026009593',
  accountNumber: '12345678901',
  accountType: 'checking',
};
const CONNECTED: PayeeAccount = { kind: 'stripe', accountId: 'acct_1Connected1' };
const CLOSED: PayeeAccount = { kind: 'stripe', accountId: 'acct_1Closed0001' };

type Refused = { account: PayeeAccount | null; reason: RailRefusal };
const NOBODY: Refused = { account: null, reason: 'payee_missing' };

/** What each rail can pay to, and what it cannot. */
const ACCOUNTS: Readonly<Record<RailName, { account: PayeeAccount; currency: string; refuses: Refused[] }>> = {
  manual: { account: BRIGHTWATER, currency: 'EUR', refuses: [] },
  csv: { account: BRIGHTWATER, currency: 'EUR', refuses: [NOBODY] },
  sepa: {
    account: BRIGHTWATER,
    currency: 'EUR',
    refuses: [NOBODY, { account: KESTREL, reason: 'account_not_usable' }],
  },
  nacha: {
    account: KESTREL,
    currency: 'USD',
    refuses: [NOBODY, { account: BRIGHTWATER, reason: 'account_not_usable' }],
  },
  stripe: {
    account: CONNECTED,
    currency: 'EUR',
    refuses: [
      NOBODY,
      { account: BRIGHTWATER, reason: 'account_not_usable' },
      { account: CLOSED, reason: 'account_closed' },
    ],
  },
};

let world: MoneyWorld;
let processes: Processes;
let rails: Rails;
let stripe: FakeStripe;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeAll(async () => {
  stripe = await startFakeStripe();
  stripe.refuse('acct_1Closed0001', 'account_closed');
  rails = createBuiltInRails(processes.worker, payeesOf(processes.worker), railSettingsFor(stripe));
});
afterAll(() => stripe.close());

const railNamed = (name: RailName): Rail => {
  const rail = rails[name];
  if (rail === undefined) throw new Error(name);
  return rail;
};

for (const name of RAIL_NAMES) {
  railContract(name, async () => {
    const { account: usual, currency, refuses } = ACCOUNTS[name];
    const open = async (account: PayeeAccount | null) =>
      createPayoutRuns(processes.worker, testVault).item(
        await releasedItem({ world, processes }, { rail: name, account, currency }),
      );
    return {
      rail: railNamed(name),
      item: await open(usual),
      timesPaid: (key) =>
        name === 'stripe'
          ? Promise.resolve(stripe.timesPaid(key))
          : world.database.railPayment.count({ where: { itemId: key } }),
      stepsWith: (spoilt) => {
        const activities = runActivities(processes.worker, { rails: { [name]: spoilt } });
        return {
          submitItems: (itemIds, attempt) => activities.submitItems({ itemIds, attempt, at: PAY_DAY }),
          lookUpItems: (itemIds) => activities.lookUpItems({ itemIds }),
        };
      },
      refuses: refuses.map(({ account, reason }) => ({ reason, open: () => open(account) })),
      itemState: async (id) => (await world.database.payoutItem.findUniqueOrThrow({ where: { id } })).state,
    };
  });
}

it('has no bank file where a person pays, and none over nothing', async () => {
  for (const name of RAIL_NAMES) expect(await railNamed(name).bankFile(newId('run'))).toBeNull();
});

it('is not there unless it is set up', () => {
  expect(Object.keys(createBuiltInRails(processes.worker, payeesOf(processes.worker)))).toEqual(['manual', 'csv']);
});
