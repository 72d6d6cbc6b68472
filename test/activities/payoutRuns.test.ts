import { describe, expect, it } from '@jest/globals';
import { approvedLine, commissionActivities, type MoneyWorld } from '../support/moneyWorld.ts';
import { testVault } from '../support/payees.ts';
import type { runActivities } from '../support/payoutRuns.ts';
import {
  bankFileOf,
  balancesOf,
  changeItem,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';
import { payoutRunTests } from '../support/payoutRunTests.ts';

let world: MoneyWorld;
let processes: Processes;
let activities: ReturnType<typeof runActivities>;
const { decide, stateOf, preparedRun, submitAll } = payoutRunTests((opened) => {
  ({ world, processes, activities } = opened);
});
const CONFIRMATION = { reference: 'BANK-1', settledOn: '2027-02-15' };

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
        facts: { amountMinor: 480_000, currency: 'EUR', settledOn: '2027-02-15', reference: 'BANK-1' },
      }),
    );
  });

  it('has a bank file that is made once and whose hash is kept', async () => {
    const { run } = await preparedRun();
    await decide(run.id, 'release', 'ines');
    await submitAll(run.id, 'csv');
    const text = (await bankFileOf(world.database, run.id)) ?? '';
    const { fileHash } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(text.split('\r\n')[0]).toBe('end_to_end_id,payee,account,amount,currency,remittance');
    for (const { id } of run.items) expect(text).toContain(`${id},`);
    expect(fileHash).toBe(testVault.digestOf(text));
    await activities.finishSubmission({ runId: run.id, rail: 'csv' });
    for (const data of [{ fileSealed: Buffer.from('other') }, { fileKeyId: 'other' }, { fileHash: 'other' }]) {
      await expect(world.database.payoutRun.update({ where: { id: run.id }, data })).rejects.toThrow('made once');
    }
    await decide(run.id, 'confirm', 'paul', CONFIRMATION);
  });

  it('of the manual rail has no file', async () => {
    const { run } = await preparedRun('paul', 'manual');
    await decide(run.id, 'release', 'ines');
    await submitAll(run.id, 'manual');
    expect(await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
      state: 'submitted',
      fileSealed: null,
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
