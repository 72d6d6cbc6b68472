import { afterEach, describe, expect, it } from '@jest/globals';
import { followCase } from '../../adapters/database/caseFreezes.ts';
import { createStatements } from '../../adapters/database/statements.ts';
import { newId } from '../../adapters/ids.ts';
import type { RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import { shortIdOf, type StatementLine } from '../../domain/commission/statementLine.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import {
  balancesOf,
  keptStatement,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  type Processes,
} from '../support/payoutRuns.ts';
import { payoutRunTests } from '../support/payoutRunTests.ts';
import { bankLine } from '../support/statementLines.ts';

let world: MoneyWorld;
let processes: Processes;
const { decide, stateOf, submitAll } = payoutRunTests((opened) => {
  ({ world, processes } = opened);
});
/** What a test leaves behind is paid, so that the next one finds its own lines only. */
afterEach(async () => {
  const { id, items } = await prepareRun(processes.api, { by: world.staff.paul });
  if (items.length === 0) await decide(id, 'cancel', 'paul');
  else {
    await releaseAll(id);
    await decide(id, 'confirm', 'paul', { reference: 'B', settledOn: '2027-02-15' });
  }
  expect(await moneyViolations(world.database)).toEqual([]);
});

async function releaseAll(runId: string): Promise<void> {
  await decide(runId, 'release', 'ines');
  await submitAll(runId);
}

/** With the bank: two payees, one line each. */
async function submittedRun() {
  const lines = [await approvedLine(world), await approvedLine(world, { amount: 1_000_000 })];
  const run = await prepareRun(processes.api, { by: world.staff.paul });
  await releaseAll(run.id);
  const [first, second] = lines.map(({ partnerId, referralId, line }) => {
    const item = run.items.find((one) => one.partnerId === partnerId);
    if (item === undefined) throw new Error('not in the run');
    return { referralId, commissionId: line.commissionId, item };
  });
  if (first === undefined || second === undefined) throw new Error('two were wanted');
  return { run, first, second };
}

type Item = RunRecord['items'][number];
const paid = ({ id, amount }: Item, change: Partial<StatementLine> = {}) => bankLine(id, amount.amount, change);
const returned = (item: Item, change: Partial<StatementLine> = {}) =>
  paid(item, { movement: 'returned', reasonCode: 'AC04', bookedOn: '2027-02-18', ...change });

async function state(runId: string, lines: StatementLine[]) {
  const numbered = lines.map((line, index) => ({ ...line, position: index + 1 }));
  const statementId = await keptStatement(processes.api, { runId, lines: numbered, by: world.staff.paul });
  const decided = await decide(runId, 'statement', 'paul', { statementId });
  const kept = (await createStatements(processes.api).list(runId)).find(({ id }) => id === statementId);
  return { ...decided, kinds: kept?.findings?.map(({ kind }) => kind), statementId };
}

describe('a statement', () => {
  it('settles item by item, and the run with the last of them', async () => {
    const { run, first, second } = await submittedRun();
    expect(await state(run.id, [paid(first.item)])).toMatchObject({
      answer: { outcome: 'done' },
      state: 'submitted',
      kinds: ['settled'],
    });
    expect([await stateOf(first.commissionId), await stateOf(second.commissionId)]).toEqual(['paid', 'in_run']);
    expect(await state(run.id, [paid(second.item, { bookedOn: '2027-02-17' })])).toMatchObject({ state: 'settled' });
    const { settledOn } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: run.id } });
    expect(settledOn?.toISOString()).toBe('2027-02-17T00:00:00.000Z');
    const signals = await world.database.outboxRow.findMany({
      where: { groupKey: `referral:${first.referralId}`, kind: 'signal' },
    });
    expect(signals.map(({ payload }) => payload)).toMatchObject([{ args: { eventId: `settled:${first.item.id}` } }]);
  });

  it('of a return makes the amount due again, tells the partner, and the next run pays it', async () => {
    const { run, first, second } = await submittedRun();
    const before = await balancesOf(world.database);
    await state(run.id, [paid(first.item), paid(second.item)]);
    expect(await state(run.id, [returned(first.item)])).toMatchObject({
      state: 'partly_returned',
      kinds: ['returned'],
    });
    expect([await stateOf(first.commissionId), await stateOf(second.commissionId)]).toEqual(['returned', 'paid']);
    const after = await balancesOf(world.database);
    expect((after['payable_due'] ?? 0) - (before['payable_due'] ?? 0)).toBe(-480_000);
    expect(after['payout_clearing']).toBe(0);

    const mails = await world.database.outboxRow.findMany({
      where: { kind: 'mail', payload: { path: ['referralId'], equals: first.referralId } },
    });
    expect(mails.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        text: 'commission_returned',
        facts: { amountMinor: 480_000, currency: 'EUR', returnedOn: '2027-02-18', reasonCode: 'AC04' },
      }),
    );
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    expect(next.items.map(({ lines }) => lines.map(({ commissionId }) => commissionId))).toEqual([
      [first.commissionId],
    ]);
    await releaseAll(next.id);
    const [again] = next.items;
    if (again === undefined) throw new Error('not in the next run');
    expect(await state(next.id, [paid(again)])).toMatchObject({ state: 'settled' });
    expect(await stateOf(first.commissionId)).toBe('paid');
    expect((await balancesOf(world.database))['payable_due']).toBe(before['payable_due']);
  });

  it('of a return stops what is contested by then, until that is decided', async () => {
    const { run, first, second } = await submittedRun();
    const { referralId, item } = first;
    const contested = { referralId, caseId: newId('case'), kind: 'commission', at: PAY_DAY } as const;
    await world.database
      .$executeRaw`INSERT INTO cases(id, number, referral_id, program_id, partner_id, kind, opened_by, opened_at, state, story)
      VALUES (${contested.caseId}, ${contested.caseId}, ${referralId}, ${world.programId}, ${item.partnerId}, 'commission', '{}', ${PAY_DAY}::timestamptz, 'open', '{}')`;
    expect(await followCase(processes.worker, { ...contested, undecided: true })).toBe(false);
    await state(run.id, [returned(item), paid(second.item)]);
    const row = () => world.database.commission.findUniqueOrThrow({ where: { id: first.commissionId } });
    expect(await row()).toMatchObject({ state: 'frozen', frozenFor: [contested.caseId], frozenAt: new Date(PAY_DAY) });
    const events = await world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['commission.returned', 'commission.frozen']);
    await followCase(processes.worker, { ...contested, undecided: false });
    expect(await row()).toMatchObject({ state: 'approved', frozenFor: [] });
  });

  it('the bank refused to carry out leaves its account untouched', async () => {
    const { run, first, second } = await submittedRun();
    const bank = (await balancesOf(world.database))['bank'] ?? 0;
    expect(await state(run.id, [returned(first.item), paid(second.item)])).toMatchObject({ state: 'partly_returned' });
    expect(((await balancesOf(world.database))['bank'] ?? 0) - bank).toBe(-second.item.amount.amount);
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    expect(next.items).toHaveLength(1);
    await decide(next.id, 'cancel', 'paul');
    expect(await stateOf(first.commissionId)).toBe('approved');
  });

  it('the same twice, or the same movement in a second file, changes nothing', async () => {
    const { run, first, second } = await submittedRun();
    const lines = [paid(first.item), returned(first.item), paid(second.item)];
    const once = await state(run.id, lines);
    const journals = await world.database.ledgerJournal.count();
    const twice = await state(run.id, lines);
    expect(twice.statementId).toBe(once.statementId);
    expect(await state(run.id, [...lines].reverse())).toMatchObject({ kinds: ['known', 'known', 'known'] });
    expect(await world.database.ledgerJournal.count()).toBe(journals);
  });

  it('of ACH with returns of several runs is of another run where it names an item there, and nothing that nobody explains', async () => {
    const one = await submittedRun();
    const other = await submittedRun();
    const lines = [one, other].map(({ first: { item } }) => returned(item, { endToEndId: shortIdOf(item.id) }));
    expect(await state(one.run.id, lines)).toMatchObject({ kinds: ['returned', 'other_run'] });
    expect(await state(other.run.id, lines)).toMatchObject({ kinds: ['other_run', 'returned'] });
    for (const { run, second } of [one, other])
      expect(await state(run.id, [paid(second.item)])).toMatchObject({ state: 'partly_returned' });
  });

  it('keeps every line, also of what it cannot place', async () => {
    const { run, first, second } = await submittedRun();
    const { kinds, state: after } = await state(run.id, [
      paid(first.item, { endToEndId: null, text: 'rent' }),
      paid(first.item, { amount: { amount: 1, currency: 'EUR' } }),
      paid(second.item),
    ]);
    expect([kinds, after]).toEqual([['unmatched', 'amount_differs', 'settled'], 'submitted']);
    expect(await decide(run.id, 'confirm', 'paul', { reference: 'B', settledOn: '2027-02-15' })).toMatchObject({
      state: 'settled',
    });
  });

  it('is refused to others than finance, before the release, and when it belongs to another run', async () => {
    const { run, first } = await submittedRun();
    const lines = [paid(first.item)];
    const statementId = await keptStatement(processes.api, { runId: run.id, lines, by: world.staff.paul });
    expect((await decide(run.id, 'statement', 'abel', { statementId })).answer).toMatchObject({ code: 'forbidden' });
    expect((await decide(run.id, 'statement', 'paul', {})).answer).toMatchObject({ code: 'not_found' });
    await approvedLine(world);
    const other = await prepareRun(processes.api, { by: world.staff.paul });
    expect((await decide(other.id, 'statement', 'paul', { statementId })).answer).toMatchObject({ code: 'not_found' });
    const early = await keptStatement(processes.api, { runId: other.id, lines, by: world.staff.paul });
    expect((await decide(other.id, 'statement', 'paul', { statementId: early })).answer).toMatchObject({
      code: 'not_allowed_in_state',
    });
    await decide(other.id, 'cancel', 'paul');
  });
});

describe('the database alone', () => {
  it('lets no line out of an item whose money did not come back, and no item be paid twice', async () => {
    const { run, first, second } = await submittedRun();
    await state(run.id, [paid(first.item), returned(second.item)]);
    const { database } = world;
    await expect(
      database.payoutItemLine.updateMany({ where: { itemId: first.item.id }, data: { open: false } }),
    ).rejects.toThrow('is released');
    await expect(
      database.payoutItemLine.updateMany({ where: { itemId: second.item.id }, data: { open: true } }),
    ).rejects.toThrow('is released');
    await expect(
      database.commission.update({ where: { id: first.commissionId }, data: { state: 'returned' } }),
    ).rejects.toThrow('did not come back');
    await expect(
      database.payoutItem.update({ where: { id: second.item.id }, data: { state: 'paid' } }),
    ).rejects.toThrow('cannot go from returned to paid');
  });

  it('keeps a statement and its findings as they are', async () => {
    const { run, first } = await submittedRun();
    const { statementId } = await state(run.id, [paid(first.item)]);
    const where = { id: statementId };
    await expect(world.database.payoutStatement.update({ where, data: { findings: [] } })).rejects.toThrow();
    await expect(world.database.payoutStatement.update({ where, data: { lines: [] } })).rejects.toThrow();
    await expect(world.database.payoutStatement.delete({ where })).rejects.toThrow('append-only');
    await expect(processes.worker.payoutStatement.update({ where, data: { fileName: 'x' } })).rejects.toThrow();
  });
});
