import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { contentText } from '../../domain/commission/content.ts';
import { COMMISSION_STATES, COMMISSION_TRANSITIONS } from '../../domain/commission/states.ts';
import { money } from '../../domain/money.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { prepareRun, type Processes } from '../support/payoutRuns.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);

async function heldLine(amount = 4_800_000) {
  const { referralId, partnerId } = await world.wonReferral();
  const activities = commissionActivities(world);
  const [line] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, amount) });
  if (line === undefined) throw new Error('nothing accrued');
  await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD });
  return { ...line, referralId, partnerId };
}

const approve = (commissionId: string, who: StaffName, contentHash: string) =>
  run(
    `INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at) VALUES ($1, $2, $3, 'cmd', now())`,
    commissionId,
    world.staff[who],
    contentHash,
  );

describe('four eyes, in the database alone', () => {
  it.each([
    { who: 'paul' as const, why: 'no approver' },
    { who: 'greta' as const, why: 'closed the deal' },
    { who: 'olga' as const, why: 'drafted the plan' },
  ])('refuses an approval by $who: $why', async ({ who }) => {
    const line = await heldLine();
    await expect(approve(line.commissionId, who, line.contentHash)).rejects.toThrow('FL002');
  });

  it('refuses a second approval by the same person, and one of another content', async () => {
    const line = await heldLine();
    await approve(line.commissionId, 'ines', line.contentHash);
    await expect(approve(line.commissionId, 'ines', line.contentHash)).rejects.toThrow('23505');
    await expect(approve(line.commissionId, 'viktor', 'f'.repeat(64))).rejects.toThrow('another content');
  });

  it('refuses one by somebody who has left', async () => {
    const line = await heldLine();
    await world.database.user.update({ where: { id: world.staff.clara }, data: { active: false } });
    await expect(approve(line.commissionId, 'clara', line.contentHash)).rejects.toThrow('FL002');
    await world.database.user.update({ where: { id: world.staff.clara }, data: { active: true } });
  });

  it('refuses the state approved without enough approvals, and keeps approvals for good', async () => {
    const line = await heldLine(6_000_000);
    const toApproved = () => run(`UPDATE commissions SET state = 'approved' WHERE id = $1`, line.commissionId);
    await expect(toApproved()).rejects.toThrow('lacks its hold or its approvals');
    await approve(line.commissionId, 'ines', line.contentHash);
    await expect(toApproved()).rejects.toThrow('lacks its hold or its approvals');
    await approve(line.commissionId, 'viktor', line.contentHash);
    await expect(toApproved()).resolves.toBe(1);
    await expect(run('DELETE FROM commission_approvals')).rejects.toThrow('append-only');
    await expect(run('DELETE FROM commission_exclusions')).rejects.toThrow('append-only');
  });

  it('lets no approval survive a change of what it approved', async () => {
    const { line } = await approvedLine(world);
    await expect(
      run('UPDATE commissions SET amount_minor = amount_minor + 1 WHERE id = $1', line.commissionId),
    ).rejects.toThrow('not that of its content');
    const rehashed = `UPDATE commissions SET amount_minor = amount_minor + 1,
      content_hash = sha256_hex(commission_content(amount_minor + 1, currency, payee_fingerprint, plan_version_id)) WHERE id = $1`;
    await expect(run(rehashed, line.commissionId)).rejects.toThrow('belongs to its deal');
    const elsewhere = `UPDATE commissions SET payee_fingerprint = 'f',
      content_hash = sha256_hex(commission_content(amount_minor, currency, 'f', plan_version_id)) WHERE id = $1`;
    await expect(run(elsewhere, line.commissionId)).rejects.toThrow('lacks its hold or its approvals');
  });

  it('lets nobody release who prepared or who is excluded', async () => {
    await approvedLine(world);
    const { id } = await prepareRun(processes.api, { by: world.staff.clara });
    const release = (by: string | null) =>
      run(`UPDATE payout_runs SET state = 'released', released_by = $2, released_at = now() WHERE id = $1`, id, by);
    for (const who of ['clara', 'paul', 'greta', 'olga', 'nora'] as const) {
      await expect(release(world.staff[who])).rejects.toThrow('FL002');
    }
    await expect(release(null)).rejects.toThrow('FL002');
    await expect(run(`UPDATE payout_runs SET state = 'settled' WHERE id = $1`, id)).rejects.toThrow('cannot go');
    await expect(release(world.staff.ines)).resolves.toBe(1);
  });
});

describe('one deal, in the database alone', () => {
  it('is won by one referral, and no line of another one is written for it', async () => {
    const [first, second] = [await world.wonReferral(), await world.wonReferral()];
    const credit = (referralId: string, dealId: string) =>
      run('UPDATE referrals SET deal = $2::jsonb WHERE id = $1', referralId, JSON.stringify({ dealId }));
    await credit(first.referralId, 'D-once');
    await expect(credit(second.referralId, ' d-ONCE ')).rejects.toThrow('23505');
    const accrue = (referralId: string) =>
      commissionActivities(world).accrueLines({
        referralId,
        at: SIGNED_AT,
        deal: dealOf(world, 100_000, 'D-once'),
      });
    expect(await accrue(second.referralId)).toEqual([]);
    expect(await world.database.commission.count({ where: { dealId: 'D-once' } })).toBe(0);
    expect(await accrue(first.referralId)).toHaveLength(1);
    const likeThat = `INSERT INTO commissions SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'com_twice', 'accrual_key', 'twice',
      'referral_id', $1::text))).* FROM commissions c WHERE c.deal_id = 'D-once'`;
    await expect(run(likeThat, second.referralId)).rejects.toThrow('is credited');
  });
});

describe('lines and runs', () => {
  it('a line is in at most one open run, and stays taken once it is paid for', async () => {
    const { line, partnerId } = await approvedLine(world);
    await prepareRun(processes.api, { by: world.staff.paul });
    await run(
      `INSERT INTO payout_runs(id, rail, currency, cut_off, state, prepared_by, prepared_at) VALUES ('run_2', 'csv', 'EUR', now(), 'prepared', 'usr_x', now())`,
    );
    await run(
      `INSERT INTO payout_items(id, run_id, partner_id, currency, amount_minor, state) VALUES ('itm_2', 'run_2', $1, 'EUR', 1, 'prepared')`,
      partnerId,
    );
    await expect(
      run(
        `INSERT INTO payout_item_lines(item_id, commission_id, amount_minor) VALUES ('itm_2', $1, 1)`,
        line.commissionId,
      ),
    ).rejects.toThrow('23505');
  });

  it('a line is paid only in a paid item, and belongs to its deal for good', async () => {
    const { line } = await approvedLine(world);
    await expect(run(`UPDATE commissions SET state = 'in_run' WHERE id = $1`, line.commissionId)).rejects.toThrow(
      'is in no run',
    );
    await prepareRun(processes.api, { by: world.staff.paul });
    await expect(run(`UPDATE commissions SET state = 'paid' WHERE id = $1`, line.commissionId)).rejects.toThrow(
      'in no paid item',
    );
    await expect(
      run(`UPDATE commissions SET partner_id = 'prt_mine' WHERE id = $1`, line.commissionId),
    ).rejects.toThrow('belongs to its deal');
  });

  it('nothing enters or leaves an item once the run is released', async () => {
    const { line } = await approvedLine(world);
    const { id } = await prepareRun(processes.api, { by: world.staff.paul });
    await run(`UPDATE payout_runs SET state = 'released', released_by = $2 WHERE id = $1`, id, world.staff.ines);
    await expect(
      run('UPDATE payout_item_lines SET open = false WHERE commission_id = $1 AND open', line.commissionId),
    ).rejects.toThrow('is released');
    await expect(run('DELETE FROM payout_item_lines')).rejects.toThrow('append-only');
    await expect(run('UPDATE payout_runs SET prepared_by = released_by WHERE id = $1', id)).rejects.toThrow(
      'is what was prepared',
    );
  });

  it('the database walks exactly the way of the code', async () => {
    for (const from of COMMISSION_STATES) {
      for (const to of COMMISSION_STATES) {
        const [row] = await world.database.$queryRawUnsafe<{ may: boolean }[]>(
          'SELECT commission_may_follow($1, $2) AS may',
          from,
          to,
        );
        expect([from, to, row?.may]).toEqual([from, to, COMMISSION_TRANSITIONS[from].includes(to)]);
      }
    }
  });

  it('the database hashes exactly what the code hashes', async () => {
    for (const payeeFingerprint of [null, 'ab12']) {
      const text = contentText({ amount: money(480_000n, 'EUR'), payeeFingerprint, planVersionId: 'pv_1' });
      const [row] = await world.database.$queryRawUnsafe<{ hash: string }[]>(
        `SELECT sha256_hex(commission_content(480000, 'EUR', $1, 'pv_1')) AS hash`,
        payeeFingerprint,
      );
      expect(row?.hash).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});
