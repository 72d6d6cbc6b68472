import { expect } from '@jest/globals';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import type { Policy } from '../../domain/policy.ts';
import { newId } from '../../adapters/ids.ts';
import { AFTER_HOLD, approvedLine, commissionActivities, dealOf, type MoneyWorld } from './moneyWorld.ts';
import { keptStatement, PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from './payoutRuns.ts';
import { recordRefund } from './refunds.ts';

export type Line = { commissionId: string; referralId: string; dealId: string };

/** What happens to the money of one partner, through API and worker with their own rights. */
export type PartnerMoney = ReturnType<typeof moneyOfPartner>;

type Setting = { world: MoneyWorld; processes: Processes; policy?: Partial<Policy> };

export function moneyOfPartner({ world, processes, policy = {} }: Setting) {
  let partnerId: string | undefined;
  const activities = runActivities(processes.worker);

  /** An approved line of a tenth of the amount, of a deal of its own. */
  async function line(amount = 4_800_000): Promise<Line> {
    const dealId = newId('refund');
    const won = await approvedLine(world, {
      amount,
      dealId,
      policy,
      ...(partnerId === undefined ? {} : { partnerId }),
    });
    ({ partnerId } = won);
    const { referralId } = won;
    await world.database.referral.update({ where: { id: referralId }, data: { deal: dealOf(world, amount, dealId) } });
    return { commissionId: won.line.commissionId, referralId, dealId };
  }

  const decide = async (runId: string, name: 'release' | 'confirm' | 'statement' | 'cancel', payload = {}) =>
    activities.decideRun({
      runId,
      at: PAY_DAY,
      command: await storedCommand(world, { runId, name, by: name === 'release' ? 'viktor' : 'paul', payload }),
    });
  const prepare = () => prepareRun(processes.api, { by: world.staff.paul });
  const confirm = (runId: string) => decide(runId, 'confirm', { reference: 'BANK-1', settledOn: '2027-02-15' });

  async function release(runId: string) {
    expect((await decide(runId, 'release')).answer).toEqual({ outcome: 'done' });
    const itemIds = await activities.itemsToSubmit({ runId, limit: 100 });
    await activities.submitItems({ itemIds, attempt: 1, at: PAY_DAY });
    return activities.finishSubmission({ runId, rail: 'csv' });
  }

  async function payOut(): Promise<void> {
    const { id } = await prepare();
    await release(id);
    await confirm(id);
  }

  async function hearBank(runId: string, lines: StatementLine[]): Promise<void> {
    await decide(runId, 'statement', {
      statementId: await keptStatement(processes.api, { runId, lines, by: world.staff.paul }),
    });
  }

  const lookForRefunds = ({ referralId, dealId }: Line) =>
    commissionActivities({ database: processes.worker }).clawBack({ referralId, dealId, at: AFTER_HOLD });

  async function refund(refunded: Line, amountMinor: bigint): Promise<void> {
    const { dealId } = refunded;
    await recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(AFTER_HOLD) });
    await lookForRefunds(refunded);
  }

  /** A line of 4,800.00 that was paid, and of whose deal so much was refunded since. */
  async function refundedLine(amountMinor: bigint): Promise<Line> {
    const paid = await line();
    await payOut();
    await refund(paid, amountMinor);
    return paid;
  }

  return {
    ...{ line, decide, prepare, release, confirm, payOut, hearBank, refund, lookForRefunds, refundedLine },
    ...readings(world, () => partnerId),
  };
}

/** What has become of it. */
function readings(world: MoneyWorld, ownId: () => string | undefined) {
  const itemOf = (runId: string) =>
    world.database.payoutItem.findFirstOrThrow({ where: { runId, partnerId: ownId() ?? '' } });
  const stateOf = async ({ commissionId }: Line) =>
    (await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } })).state;

  /** Debits less credits of an account of the partner, in minor units. */
  async function balanceOf(kind: 'payable_due' | 'partner_receivable'): Promise<number> {
    const [row] = await world.database.$queryRaw<{ balance: bigint | null }[]>`
      SELECT sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance FROM ledger_entries e
      JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${ownId()} AND a.kind = ${kind}`;
    return Number(row?.balance ?? 0n);
  }

  async function mailsOf({ referralId }: Line): Promise<unknown[]> {
    const payload = { path: ['referralId'], equals: referralId };
    const rows = await world.database.outboxRow.findMany({ where: { kind: 'mail', payload } });
    return rows.map((row) => row.payload);
  }

  return { itemOf, stateOf, balanceOf, mailsOf };
}
