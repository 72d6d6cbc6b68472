import { describe, expect, it } from '@jest/globals';
import { payeeProblem } from '../../domain/payees/state.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { decidePayee, enterPayee, OTHER_ACCOUNT } from '../support/payees.ts';
import { prepareRun, type Processes } from '../support/payoutRuns.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);

async function enteredBy(who: StaffName | 'admin') {
  const { partnerId, adminId } = await world.wonReferral();
  await enterPayee(processes.api, { partnerId, by: who === 'admin' ? adminId : world.staff[who] });
  const { id } = await world.database.payeeVersion.findFirstOrThrow({ where: { partnerId } });
  return { id, partnerId, adminId };
}

const verify = (versionId: string, by: string) =>
  run(
    `INSERT INTO payee_decisions(version_id, decision, decided_by, decided_at) VALUES ($1, 'verified', $2, now())`,
    versionId,
    by,
  );

describe('what the database refuses of a payee', () => {
  it('a decision by who entered it, by somebody outside of finance, and by people of a partner', async () => {
    const own = await enteredBy('ines');
    await expect(verify(own.id, world.staff.ines)).rejects.toThrow('FL002');
    for (const who of ['nora', 'olga', 'samir', 'abel'] as const) {
      const isFinance = who === 'olga'; // she is an approver besides
      const decided = verify((await enteredBy('admin')).id, world.staff[who]);
      await (isFinance ? expect(decided).resolves.toBe(1) : expect(decided).rejects.toThrow('FL002'));
    }
    const { id, adminId } = await enteredBy('clara');
    await expect(verify(id, adminId)).rejects.toThrow('FL002');
    await expect(verify(id, world.staff.paul)).resolves.toBe(1);
  });

  it('a refusal without a reason', async () => {
    const { id } = await enteredBy('admin');
    const refuse = run(
      `INSERT INTO payee_decisions(version_id, decision, decided_by, decided_at) VALUES ($1, 'refused', $2, now())`,
      id,
      world.staff.paul,
    );
    await expect(refuse).rejects.toThrow('payee_decisions_decision');
  });

  it('any change of what was written', async () => {
    const { id } = await enteredBy('admin');
    await verify(id, world.staff.paul);
    for (const table of ['payee_versions', 'payee_decisions', 'payee_unmaskings']) {
      await expect(run(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    }
    await expect(run('UPDATE payee_versions SET sealed = sealed WHERE id = $1', id)).rejects.toThrow('append-only');
    await expect(run('DELETE FROM payee_decisions WHERE version_id = $1', id)).rejects.toThrow('append-only');
  });

  it('an approval by who verified the account, and by who entered it', async () => {
    const { partnerId } = await enteredBy('clara');
    await decidePayee(processes.api, { partnerId, by: world.staff.viktor });
    const { line } = await approvedLine(world, { partnerId, by: [] });
    for (const who of ['clara', 'viktor'] as const) {
      const approve = run(
        `INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at) VALUES ($1, $2, $3, 'cmd', now())`,
        line.commissionId,
        world.staff[who],
        line.contentHash,
      );
      await expect(approve).rejects.toThrow('FL002');
    }
  });

  it('the release of a run that would pay to an account that nobody approved', async () => {
    const { partnerId, adminId } = await enteredBy('admin');
    await approvedLine(world, { partnerId });
    const { id } = await prepareRun(processes.api, { by: world.staff.paul });
    await enterPayee(processes.api, { partnerId, by: adminId, account: OTHER_ACCOUNT });
    const release = run(
      `UPDATE payout_runs SET state = 'released', released_by = $2, released_at = now() WHERE id = $1`,
      id,
      world.staff.viktor,
    );
    await expect(release).rejects.toThrow('nobody approved');
  });

  it('a look at a sealed account by the role of partners', async () => {
    await enteredBy('admin');
    const asPartner = (sql: string) =>
      world.database.$transaction([
        world.database.$executeRawUnsafe('SET LOCAL ROLE fairlead_partner'),
        world.database.$queryRawUnsafe(sql),
      ]);
    await expect(asPartner('SELECT account_mask, method FROM payee_versions')).resolves.toBeDefined();
    for (const column of ['sealed', 'fingerprint', 'key_id']) {
      await expect(asPartner(`SELECT ${column} FROM payee_versions`)).rejects.toThrow('42501');
    }
    await expect(asPartner('SELECT reason FROM payee_unmaskings')).rejects.toThrow('42501');
  });

  it.each([
    { verified: false, at: '2026-12-02T07:00:00.000Z' },
    { verified: true, at: '2026-12-02T07:59:59.999Z' },
    { verified: true, at: '2026-12-02T08:00:00.000Z' },
    { verified: null, at: '2026-12-02T08:00:00.000Z' },
  ])('and says the same of it as the rule (verified: $verified, $at)', async ({ verified, at }) => {
    const { partnerId } = verified === null ? await world.wonReferral() : await enteredBy('admin');
    if (verified === true) await decidePayee(processes.api, { partnerId, by: world.staff.paul });
    const [row] = await world.database.$queryRaw<{ problem: string | null }[]>`
      SELECT payee_problem(${partnerId}, ${at}::timestamptz) AS problem`;
    const inForce = verified === null ? null : { verified, coolingOffUntil: '2026-12-02T08:00:00.000Z' };
    expect(row?.problem).toBe(payeeProblem(inForce, new Date(at)));
  });
});
