import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import {
  approvedLine,
  commissionActivities,
  createMoneyWorld,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import {
  balancesOf,
  changeItem,
  moneyViolations,
  openProcesses,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';

let world: MoneyWorld;
let processes: Processes;
let activities: ReturnType<typeof runActivities>;
beforeAll(async () => {
  world = await createMoneyWorld();
  processes = openProcesses(world);
  activities = runActivities(processes.worker);
});
afterAll(async () => {
  await processes.close();
  await world.close();
});

const decide = async (runId: string, name: RunCommand['name'], by: StaffName, payload: RunCommand['payload'] = {}) =>
  activities.decideRun({ runId, at: PAY_DAY, command: await storedCommand(world, { runId, name, by, payload }) });
const stateOf = async (commissionId: string) =>
  (await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } })).state;
const CONFIRMATION = { reference: 'BANK-1', settledOn: '2027-02-16' };

async function preparedRun(by: StaffName = 'paul', rail = 'csv') {
  const first = await approvedLine(world);
  const second = await approvedLine(world, { amount: 2_000_000, partnerId: first.partnerId });
  const other = await approvedLine(world, { amount: 1_000_000 });
  const run = await prepareRun(processes.api, { by: world.staff[by], rail });
  return { run, first, second, other };
}

/** All the way, as the workflow does it. */
async function submitAll(runId: string, rail: string): Promise<void> {
  for (const itemId of await activities.itemsToSubmit({ runId }))
    await activities.submitItem({ itemId, attempt: 1, at: PAY_DAY });
  await activities.finishSubmission({ runId, rail });
}

describe('a run', () => {
  it('pays each line once, tells partner and story, and balances', async () => {
    const { run, first, second, other } = await preparedRun();
    expect(run.items.map(({ partnerId, amount, lines }) => [partnerId, amount.amount, lines.length]).sort()).toEqual(
      [
        [first.partnerId, 680_000, 2],
        [other.partnerId, 100_000, 1],
      ].sort(),
    );
    expect((await decide(run.id, 'release', 'ines')).answer).toEqual({ outcome: 'done' });
    await submitAll(run.id, 'csv');
    expect(await decide(run.id, 'confirm', 'paul', CONFIRMATION)).toEqual({
      answer: { outcome: 'done' },
      state: 'settled',
    });

    for (const { line } of [first, second, other]) expect(await stateOf(line.commissionId)).toBe('paid');
    expect(await moneyViolations(world.database)).toEqual([]);
    expect(await balancesOf(world.database)).toMatchObject({
      payable_due: 0,
      payable_pending: 0,
      payout_clearing: 0,
      bank: -780_000,
      commission_expense: 780_000,
    });
    const events = await world.database.event.findMany({
      where: { referralId: first.referralId },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['commission.in_run', 'commission.paid']);
    const outbox = await world.database.outboxRow.findMany({
      where: { groupKey: `referral:${second.referralId}`, kind: 'signal' },
    });
    expect(outbox.map(({ payload }) => payload)).toMatchObject([
      { signal: 'runSettled', args: { outcome: 'paid', commissionIds: [second.line.commissionId] } },
    ]);
    const mails = await world.database.outboxRow.findMany({
      where: { kind: 'mail', payload: { path: ['referralId'], equals: first.referralId } },
    });
    expect(mails.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        text: 'commission_paid',
        facts: { amountMinor: 480_000, currency: 'EUR', settledOn: '2027-02-16', reference: 'BANK-1' },
      }),
    );
  });

  it('has a bank file that is made once and whose hash is kept', async () => {
    const { run } = await preparedRun();
    await decide(run.id, 'release', 'ines');
    await submitAll(run.id, 'csv');
    const { fileText, fileHash } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(fileText?.split('\r\n')[0]).toBe('end_to_end_id,payee,account,amount,currency,remittance');
    for (const { id } of run.items) expect(fileText).toContain(`${id},`);
    expect(fileHash).toBe(
      createHash('sha256')
        .update(fileText ?? '')
        .digest('hex'),
    );
    await activities.finishSubmission({ runId: run.id, rail: 'csv' });
    await expect(
      world.database.payoutRun.update({ where: { id: run.id }, data: { fileText: 'other' } }),
    ).rejects.toThrow('made once');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
  });

  it('of the manual rail has no file', async () => {
    const { run } = await preparedRun('paul', 'manual');
    await decide(run.id, 'release', 'ines');
    await submitAll(run.id, 'manual');
    expect(await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
      state: 'submitted',
      fileText: null,
    });
    await decide(run.id, 'confirm', 'ines', CONFIRMATION);
  });

  it('answers a repeated command as the first time and pays nothing more', async () => {
    const { run } = await preparedRun();
    const release = await storedCommand(world, { runId: run.id, name: 'release', by: 'ines' });
    const args = { runId: run.id, at: PAY_DAY, command: release };
    const [one, other] = await Promise.all([activities.decideRun(args), activities.decideRun(args)]);
    expect([one.answer, other.answer]).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(
      await world.database.ledgerJournal.count({
        where: { kind: 'released', source: { in: run.items.map(({ id }) => id) } },
      }),
    ).toBe(run.items.length);
    await submitAll(run.id, 'csv');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
    expect((await decide(run.id, 'confirm', 'paul', CONFIRMATION)).answer).toMatchObject({
      code: 'not_allowed_in_state',
    });
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('before the release', () => {
  it('two people who prepare at once never take one line twice', async () => {
    await approvedLine(world);
    const runs = await Promise.all([1, 2].map(() => prepareRun(processes.api, { by: world.staff.paul })));
    const taken = runs.flatMap(({ items }) =>
      items.flatMap(({ lines }) => lines.map(({ commissionId }) => commissionId)),
    );
    expect(new Set(taken).size).toBe(taken.length);
    for (const { id } of runs) await decide(id, 'cancel', 'paul');
  });

  it('says of every other line why it is not in', async () => {
    const early = await approvedLine(world, { by: [] });
    const paused = await approvedLine(world);
    const late = await approvedLine(world);
    await world.database.partner.update({ where: { id: paused.partnerId }, data: { state: 'suspended' } });
    const run = await prepareRun(processes.api, { by: world.staff.paul, cutOff: '2027-01-14T11:00:00.000Z' });
    expect(run.items).toEqual([]);
    expect(run.excluded).toContainEqual({ commissionId: late.line.commissionId, reason: 'after_cut_off' });
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    expect(next.excluded).toEqual(
      expect.arrayContaining([
        { commissionId: early.line.commissionId, reason: 'awaiting_approval' },
        { commissionId: paused.line.commissionId, reason: 'partner_not_active' },
      ]),
    );
    await decide(next.id, 'cancel', 'paul');
    expect((await decide(run.id, 'release', 'ines')).answer).toMatchObject({ code: 'line_not_payable' });
    await world.database.partner.update({ where: { id: paused.partnerId }, data: { state: 'active' } });
  });

  it('a payee can be taken out and put back, and a cancelled run gives everything back', async () => {
    const { run, first } = await preparedRun();
    const item = run.items.find(({ partnerId }) => partnerId === first.partnerId);
    const args = { runId: run.id, itemId: item?.id ?? '', by: world.staff.paul };
    const without = await changeItem(processes.api, { change: 'exclude', ...args });
    expect(without.items.find(({ id }) => id === item?.id)).toMatchObject({
      state: 'excluded',
      excludedReason: 'wrong account',
    });
    expect(await stateOf(first.line.commissionId)).toBe('approved');
    await changeItem(processes.api, { change: 'include', ...args });
    expect(await stateOf(first.line.commissionId)).toBe('in_run');
    expect((await decide(run.id, 'cancel', 'paul')).state).toBe('cancelled');
    expect(await stateOf(first.line.commissionId)).toBe('approved');
  });

  it('a line in a run can be neither approved again nor rejected', async () => {
    const { run, first } = await preparedRun();
    const { answer } = await commissionActivities(world).decideLine({
      referralId: first.referralId,
      at: PAY_DAY,
      command: {
        commandId: 'cmd_late',
        name: 'rejectCommission',
        actor: { kind: 'user', id: world.staff.ines },
        source: 'api',
        payload: { commissionId: first.line.commissionId, contentHash: first.line.contentHash, reasonCode: 'mistake' },
      },
    });
    expect(answer).toMatchObject({ code: 'not_allowed_in_state' });
    await decide(run.id, 'cancel', 'paul');
  });
});

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
    const runs = createPayoutRuns(processes.worker);
    const forgetful = inActivityContext(
      createPayoutRunActivities({
        runs: {
          ...runs,
          decide: (args) =>
            runs.decide({ ...args, decide: (one, who) => args.decide({ ...one, preparedBy: '' }, who) }),
        },
        rails: createBuiltInRails(processes.worker),
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
    const rails = createBuiltInRails(processes.worker);
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
    for (const itemId of await activities.itemsToSubmit({ runId: run.id })) {
      await expect(lossy.submitItem({ itemId, attempt: 1, at: PAY_DAY })).rejects.toThrow();
      expect(await lossy.lookUpItem({ itemId })).toBe('submitted');
    }
    expect(sent).toBe(run.items.length);
    await activities.finishSubmission({ runId: run.id, rail: 'csv' });
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is done by one of two attempts; a later one takes the place of an earlier one only', async () => {
    const { run } = await preparedRun();
    await decide(run.id, 'release', 'ines');
    const [itemId = ''] = await activities.itemsToSubmit({ runId: run.id });
    await world.database.railIntent.create({
      data: { itemId, rail: 'csv', takenBy: `${itemId}#2`, takenAt: new Date(PAY_DAY) },
    });
    await expect(activities.submitItem({ itemId, attempt: 1, at: PAY_DAY })).rejects.toThrow('busy');
    expect(await activities.lookUpItem({ itemId })).toBe('unknown');
    await activities.submitItem({ itemId, attempt: 3, at: PAY_DAY });
    expect(await activities.lookUpItem({ itemId })).toBe('submitted');
    await submitAll(run.id, 'csv');
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
  });
});
