import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import { createBuiltInRails } from '../../../adapters/rails/builtIn.ts';
import type { Rails } from '../../../adapters/rails/port.ts';
import { money } from '../../../domain/money.ts';
import { createMoneyWorld, type MoneyWorld } from '../../support/moneyWorld.ts';
import { payeesOf } from '../../support/payees.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let rails: Rails;
beforeAll(async () => {
  world = await createMoneyWorld();
  processes = openProcesses(world);
  rails = createBuiltInRails(processes.worker, payeesOf(processes.worker));
});
afterAll(async () => {
  await processes.close();
  await world.close();
});

async function itemOf(name = 'Brightwater GmbH', runId = newId('run')) {
  const partnerId = newId('partner');
  await world.database.partner.create({ data: { id: partnerId, name, country: 'DE' } });
  return { itemId: newId('item'), runId, partnerId, amount: money(480_000n, 'EUR') };
}

/** One contract for every rail. */
describe.each(['manual', 'csv'])('the rail %s', (name) => {
  const railOf = () => {
    const rail = rails[name];
    if (rail === undefined) throw new Error(name);
    return rail;
  };

  it('pays once for a key, however often and at once it is asked', async () => {
    const item = await itemOf();
    const receipts = await Promise.all([1, 2, 3].map(() => railOf().submit(item, item.itemId)));
    expect(new Set(receipts.map(({ reference }) => reference)).size).toBe(1);
    expect(await world.database.railPayment.count({ where: { itemId: item.itemId } })).toBe(1);
  });

  it('knows afterwards what it was asked, and nothing else', async () => {
    const item = await itemOf();
    expect(await railOf().lookup(item.itemId)).toBeUndefined();
    const receipt = await railOf().submit(item, item.itemId);
    expect(await railOf().lookup(item.itemId)).toEqual(receipt);
  });

  it('gives the same file for the same run', async () => {
    const item = await itemOf();
    await railOf().submit(item, item.itemId);
    expect(await railOf().bankFile(item.runId)).toBe(await railOf().bankFile(item.runId));
  });
});

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
