import { afterEach, describe, expect, it } from '@jest/globals';
import type { FindingRecord } from '../../adapters/database/reconciliationPort.ts';
import { createReconciliations } from '../../adapters/database/reconciliations.ts';
import { AppError } from '../../domain/errors.ts';
import { compareOn, nextDay, standsHere, wonFor, wonHere, type Planted, type SaidThere } from '../support/comparing.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import {
  keptStatement,
  PAY_DAY,
  prepareRun,
  runActivities,
  storedCommand,
  type Processes,
} from '../support/payoutRuns.ts';
import { bankLine } from '../support/statementLines.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

let at = '2027-03-01T06:00:00.000Z';
const compare = async (change: Partial<Parameters<typeof compareOn>[1]> = {}) => {
  at = nextDay(at);
  return compareOn(processes.worker, { at, ...change });
};
const read = () => createReconciliations(processes.api).read();
const found = async () => (await read()).findings.map(({ kind, number }) => [kind, number]);
const say = (dealId: string, there: SaidThere) => world.database.crmDeal.update({ where: { id: dealId }, data: there });

async function accept(finding: FindingRecord, reason = 'agreed with sales'): Promise<void> {
  await createReconciliations(processes.api).once(undefined, async (writes) => {
    await writes.accept({ id: finding.id, reason, by: world.staff.paul, at: new Date(at), check: () => undefined });
    return { status: 200, headers: {}, text: '' };
  });
}

/** What a test has planted agrees again, so that the next one finds its own only. */
const planted: Planted[] = [];
const plant = async (one: Promise<Planted>): Promise<Planted> => {
  planted.push(await one);
  return one;
};
afterEach(async () => {
  await world.database.crmDeal.deleteMany({ where: { id: { in: planted.map(({ dealId }) => dealId) } } });
  planted.length = 0;
  await compare();
  expect((await found()).filter(([kind]) => kind !== 'rail_line_unmatched')).toEqual([]);
});

describe('a comparison', () => {
  it('finds three planted discrepancies among what agrees, exactly these', async () => {
    for (let count = 0; count < 5; count += 1) await plant(wonHere(world, wonFor(4_800_000)));
    await plant(standsHere(world, 'negotiation', { open: true }));
    const uncredited = await plant(standsHere(world, 'proposal', wonFor(2_000_000)));
    const closed = await plant(standsHere(world, 'opportunity', { open: false, closedOn: new Date('2027-02-01') }));
    const other = await plant(wonHere(world, wonFor(4_650_000)));
    await compare();
    const { findings, ...report } = await read();
    expect(report).toMatchObject({ last: { startedAt: at, compared: { deals: 9, bank: 0 } }, running: null });
    expect(report.open).toEqual({ amount_differs: 1, open_here_closed_there: 1, won_without_credit: 1 });
    expect(findings.map(({ kind, number, ours, theirs, since }) => ({ kind, number, ours, theirs, since }))).toEqual(
      expect.arrayContaining([
        {
          kind: 'won_without_credit',
          number: uncredited.number,
          ours: { says: 'proposal', amount: null, on: null },
          theirs: { says: 'won', amount: { amount: 2_000_000, currency: 'EUR' }, on: '2026-12-15' },
          since: at,
        },
        {
          kind: 'open_here_closed_there',
          number: closed.number,
          ours: { says: 'opportunity', amount: null, on: null },
          theirs: { says: 'lost', amount: null, on: '2027-02-01' },
          since: at,
        },
        {
          kind: 'amount_differs',
          number: other.number,
          ours: { says: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, on: '2026-12-15' },
          theirs: { says: 'won', amount: { amount: 4_650_000, currency: 'EUR' }, on: '2026-12-15' },
          since: at,
        },
      ]),
    );
    expect(findings).toHaveLength(3);
  });

  it('keeps since when, and a difference is gone by itself once both sides say the same; later it is another one', async () => {
    const { dealId, number } = await plant(wonHere(world, wonFor(4_650_000)));
    await compare();
    const [first] = (await read()).findings;
    await compare();
    expect((await read()).findings).toEqual([first]);
    await say(dealId, wonFor(4_800_000));
    await compare();
    expect(await found()).toEqual([]);
    await say(dealId, wonFor(4_650_000));
    await compare();
    const [again] = (await read()).findings;
    expect(again).toMatchObject({ kind: 'amount_differs', number, since: at });
    expect(again?.id).not.toBe(first?.id);
  });

  it('an accepted difference counts as explained until the sources differ in another way', async () => {
    const { dealId } = await plant(wonHere(world, wonFor(4_650_000)));
    await compare();
    const [finding] = (await read()).findings;
    if (finding === undefined) throw new Error('nothing found');
    await accept(finding);
    await compare();
    const accepted = await read();
    expect(accepted.open).toEqual({});
    expect(accepted).toMatchObject({
      findings: [{ id: finding.id, since: finding.since, accepted: { reason: 'agreed with sales' } }],
    });
    await say(dealId, wonFor(4_600_000));
    await compare();
    expect(await read()).toMatchObject({
      open: { amount_differs: 1 },
      findings: [{ id: finding.id, since: finding.since, accepted: null }],
    });
  });

  it('with a CRM that is silent says so, and keeps what the last one found', async () => {
    await plant(wonHere(world, wonFor(4_650_000)));
    await compare();
    const before = await read();
    const silent = { readDeals: () => Promise.reject(new AppError({ code: 'crm_unavailable' })) };
    await compare({ crm: silent });
    const after = await read();
    expect(after.findings).toEqual(before.findings);
    expect(after.last).toMatchObject({ startedAt: at, compared: { deals: null, bank: expect.any(Number) } });
    expect(after.asOf).toEqual({ deals: before.asOf.deals, bank: at, books: at });
  });
});

describe('payments and books', () => {
  it('a payment without a statement for a week, and a movement that no payment explains, are found', async () => {
    await approvedLine(world);
    const activities = runActivities(processes.worker);
    const { id: runId } = await prepareRun(processes.api, { by: world.staff.paul });
    const decide = async (name: 'release' | 'confirm' | 'statement', by: 'ines' | 'paul', payload = {}) =>
      activities.decideRun({ runId, at: PAY_DAY, command: await storedCommand(world, { runId, name, by, payload }) });
    await decide('release', 'ines');
    const itemIds = await activities.itemsToSubmit({ runId, limit: 100 });
    await activities.submitItems({ itemIds, attempt: 1, at: PAY_DAY });
    await activities.finishSubmission({ runId, rail: 'csv' });
    const lines = [bankLine('itm_unknown', 125_000, { text: 'Rent' })];
    const statementId = await keptStatement(processes.api, { runId, lines, by: world.staff.paul });
    await decide('statement', 'paul', { statementId });
    await compare();
    const { findings } = await read();
    expect(findings.map(({ kind }) => kind).sort()).toEqual([
      ...itemIds.map(() => 'paid_not_settled'),
      'rail_line_unmatched',
    ]);
    expect(findings.find(({ kind }) => kind === 'rail_line_unmatched')).toMatchObject({
      runId,
      owner: { id: world.staff.paul },
      ours: { says: 'no_item', amount: null },
      theirs: { says: 'paid', amount: { amount: 125_000, currency: 'EUR' } },
    });
    await decide('confirm', 'paul', { reference: 'B-1', settledOn: '2027-02-15' });
    await compare();
    expect(await found()).toEqual([['rail_line_unmatched', null]]);
  });

  it('a posting that no line explains is found on every account that it has moved', async () => {
    const { partnerId } = await approvedLine(world);
    const post = (kind: string, debit: string, credit: string) => {
      const entry = (account: string, side: string) => ({
        account,
        side,
        partnerId: account === 'commission_expense' ? null : partnerId,
        amountMinor: 1,
        currency: 'EUR',
      });
      const journal = {
        kind,
        source: 'com_x',
        key: `${kind}:com_x`,
        entries: [entry(debit, 'debit'), entry(credit, 'credit')],
      };
      return world.database.$executeRaw`SELECT post_journal(${JSON.stringify(journal)}::jsonb, now())`;
    };
    await post('accrued', 'commission_expense', 'payable_pending');
    await compare();
    const { findings } = await read();
    expect(findings.filter(({ kind }) => kind === 'books_differ')).toMatchObject([
      {
        partner: { id: partnerId },
        account: 'payable_pending',
        owner: null,
        ours: { says: 'lines', amount: { amount: 0, currency: 'EUR' } },
        theirs: { says: 'books', amount: { amount: 1, currency: 'EUR' } },
      },
    ]);
    await post('clawback_pending', 'payable_pending', 'commission_expense');
  });
});

describe('one at a time', () => {
  it('a second comparison is not begun while one runs; a repeat of the first finds itself', async () => {
    const begin = (workflowId: string, when: string) =>
      world.database.$queryRaw<
        { id: string | null }[]
      >`SELECT begin_reconciliation(${workflowId}, NULL, ${when}::timestamptz) AS id`;
    at = nextDay(at);
    const [first] = await begin('reconciliation-1', at);
    expect(first?.id).toMatch(/^rcn_/);
    expect(await begin('reconciliation-1', at)).toEqual([first]);
    expect(await compareOn(processes.worker, { at })).toBeNull();
    // It has died: the next day's takes its place, and what it still finds is not kept.
    await compare();
    const finding = { kind: 'books_differ', subject: 'late', ours: {}, theirs: {} };
    await world.database.$executeRaw`
      SELECT note_findings(${first?.id}, ${JSON.stringify({ findings: [finding] })}::jsonb, now())`;
    expect(await found()).not.toContainEqual(['books_differ', null]);
  });
});
