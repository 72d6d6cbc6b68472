import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  AFTER_HOLD,
  commissionActivities,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import {
  keptStatement,
  moneyViolations,
  PAY_DAY,
  prepareRun,
  runActivities,
  type Processes,
} from '../support/payoutRuns.ts';
import { bankLine } from '../support/statementLines.ts';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';

/** From 5,000.00 EUR on two people approve. A line of 10 % of 40,000.00 is below, two of them are above. */
const HALF = 4_000_000;

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const rowOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });
const decided = async (line: { referralId: string; commissionId: string }, by: StaffName, name: Verdict) => {
  const { contentHash } = await rowOf(line.commissionId);
  const payload = { commissionId: line.commissionId, contentHash, reasonCode: 'not_eligible' };
  const actor = { kind: 'user' as const, id: world.staff[by] };
  const command = { commandId: newId('command'), name, actor, source: 'api' as const, payload };
  return commissionActivities(world).decideLine({ referralId: line.referralId, at: AFTER_HOLD, command });
};
type Verdict = 'approveCommission' | 'rejectCommission' | 'freeze' | 'unfreeze';
const approve = async (line: { referralId: string; commissionId: string }, by: StaffName) =>
  (await decided(line, by, 'approveCommission')).line;

/** One more line for this deal, of a referral of its own; its hold is over. */
async function lineFor(deal: { dealId: string; partnerId?: string; amount?: number; currency?: string }) {
  const { dealId, partnerId, amount = HALF, currency = 'EUR' } = deal;
  const won = await world.wonReferral(partnerId === undefined ? {} : { partnerId });
  const { referralId } = won;
  const base = dealOf(world, amount, dealId);
  const inCurrency = { ...base, amount: { amount, currency }, firstYearNet: { amount, currency } };
  const activities = commissionActivities(world);
  const [line] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: inCurrency });
  if (line === undefined) throw new Error('nothing accrued');
  await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD });
  return { ...won, ...line };
}

let deals = 0;
const newDeal = (): string => `D-sum-${String((deals += 1))}`;

type RunPayload = RunCommand['payload'];
async function run(by: StaffName, runId: string, name: RunCommand['name'], payload: RunPayload = {}) {
  const actor = { kind: 'user' as const, id: world.staff[by] };
  const command = { commandId: newId('command'), name, actor, payload };
  return (await runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command })).answer;
}

/** A run of all that can be paid is on its way; `say`: the bank says something about the item of this line. */
async function payOut({ commissionId }: { commissionId: string }) {
  const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul, rail: 'manual' });
  expect(await run('viktor', runId, 'release')).toEqual({ outcome: 'done' });
  const { itemsToSubmit, submitItems, finishSubmission } = runActivities(processes.worker);
  await submitItems({ itemIds: await itemsToSubmit({ runId, limit: 100 }), attempt: 1, at: PAY_DAY });
  await finishSubmission({ runId, rail: 'manual' });
  const { item } = await world.database.payoutItemLine.findFirstOrThrow({
    where: { commissionId, open: true },
    include: { item: true },
  });
  const say = async (said: Partial<StatementLine>) => {
    const lines = [bankLine(item.id, Number(item.amountMinor), said)];
    const statementId = await keptStatement(processes.api, { runId, lines, by: world.staff.paul });
    expect(await run('paul', runId, 'statement', { statementId })).toEqual({ outcome: 'done' });
  };
  return { say };
}

describe('the approvals of a line count by the sum of what its payee is owed for the deal', () => {
  it('also where a later line takes the sum over the threshold: what was approved by one waits for a second', async () => {
    const dealId = newDeal();
    const first = await lineFor({ dealId });
    expect(await approve(first, 'ines')).toMatchObject({ state: 'approved', approvalsRequired: 1 });
    const second = await lineFor({ dealId: ` ${dealId.toLowerCase()}`, partnerId: first.partnerId });
    expect(second).toMatchObject({ approvalsRequired: 2 });
    expect(await rowOf(first.commissionId)).toMatchObject({ state: 'awaiting_approval', approvalsRequired: 2 });
    // The approval that was given is of the same content, and stays.
    expect(await approve(first, 'viktor')).toMatchObject({ state: 'approved', approvals: 2 });
    expect(await approve(second, 'ines')).toMatchObject({ state: 'awaiting_approval' });
    expect(await approve(second, 'viktor')).toMatchObject({ state: 'approved' });
  });

  it('and the story of the line that was raised is told to look', async () => {
    const dealId = newDeal();
    const first = await lineFor({ dealId });
    await approve(first, 'ines');
    await lineFor({ dealId, partnerId: first.partnerId });
    const signals = await world.database.outboxRow.findMany({
      where: { kind: 'signal', groupKey: `referral:${first.referralId}` },
    });
    expect(signals.map(({ payload }) => payload)).toMatchObject([{ signal: 'recheck' }]);
    const events = await world.database.event.findMany({
      where: { referralId: first.referralId },
      orderBy: { seq: 'asc' },
    });
    expect(events.at(-1)).toMatchObject({ type: 'commission.awaiting_approval' });
  });

  it('and neither those of another partner, another currency, another deal, nor what was rejected', async () => {
    const dealId = newDeal();
    const rejected = await lineFor({ dealId });
    const { partnerId } = rejected;
    await decided(rejected, 'ines', 'rejectCommission');
    expect(await lineFor({ dealId, partnerId })).toMatchObject({ approvalsRequired: 1 });
    expect(await lineFor({ dealId })).toMatchObject({ approvalsRequired: 1 });
    expect(await lineFor({ dealId: newDeal(), partnerId })).toMatchObject({ approvalsRequired: 1 });
    expect(await lineFor({ dealId, partnerId, currency: 'SEK' })).toMatchObject({ approvalsRequired: null });
  });

  it('once asked for, a second approval stays asked for when another line is rejected', async () => {
    const dealId = newDeal();
    const first = await lineFor({ dealId });
    const second = await lineFor({ dealId, partnerId: first.partnerId });
    await decided(second, 'ines', 'rejectCommission');
    expect(await approve(first, 'ines')).toMatchObject({ state: 'awaiting_approval', approvalsRequired: 2 });
  });

  it('a line in a prepared run drops out at the release, and one that was released is not stopped', async () => {
    const dealId = newDeal();
    const first = await lineFor({ dealId });
    await approve(first, 'ines');
    const prepared = await prepareRun(processes.api, { by: world.staff.paul });
    const second = await lineFor({ dealId, partnerId: first.partnerId });
    expect(await run('viktor', prepared.id, 'release')).toEqual({ outcome: 'done' });
    expect(await rowOf(first.commissionId)).toMatchObject({ state: 'awaiting_approval' });
    const { excluded } = await world.database.payoutRun.findUniqueOrThrow({ where: { id: prepared.id } });
    expect(excluded).toContainEqual({ commissionId: first.commissionId, reason: 'approvals_missing' });

    for (const line of [first, second]) for (const who of ['ines', 'viktor'] as const) await approve(line, who);
    const next = await prepareRun(processes.api, { by: world.staff.paul });
    expect(await run('viktor', next.id, 'release')).toEqual({ outcome: 'done' });
    await lineFor({ dealId, partnerId: first.partnerId });
    expect(await rowOf(first.commissionId)).toMatchObject({ state: 'in_run', approvalsRequired: 2 });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it.each(['on its way', 'paid'])(
    'a line that was %s comes back: it alone waits for the second person',
    async (when) => {
      const dealId = newDeal();
      const first = await lineFor({ dealId });
      await approve(first, 'ines');
      const { say } = await payOut(first);
      if (when === 'paid') await say({ movement: 'paid' });
      await lineFor({ dealId, partnerId: first.partnerId });
      expect(await rowOf(first.commissionId)).toMatchObject({ approvalsRequired: 1 });
      await say({ movement: 'returned', reasonCode: 'AC04' });
      expect(await rowOf(first.commissionId)).toMatchObject({
        ...{ state: 'returned', approvalsRequired: 2 },
        ...{ approveMetAt: null, approveFrom: new Date(PAY_DAY) },
      });

      const other = await lineFor({ dealId: newDeal() });
      await approve(other, 'ines');
      const next = await prepareRun(processes.api, { by: world.staff.paul });
      expect(next.excluded).toContainEqual({ commissionId: first.commissionId, reason: 'approvals_missing' });
      expect(await rowOf(other.commissionId)).toMatchObject({ state: 'in_run' });

      expect((await decided(first, 'paul', 'freeze')).answer).toEqual({ outcome: 'done' });
      expect((await decided(first, 'viktor', 'unfreeze')).line).toMatchObject({ state: 'awaiting_approval' });
      expect(await approve(first, 'viktor')).toMatchObject({ state: 'approved', approvals: 2 });
      const last = await prepareRun(processes.api, { by: world.staff.paul });
      expect(last.excluded.map(({ commissionId }) => commissionId)).not.toContain(first.commissionId);
      expect(await rowOf(first.commissionId)).toMatchObject({ state: 'in_run' });
      expect(await moneyViolations(world.database)).toEqual([]);
    },
  );
});

describe('the database alone', () => {
  it('lets nothing be approved or released that lacks the approvals of the sum, whatever the row says', async () => {
    const dealId = newDeal();
    const first = await lineFor({ dealId });
    await approve(first, 'ines');
    const prepared = await prepareRun(processes.api, { by: world.staff.paul });
    const second = await lineFor({ dealId, partnerId: first.partnerId });
    const sql = (text: string, ...values: unknown[]) => world.database.$executeRawUnsafe(text, ...values);
    await expect(
      sql(`UPDATE payout_runs SET state = 'released', released_by = $2 WHERE id = $1`, prepared.id, world.staff.viktor),
    ).rejects.toThrow('FL002');
    await approve(second, 'ines');
    await expect(
      sql(`UPDATE commissions SET approvals_required = 1, state = 'approved' WHERE id = $1`, second.commissionId),
    ).rejects.toThrow('FL002');
  });
});
