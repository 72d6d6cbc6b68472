import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReconciliationFinding, ReconciliationReport } from '../../../api/schemas/reconciliation.ts';
import { compareOn, nextDay, standsHere, wonFor, wonHere } from '../../support/comparing.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import type { StaffName } from '../../support/moneyWorld.ts';

type Report = { agree: boolean; code?: string; data: { id: string; version: number; number: string | null }[] };

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const PATH = '/v1/reports/reconciliation';
let at = '2027-03-01T06:00:00.000Z';
const compare = async () => {
  at = nextDay(at);
  await compareOn(money.world.database, { at });
};
const read = async (who: StaffName = 'abel', headers: Record<string, string> = {}) =>
  money.api.call<Report>('GET', PATH, { session: await money.sessionOf(who), headers });
const accept = async (id: string, version: number, who: StaffName = 'paul') =>
  money.api.call<{ code?: string }>('POST', `${PATH}/findings/${id}/accept`, {
    session: await money.sessionOf(who),
    headers: { 'If-Match': `"v${String(version)}"` },
    body: { reason: 'The CRM counts the training' },
  });
const start = async (who: StaffName) =>
  money.api.call<{ startedAt: string; code?: string }>('POST', `${PATH}/comparisons`, {
    session: await money.sessionOf(who),
    body: {},
  });

describe('the reconciliation', () => {
  it('says before the first comparison that none was made, and never that all agree', async () => {
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(() => ReconciliationReport.parse(body)).not.toThrow();
    expect(body).toMatchObject({ asOf: null, agree: false, explainedPercent: null, data: [], running: null });
  });

  it('agrees as of the comparison that found nothing; what differs later is told with its share and its meaning', async () => {
    await wonHere(money.world, wonFor(4_800_000));
    await compare();
    expect((await read()).body).toMatchObject({
      asOf: at,
      agree: true,
      explainedPercent: 100,
      sources: ['referrals', 'crm', 'ledger', 'bank'].map((source) => ({ source, state: 'read', asOf: at })),
    });
    const { number } = await wonHere(money.world, wonFor(4_650_000));
    await compare();
    const { body } = await read();
    expect(() => ReconciliationReport.parse(body)).not.toThrow();
    expect(body).toMatchObject({ asOf: at, agree: false, data: [{ kind: 'amount_differs', number, accepted: null }] });
    expect(body).toMatchObject({ definition: expect.stringContaining('the share on which the sources agree') });
    const { compared, explained, explainedPercent } = ReconciliationReport.parse(body);
    expect(explained).toBe(compared - 1);
    expect(explainedPercent).toBe(Math.floor((explained * 1_000) / compared) / 10);
  });

  it('as a table, names are harmless to a spreadsheet and amounts are decimals', async () => {
    const planted = await wonHere(money.world, wonFor(4_650_000));
    await money.world.database.partner.updateMany({ data: { name: '=HYPERLINK("x")' } });
    await compare();
    const { text } = await read('abel', { accept: 'text/csv' });
    const row = text.split('\n').find((line) => line.includes(planted.number));
    expect(row).toContain(`amount_differs,${planted.number},`);
    expect(row).toContain('48000.00,2026-12-15,won,46500.00');
    expect(row).not.toContain(',=HYPERLINK');
  });
});

describe('accepting a difference', () => {
  it('takes a reason and the version that was looked at, once; then it counts as explained', async () => {
    const { number } = await standsHere(money.world, 'proposal', wonFor(2_000_000));
    await compare();
    const finding = (await read()).body.data.find((one) => one.number === number);
    if (finding === undefined) throw new Error('not found');
    expect((await accept(finding.id, 7)).body.code).toBe('precondition_failed');
    const accepted = await accept(finding.id, finding.version);
    expect(accepted).toMatchObject({
      status: 200,
      body: { accepted: { by: { id: money.world.staff.paul }, reason: 'The CRM counts the training' } },
    });
    expect(() => ReconciliationFinding.parse(accepted.body)).not.toThrow();
    expect((await accept(finding.id, finding.version + 1)).body.code).toBe('not_allowed_in_state');
    for (const { id, version } of (await read()).body.data.filter((one) => one.id !== finding.id))
      await accept(id, version);
    expect((await read()).body).toMatchObject({ agree: true, explainedPercent: 100 });
  });

  it('is for somebody whom it does not concern: neither who can see to it, nor who closed the win', async () => {
    const { referralId, number } = await wonHere(money.world, wonFor(3_000_000));
    const { ines, paul } = money.world.staff;
    await money.world.database.referral.update({ where: { id: referralId }, data: { ownerId: paul } });
    const { id: commissionId } = await money.world.database.commission.findFirstOrThrow({ where: { referralId } });
    await money.world.database.commissionExclusion.create({
      data: { commissionId, userId: ines, reason: 'closed_deal' },
    });
    await compare();
    const findingFor = async (who: StaffName) => (await read(who)).body.data.find((one) => one.number === number);
    const finding = await findingFor('paul');
    if (finding === undefined) throw new Error('not found');
    for (const [who, why] of [
      ['paul', 'owns_difference'],
      ['ines', 'closed_deal'],
    ] as const) {
      expect(await findingFor(who)).toMatchObject({ mayAccept: { allowed: false } });
      expect(await accept(finding.id, finding.version, who)).toMatchObject({
        status: 403,
        body: { code: 'separation_of_duties', who: money.world.staff[who], why },
      });
    }
    expect(await findingFor('abel')).not.toHaveProperty('mayAccept');
    expect(await findingFor('clara')).toMatchObject({ mayAccept: { allowed: true, why: null } });
    expect((await accept(finding.id, finding.version, 'clara')).status).toBe(200);
  });

  it('is for finance alone, and of what there is', async () => {
    expect((await accept('rcf_00000000000000000000000000', 1)).body.code).toBe('not_found');
    for (const who of ['abel', 'nora', 'samir'] as const)
      expect((await accept('rcf_00000000000000000000000000', 1, who)).status).toBe(403);
    expect((await read('nora')).status).toBe(403);
  });
});

describe('comparing now', () => {
  it('starts one comparison, answers with it while it runs, and is bounded', async () => {
    const first = await start('paul');
    expect(first.status).toBe(202);
    expect((await start('ines')).body).toEqual(first.body);
    expect((await read()).body).toMatchObject({
      running: { startedAt: first.body.startedAt, startedBy: { id: money.world.staff.paul } },
    });
    const rows = await money.world.database.outboxRow.findMany({ where: { kind: 'start_reconciliation' } });
    expect(rows).toHaveLength(1);
    await compareOn(money.world.database, { at: new Date().toISOString(), workflowId: rows[0]?.groupKey ?? '' });
    expect((await start('ines')).body.code).toBe('rate_limited');
    expect((await start('abel')).status).toBe(403);
  });
});
