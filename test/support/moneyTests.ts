import { afterAll, beforeAll } from '@jest/globals';
import { createMoneyWorld, type MoneyWorld } from './moneyWorld.ts';
import { openProcesses, type Processes } from './payoutRuns.ts';

type MoneyTests = { world: MoneyWorld; processes: Processes };

/** The tests of one file about money: a world of their own, and the database as API and worker see it; `open` is given both. */
export function moneyTests(open: (opened: MoneyTests) => void): void {
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const world = await createMoneyWorld();
    const processes = openProcesses(world);
    close = async () => {
      await processes.close();
      await world.close();
    };
    open({ world, processes });
  });
  afterAll(() => close());
}
