import { describe, expect, it } from '@jest/globals';
import type { TaxProfile } from '../../domain/tax/profile.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { PAY_DAY, prepareRun, runActivities, storedCommand, type Processes } from '../support/payoutRuns.ts';
import { decideTax, enterTax } from '../support/tax.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Line = { commissionId: string; partnerId: string; adminId: string };

async function gatedLine(): Promise<Line> {
  const { line, partnerId, adminId } = await approvedLine(world, { policy: { gates: ['tax_form'] } });
  return { commissionId: line.commissionId, partnerId, adminId };
}

async function verified({ partnerId, adminId }: Line, profile: Partial<TaxProfile> = {}): Promise<void> {
  await enterTax(processes.api, { partnerId, by: adminId, profile });
  await decideTax(processes.api, { partnerId, by: world.staff.paul });
}

const reasonIn = (excluded: readonly { commissionId: string; reason: string }[], line: Line): string | undefined =>
  excluded.find(({ commissionId }) => commissionId === line.commissionId)?.reason;

describe('the gate of a policy that asks for a tax form', () => {
  it('holds without one, before it is verified, after a refusal and when it is over, and opens on its last day', async () => {
    const lines = {
      none: await gatedLine(),
      sent: await gatedLine(),
      refused: await gatedLine(),
      over: await gatedLine(),
      lastDay: await gatedLine(),
    };
    await enterTax(processes.api, { partnerId: lines.sent.partnerId, by: lines.sent.adminId });
    await verified(lines.refused);
    await decideTax(processes.api, {
      partnerId: lines.refused.partnerId,
      by: world.staff.paul,
      decision: 'refused',
    });
    await verified(lines.over, { validUntil: '2027-02-14' });
    await verified(lines.lastDay, { validUntil: PAY_DAY.slice(0, 10) });
    const { excluded } = await prepareRun(processes.api, { by: world.staff.paul });
    expect(Object.values(lines).map((line) => reasonIn(excluded, line))).toEqual([
      'tax_form_missing',
      'tax_form_unverified',
      'tax_form_missing',
      'tax_form_expired',
      undefined,
    ]);
  });

  it('is looked at again at the release: a form that was refused meanwhile lets the line drop out', async () => {
    const [stays, drops] = [await gatedLine(), await gatedLine()];
    await verified(stays);
    await verified(drops);
    const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
    await decideTax(processes.api, { partnerId: drops.partnerId, by: world.staff.paul, decision: 'refused' });
    const command = await storedCommand(world, { runId, name: 'release', by: 'viktor' });
    const { answer } = await runActivities(processes.worker).decideRun({ runId, at: PAY_DAY, command });
    expect(answer).toEqual({ outcome: 'done' });
    const run = await world.database.payoutRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run.excluded).toContainEqual({ commissionId: drops.commissionId, reason: 'tax_form_missing' });
    const states = await world.database.commission.findMany({
      where: { id: { in: [stays.commissionId, drops.commissionId] } },
      select: { id: true, state: true },
    });
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [stays.commissionId, 'in_run'],
        [drops.commissionId, 'approved'],
      ]),
    );
  });
});

describe('what the database refuses of a tax profile', () => {
  const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);

  it('a decision by whoever entered it, or by somebody outside of finance', async () => {
    const { partnerId } = await gatedLine();
    await enterTax(processes.api, { partnerId, by: world.staff.ines });
    for (const by of [world.staff.ines, world.staff.nora]) {
      await expect(decideTax(processes.api, { partnerId, by })).rejects.toMatchObject({ code: 'separation_of_duties' });
    }
    await decideTax(processes.api, { partnerId, by: world.staff.paul });
  });

  it('any change of what was written, and what is sealed to partners and to whatever runs by itself', async () => {
    const { partnerId, adminId } = await gatedLine();
    await enterTax(processes.api, { partnerId, by: adminId });
    for (const table of ['tax_forms', 'tax_profiles', 'tax_decisions', 'tax_readings']) {
      await expect(run(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    }
    await expect(run(`UPDATE tax_profiles SET treatment = 'exempt'`)).rejects.toThrow('append-only');
    await expect(processes.worker.$queryRawUnsafe('SELECT sealed FROM tax_profiles')).rejects.toThrow('permission');
    await expect(processes.worker.$queryRawUnsafe('SELECT sealed FROM tax_forms')).rejects.toThrow('permission');
  });
});
