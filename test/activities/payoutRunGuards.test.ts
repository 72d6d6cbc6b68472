import { describe, expect, it } from '@jest/globals';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import { type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { payeesOf, testVault } from '../support/payees.ts';
import { moneyViolations, PAY_DAY, runActivities, storedCommand, type Processes } from '../support/payoutRuns.ts';
import { payoutRunTests } from '../support/payoutRunTests.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';

let world: MoneyWorld;
let processes: Processes;
let activities: ReturnType<typeof runActivities>;
const { decide, stateOf, preparedRun, submitAll } = payoutRunTests((opened) => {
  ({ world, processes, activities } = opened);
});
const CONFIRMATION = { reference: 'BANK-1', settledOn: '2027-02-15' };

describe('release', () => {
  it.each([
    { by: 'clara' as const, preparer: 'clara' as const, why: 'prepared_run' },
    { by: 'greta' as const, preparer: 'paul' as const, why: 'closed_deal' },
    { by: 'olga' as const, preparer: 'paul' as const, why: 'drafted_plan' },
  ])('is refused to $by ($why)', async ({ by, preparer, why }) => {
    const { run } = await preparedRun(preparer);
    expect((await decide(run.id, 'release', by)).answer).toEqual({
      outcome: 'refused',
      code: 'separation_of_duties',
      facts: { who: world.staff[by], why },
    });
    await decide(run.id, 'cancel', 'paul');
  });

  it('is refused by the database alone when the story has forgotten who prepared it', async () => {
    const { run } = await preparedRun('clara');
    const runs = createPayoutRuns(processes.worker, testVault);
    const forgetful = inActivityContext(
      createPayoutRunActivities({
        runs: {
          ...runs,
          decide: (args) =>
            runs.decide({ ...args, decide: (one, who, told) => args.decide({ ...one, preparedBy: '' }, who, told) }),
        },
        rails: createBuiltInRails(processes.worker, payeesOf(processes.worker)),
        acceptRawSignals: false,
      }),
    );
    const command = await storedCommand(world, { runId: run.id, name: 'release', by: 'clara' });
    const { answer, state } = await forgetful.decideRun({ runId: run.id, at: PAY_DAY, command });
    expect([answer, state]).toMatchObject([{ outcome: 'refused', code: 'separation_of_duties' }, 'prepared']);
    await decide(run.id, 'cancel', 'paul');
  });

  it('drops a line whose partner was paused meanwhile, with its reason', async () => {
    const { run, first, other } = await preparedRun();
    await world.database.partner.update({ where: { id: other.partnerId }, data: { state: 'suspended' } });
    expect((await decide(run.id, 'release', 'ines')).answer).toEqual({ outcome: 'done' });
    expect([await stateOf(first.line.commissionId), await stateOf(other.line.commissionId)]).toEqual([
      'in_run',
      'approved',
    ]);
    const { excluded } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(excluded).toContainEqual({ commissionId: other.line.commissionId, reason: 'partner_not_active' });
    await submitAll(run.id, 'csv');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
    expect(await moneyViolations(world.database)).toEqual([]);
    await world.database.partner.update({ where: { id: other.partnerId }, data: { state: 'active' } });
  });
});

describe('a message that came straight through Temporal', () => {
  const raw = (who: StaffName): RunCommand => ({
    commandId: `raw ${who}`,
    name: 'release',
    actor: { kind: 'user', id: world.staff[who] },
    payload: {},
  });

  it('is held to the rules of the API, recorded as such, and refused altogether where that is set', async () => {
    const { run } = await preparedRun();
    const args = { runId: run.id, at: PAY_DAY };
    const strict = runActivities(processes.worker, { acceptRawSignals: false });
    expect((await strict.decideRun({ ...args, command: raw('viktor') })).answer).toMatchObject({
      code: 'raw_signals_refused',
    });
    expect((await activities.decideRun({ ...args, command: raw('paul') })).answer).toMatchObject({
      code: 'separation_of_duties',
    });
    expect((await activities.decideRun({ ...args, command: raw('ines') })).answer).toEqual({ outcome: 'done' });
    const rows = await world.database.command.findMany({ where: { runId: run.id, source: 'temporal' } });
    expect(rows.map(({ state, code }) => [state, code]).sort()).toEqual([
      ['done', null],
      ['refused', 'raw_signals_refused'],
      ['refused', 'separation_of_duties'],
    ]);
    await submitAll(run.id, 'csv');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
  });

  it('cannot borrow the row of somebody else', async () => {
    const { run } = await preparedRun();
    const row = await storedCommand(world, { runId: run.id, name: 'release', by: 'ines' });
    const borrowed = { ...row, actor: { kind: 'user' as const, id: world.staff.viktor } };
    expect((await activities.decideRun({ runId: run.id, at: PAY_DAY, command: borrowed })).answer).toMatchObject({
      code: 'forbidden',
    });
    await decide(run.id, 'cancel', 'paul');
  });
});

describe('submission', () => {
  it('after a lost answer is looked up and never sent twice', async () => {
    const { run } = await preparedRun();
    await decide(run.id, 'release', 'ines');
    let sent = 0;
    const rails = createBuiltInRails(processes.worker, payeesOf(processes.worker));
    const { csv } = rails;
    if (csv === undefined) throw new Error('no csv rail');
    const lossy = runActivities(processes.worker, {
      rails: {
        csv: {
          ...csv,
          submit: async (item, key) => {
            sent += 1;
            await csv.submit(item, key);
            throw new Error('the answer was lost');
          },
        },
      },
    });
    for (const itemId of await activities.itemsToSubmit({ runId: run.id, limit: 100 })) {
      await expect(lossy.submitItems({ itemIds: [itemId], attempt: 1, at: PAY_DAY })).rejects.toThrow();
      expect(await lossy.lookUpItems({ itemIds: [itemId] })).toEqual([]);
    }
    expect(sent).toBe(run.items.length);
    await activities.finishSubmission({ runId: run.id, rail: 'csv' });
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is done by one of two attempts; a later one takes the place of an earlier one only', async () => {
    const { run } = await preparedRun();
    await decide(run.id, 'release', 'ines');
    const [itemId = ''] = await activities.itemsToSubmit({ runId: run.id, limit: 100 });
    await world.database.railIntent.create({
      data: { itemId, rail: 'csv', takenBy: `${itemId}#2`, takenAt: new Date(PAY_DAY) },
    });
    await expect(activities.submitItems({ itemIds: [itemId], attempt: 1, at: PAY_DAY })).rejects.toThrow('busy');
    expect(await activities.lookUpItems({ itemIds: [itemId] })).toEqual([itemId]);
    await activities.submitItems({ itemIds: [itemId], attempt: 3, at: PAY_DAY });
    expect(await activities.lookUpItems({ itemIds: [itemId] })).toEqual([]);
    await submitAll(run.id, 'csv');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
  });
});
