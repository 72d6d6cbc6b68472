import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { commissionActivities, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const sql = (statement: string, ...values: unknown[]) => world.database.$executeRawUnsafe(statement, ...values);
let day = 0;

type Change = { from?: string; to?: string; rate?: string; state?: string; by?: string };
async function enter({
  from = 'EUR',
  to = 'JPY',
  rate = '1.5',
  state = 'proposed',
  by = world.staff.paul,
}: Change = {}) {
  day += 1;
  const id = newId('rate');
  await sql(
    `INSERT INTO rates(id, from_currency, to_currency, rate, day, source, state, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, DATE '2026-01-01' + $5::int, 'ECB', $6, $7, now())`,
    id,
    from,
    to,
    rate,
    day,
    state,
    by,
  );
  return id;
}
const decide = (id: string, state: string, by: string) =>
  sql(`UPDATE rates SET state = $2, decided_by = $3, decided_at = now() WHERE id = $1`, id, state, by);

describe('a rate', () => {
  it.each([
    { change: { state: 'confirmed' }, error: 'not proposed by finance', why: 'it begins as a proposal' },
    { change: { rate: '0.00' }, error: 'rates_rate', why: 'it is above zero' },
    { change: { rate: '-1' }, error: 'rates_rate', why: 'it is no minus' },
    { change: { rate: '1e3' }, error: 'rates_rate', why: 'it is a plain decimal' },
    { change: { to: 'EUR' }, error: 'rates_currencies', why: 'two currencies differ' },
    { change: { to: 'yen' }, error: 'rates_currencies', why: 'a currency is a code' },
  ])('is refused: $why', async ({ change, error }) => {
    await expect(enter(change)).rejects.toThrow(error);
  });

  it('is entered and confirmed by two people of finance', async () => {
    await expect(enter({ by: world.staff.nora })).rejects.toThrow('not proposed by finance');
    const id = await enter();
    for (const by of [world.staff.paul, world.staff.nora, 'nobody'])
      await expect(decide(id, 'confirmed', by)).rejects.toThrow('may not decide');
    await expect(decide(id, 'confirmed', world.staff.ines)).resolves.toBe(1);
    await expect(decide(id, 'refused', world.staff.ines)).rejects.toThrow('is what it is');
  });

  it('is never changed or taken away', async () => {
    const id = await enter();
    await expect(sql(`UPDATE rates SET rate = '2' WHERE id = $1`, id)).rejects.toThrow('is what it is');
    await expect(sql('DELETE FROM rates')).rejects.toThrow('append-only');
    await expect(sql('TRUNCATE rates')).rejects.toThrow('append-only');
    await expect(processes.worker.$executeRawUnsafe(`UPDATE rates SET source = 'x'`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('stands once for a pair and day; a refused one makes room', async () => {
    const insert = (id: string) =>
      sql(
        `INSERT INTO rates(id, from_currency, to_currency, rate, day, source, proposed_by, proposed_at) VALUES ($1, 'USD', 'CHF', '0.9', '2026-01-01', 'ECB', $2, now())`,
        id,
        world.staff.paul,
      );
    const first = newId('rate');
    await insert(first);
    await expect(insert(newId('rate'))).rejects.toThrow(/unique|duplicate/i);
    await decide(first, 'refused', world.staff.paul);
    await expect(insert(newId('rate'))).resolves.toBe(1);
  });
});

describe('a line', () => {
  async function waitingLine(payoutCurrency: string) {
    const { referralId, partnerId } = await world.wonReferral();
    await world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency } });
    const [line] = await commissionActivities(world).accrueLines({
      referralId,
      at: SIGNED_AT,
      deal: dealOf(world, 1_000_000),
    });
    return line?.commissionId ?? '';
  }
  const hold = (id: string, rateId: string | null, currency = 'SEK') =>
    sql(
      `UPDATE commissions SET state = 'holding', currency = $3, rate_id = $2, converted_at = '${SIGNED_AT}',
         content_hash = sha256_hex(commission_content(amount_minor, $3, payee_fingerprint, plan_version_id)) WHERE id = $1`,
      id,
      rateId,
      currency,
    );

  it('accrues in no other currency than that of its payout, and only at a confirmed rate of these days', async () => {
    const id = await waitingLine('SEK');
    const by = [world.staff.paul, world.staff.ines] as const;
    const rate = (to: string, on: string) =>
      confirmedRate(world.database, { from: 'EUR', to, rate: '11', day: on, by });
    await expect(hold(id, null, 'EUR')).rejects.toThrow('has no rate');
    await expect(hold(id, newId('rate'))).rejects.toThrow('has no rate');
    await expect(hold(id, await enter({ to: 'SEK' }))).rejects.toThrow('has no rate');
    await expect(hold(id, await rate('SEK', '2026-12-07'))).rejects.toThrow('has no rate');
    await expect(hold(id, await rate('NOK', '2026-12-15'))).rejects.toThrow('has no rate');
    const good = await rate('SEK', '2026-12-15');
    await expect(hold(id, good)).resolves.toBe(1);
    await expect(sql('UPDATE commissions SET rate_id = NULL WHERE id = $1', id)).rejects.toThrow('belongs to its deal');
  });

  it('that waits is not approved, and is in no run', async () => {
    const id = await waitingLine('DKK');
    const row = await world.database.commission.findUniqueOrThrow({ where: { id } });
    await expect(
      sql(`INSERT INTO commission_approvals VALUES ($1, $2, $3, 'cmd', now())`, id, world.staff.ines, row.contentHash),
    ).rejects.toThrow('cannot be approved');
    for (const state of ['approved', 'in_run', 'paid', 'awaiting_approval'])
      await expect(sql('UPDATE commissions SET state = $2 WHERE id = $1', id, state)).rejects.toThrow('has no rate');
  });
});
