import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PartnerStatementLines } from '../../../api/schemas/partnerStatements.ts';
import { STATEMENT_FIGURES, type StatementFigure } from '../../../domain/ledger/partnerStatement.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine } from '../../support/moneyWorld.ts';
import { moneyOfPartner } from '../../support/partnerMoney.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';
import { bankLine } from '../../support/statementLines.ts';

type Line = {
  figure: StatementFigure;
  kind: string;
  amount: { amount: number };
  referralId: string;
  referralNumber: string;
};
type Month = Record<'period', string> & Record<StatementFigure, number>;
type Page = { data: Line[]; next_cursor: string | null };

let money: MoneyApi;
let processes: Processes;
let partnerId: string;
let session: string;

/** Paid, refunded, netted with the next payment, of which the bank sends the rest back. */
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
  const own = moneyOfPartner({ world: money.world, processes });
  const { referralId } = await own.refundedLine(2_400_000n);
  await own.line(1_000_000);
  await own.line(3_000_000);
  const run = await own.prepare();
  await own.release(run.id);
  const { id, amountMinor } = await own.itemOf(run.id);
  await own.hearBank(run.id, [bankLine(id, Number(amountMinor), { movement: 'returned', reasonCode: 'AC04' })]);
  ({ partnerId } = await money.world.database.referral.findUniqueOrThrow({ where: { id: referralId } }));
  const admin = await money.world.database.user.findFirstOrThrow({ where: { partnerId } });
  session = await money.api.sessionOf(admin.id);
}, 120_000);
afterAll(async () => {
  await processes.close();
  await money.close();
});

const read = async (query: string, as = session) =>
  money.api.call<Page>('GET', `/v1/partners/${partnerId}/statements/lines?${query}`, { session: as });

const months = async (): Promise<Month[]> =>
  (await money.api.call<{ data: Month[] }>('GET', `/v1/partners/${partnerId}/statements`, { session })).body.data;

async function allOf(period: string, limit: number): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor = '';
  do {
    const { status, body } = await read(`period=${period}&limit=${String(limit)}${cursor}`);
    expect(status).toBe(200);
    expect(() => PartnerStatementLines.parse(body)).not.toThrow();
    lines.push(...body.data);
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  return lines;
}

describe('the lines of a statement', () => {
  it.each([1, 2, 100])('come to every figure of every month, read %i at a time', async (limit) => {
    const stated = await months();
    const kinds = new Set<string>();
    for (const month of stated) {
      const lines = await allOf(month.period, limit);
      for (const figure of STATEMENT_FIGURES) {
        const own = lines.filter((line) => line.figure === figure);
        expect(own.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(month[figure]);
      }
      for (const { kind } of lines) kinds.add(kind);
    }
    expect([...kinds].toSorted()).toEqual(['accrued', 'clawback_paid', 'released', 'returned_unsettled']);
  });

  it('what was netted did not move: a payment shows what of each line was transferred', async () => {
    const lines = (await Promise.all((await months()).map(({ period }) => allOf(period, 100)))).flat();
    const paid = lines.filter(({ kind }) => kind === 'released').map(({ amount }) => amount.amount);
    // 240,000 is netted: all of the line of 100,000 and 140,000 of the one of 300,000.
    expect(paid.toSorted((a, b) => a - b)).toEqual([-480_000, -160_000]);
  });

  it('as a table it is the whole month, with amounts as decimals', async () => {
    const [month] = await months();
    const answer = await money.api.call(
      'GET',
      `/v1/partners/${partnerId}/statements/lines?period=${month?.period ?? ''}&limit=1`,
      {
        session,
        headers: { Accept: 'text/csv' },
      },
    );
    expect(answer.status).toBe(200);
    const [header, ...rows] = answer.text.trimEnd().split('\r\n');
    expect(header).toBe('period,at,figure,kind,referral,company,currency,amount');
    expect(rows).toHaveLength((await allOf(month?.period ?? '', 100)).length);
    expect(rows.every((row) => /,EUR,-?\d+\.\d\d$/.test(row))).toBe(true);
  });

  it('a month without anything has none, another cursor is refused, and a stranger finds no partner', async () => {
    expect((await read('period=2019-01')).body).toEqual({ data: [], has_more: false, next_cursor: null });
    const [month] = await months();
    const { next_cursor: cursor } = (await read(`period=${month?.period ?? ''}&limit=1`)).body;
    expect((await read(`period=2019-01&cursor=${cursor ?? ''}`)).status).toBe(400);
    expect((await read('period=2019-13')).status).toBe(400);
    const stranger = await approvedLine(money.world);
    expect((await read('period=2026-12', await money.api.sessionOf(stranger.adminId))).status).toBe(404);
    expect((await read('period=2026-12', await money.sessionOf('abel'))).status).toBe(200);
    expect((await read('period=2026-12', await money.sessionOf('nora'))).status).toBe(403);
  });

  it('nobody but a partner asks the database for them', async () => {
    for (const role of ['fairlead_api', 'fairlead_worker']) {
      const refused = money.world.database.$transaction(async (as) => {
        await as.$queryRawUnsafe(`SELECT set_config('role', '${role}', true)`);
        return as.$queryRawUnsafe(`SELECT * FROM own_statement_lines('2026-12', ARRAY['accrued'], 10, NULL, NULL)`);
      });
      await expect(refused).rejects.toThrow('permission denied');
    }
  });
});
