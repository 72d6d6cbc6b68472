import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { clawbackOf } from '../../domain/commission/clawback.ts';
import { AFTER_HOLD, approvedLine, dealOf, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { prepareRun, type Processes } from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);
async function refunded(amountMinor: bigint) {
  const dealId = newId('refund');
  const approved = await approvedLine(world, { dealId });
  await world.database.referral.update({
    where: { id: approved.referralId },
    data: { deal: dealOf(world, 4_800_000, dealId) },
  });
  if (amountMinor > 0n)
    await recordRefund(processes.api, { dealId, amountMinor, by: world.staff.paul, at: new Date(AFTER_HOLD) });
  return { ...approved, dealId };
}
const insert = (dealId: string, amountMinor: bigint, currency = 'EUR') =>
  run(
    `INSERT INTO deal_refunds(id, deal_id, external_id, amount_minor, currency, refunded_on, recorded_by, recorded_at)
     VALUES ($1, $2, $1, $3, $4, '2027-01-02', 'usr_1', now())`,
    newId('refund'),
    dealId,
    amountMinor,
    currency,
  );
/** Takes back by hand what the story would; the state follows from how much it is. */
const take = (commissionId: string, before: bigint, after = 0n, state = 'awaiting_approval') =>
  run(
    `UPDATE commissions SET state = $4, clawed_before_minor = $2, clawed_after_minor = $3,
      content_hash = sha256_hex(commission_content(amount_minor - $2, currency, payee_fingerprint, plan_version_id)) WHERE id = $1`,
    commissionId,
    before,
    after,
    state,
  );

describe('refunds', () => {
  it('are of a deal that was won, in its currency, and never more than it was worth, also two at once', async () => {
    const { dealId } = await refunded(0n);
    await expect(insert('D-unknown', 1n)).rejects.toThrow('cannot be refunded');
    await expect(insert(dealId, 1n, 'USD')).rejects.toThrow('cannot be refunded');
    await expect(insert(dealId, 4_800_001n)).rejects.toThrow('cannot be refunded');
    const both = await Promise.allSettled([insert(dealId, 3_000_000n), insert(dealId, 3_000_000n)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('stay as they were recorded, and are recorded by the API alone', async () => {
    await refunded(1n);
    await expect(run('UPDATE deal_refunds SET amount_minor = 2')).rejects.toThrow('append-only');
    await expect(run('DELETE FROM deal_refunds')).rejects.toThrow('append-only');
    await expect(run('TRUNCATE deal_refunds')).rejects.toThrow('append-only');
    await expect(
      processes.worker.$executeRawUnsafe('INSERT INTO deal_refunds SELECT * FROM deal_refunds'),
    ).rejects.toThrow('permission denied');
  });
});

describe('what is taken back of a line', () => {
  it('is never more than the refunds of its deal allow, and only grows', async () => {
    const { line } = await refunded(1_200_000n);
    await expect(take(line.commissionId, 120_001n)).rejects.toThrow('no refund or adjustment takes so much');
    await expect(take(line.commissionId, 120_000n)).resolves.toBe(1);
    await expect(take(line.commissionId, 119_999n)).rejects.toThrow('only grows');
  });

  it('without a refund is nothing', async () => {
    const { line } = await refunded(0n);
    await expect(take(line.commissionId, 1n)).rejects.toThrow('no refund or adjustment takes so much');
  });

  it('before the payment is off the line, and the approval of the old content does not count any more', async () => {
    const { line } = await refunded(1_200_000n);
    await expect(take(line.commissionId, 120_000n, 0n, 'approved')).rejects.toThrow('lacks its hold or its approvals');
    await expect(take(line.commissionId, 0n, 120_000n)).rejects.toThrow('has left for the partner, or has come back');
  });

  it('once its run is released is owed back instead', async () => {
    const { line } = await refunded(1_200_000n);
    const { id } = await prepareRun(processes.api, { by: world.staff.paul });
    await run(`UPDATE payout_runs SET state = 'released', released_by = $2 WHERE id = $1`, id, world.staff.ines);
    await expect(take(line.commissionId, 120_000n, 0n, 'in_run')).rejects.toThrow(
      'has left for the partner, or has come back',
    );
    await expect(take(line.commissionId, 0n, 120_000n, 'in_run')).resolves.toBe(1);
  });

  it('is all of it where the line is called so, and only there', async () => {
    const { line } = await refunded(4_800_000n);
    await expect(take(line.commissionId, 479_999n, 0n, 'clawed_back')).rejects.toThrow('taken back when all of it is');
    await expect(take(line.commissionId, 480_000n)).rejects.toThrow('taken back when all of it is');
    await expect(take(line.commissionId, 480_000n, 0n, 'clawed_back')).resolves.toBe(1);
  });

  it('is computed by the database as by the code', async () => {
    const amounts = [0n, 1n, 2n, 3n, 7n, 999n, 1_000n, 480_000n, 4_800_000n, 9_007_199_254_740_991n];
    const cases = ['deal_percent', 'spiff'].flatMap((kind) =>
      amounts.flatMap((earned) =>
        amounts.flatMap((refund) => amounts.map((deal) => ({ kind, earned, refunded: refund, deal }))),
      ),
    );
    const rows = await world.database.$queryRawUnsafe<{ taken: bigint }[]>(
      `SELECT clawback_of(kind, earned, refunded::numeric, deal) AS taken FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
        WITH ORDINALITY AS t(earned, refunded, deal, kind, place) ORDER BY place`,
      cases.map(({ earned }) => earned.toString()),
      cases.map((one) => one.refunded.toString()),
      cases.map(({ deal }) => deal.toString()),
      cases.map(({ kind }) => kind),
    );
    expect(rows.map(({ taken }) => taken)).toEqual(cases.map((one) => clawbackOf(one)));
  });
});
