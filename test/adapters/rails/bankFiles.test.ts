import { beforeAll, expect, it } from '@jest/globals';
import nacha from '@midlandsbank/node-nacha';
import { createBuiltInRails } from '../../../adapters/rails/builtIn.ts';
import { nachaOccasion } from '../../../adapters/rails/nachaFiles.ts';
import type { Rails } from '../../../adapters/rails/port.ts';
import { endToEndIdOf } from '../../../domain/commission/statementLine.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { moneyTests } from '../../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../../support/moneyWorld.ts';
import { painProblems } from '../../support/painSchema.ts';
import { payeesOf } from '../../support/payees.ts';
import {
  bankFileOf,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../../support/payoutRuns.ts';
import { DEBTOR, ORIGINATOR } from '../../support/railSettings.ts';

let world: MoneyWorld;
let processes: Processes;
let rails: Rails;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeAll(() => {
  rails = createBuiltInRails(processes.worker, payeesOf(processes.worker), { sepa: DEBTOR, nacha: ORIGINATOR });
});

/** A run of its own, all the way to its file. */
async function submittedRun(args: { rail: string; currency: string; account?: PayeeAccount; partners: number }) {
  const { rail, currency, account, partners } = args;
  for (let made = 0; made < partners; made += 1) {
    await approvedLine(world, { currency, ...(account === undefined ? {} : { account }) });
  }
  const activities = runActivities(processes.worker, { rails });
  const run = await prepareRun(processes.api, { by: world.staff.paul, rail, currency });
  const command = await storedCommand(world, { runId: run.id, name: 'release', by: 'ines' });
  await activities.decideRun({ runId: run.id, at: PAY_DAY, command });
  const itemIds = await activities.itemsToSubmit({ runId: run.id, limit: 100 });
  await activities.submitItems({ itemIds, attempt: 1, at: PAY_DAY });
  expect(await activities.finishSubmission({ runId: run.id, rail })).toBe('submitted');
  return { runId: run.id, itemIds, text: (await bankFileOf(world.database, run.id)) ?? '' };
}

it('a run by sepa ends in one order over all its items, valid by the schema', async () => {
  const { runId, itemIds, text } = await submittedRun({ rail: 'sepa', currency: 'EUR', partners: 3 });
  expect(await painProblems(text)).toEqual([]);
  expect([...text.matchAll(/<EndToEndId>(.+?)</g)].map(([, id]) => id)).toEqual(itemIds.map(endToEndIdOf));
  expect(text).toContain('<CtrlSum>14400.00</CtrlSum>');
  expect(await rails['sepa']?.bankFile(runId)).toBe(text);
});

const KESTREL: PayeeAccount = {
  kind: 'ach',
  holder: 'Kestrel Inc',
  routingNumber: '026009593',
  accountNumber: '12345678901',
  accountType: 'checking',
};

it('runs by nacha of one day have files with letters of their own, and each is the same whenever it is made', async () => {
  const first = await submittedRun({ rail: 'nacha', currency: 'USD', account: KESTREL, partners: 2 });
  const second = await submittedRun({ rail: 'nacha', currency: 'USD', account: KESTREL, partners: 1 });
  const letters = [first, second].map(({ text }) => nacha.from(text).data.file.idModifier);
  expect(letters).toEqual(['A', 'B']);
  expect(nacha.from(first.text).data.file.footer).toMatchObject({ totalDebit: 960_000, totalCredit: 960_000 });
  expect(await rails['nacha']?.bankFile(first.runId)).toBe(first.text);
});

it('a day has twenty-six letters, and a file that finds none waits', async () => {
  const { items } = await prepareRun(processes.api, { by: world.staff.paul, rail: 'manual' });
  expect(items).toEqual([]);
  const runIds: string[] = [];
  for (let made = 0; made < 25; made += 1) {
    runIds.push((await prepareRun(processes.api, { by: world.staff.paul, rail: 'nacha', currency: 'USD' })).id);
  }
  const taken = new Set<string>();
  for (const runId of runIds.slice(0, 24)) taken.add((await nachaOccasion(processes.worker, runId)).modifier);
  expect([taken.size, taken.has('Z')]).toEqual([24, true]);
  await expect(nachaOccasion(processes.worker, runIds[24] ?? '')).rejects.toMatchObject({ code: 'rail_unavailable' });
});
