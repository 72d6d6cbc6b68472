import { expect, it } from '@jest/globals';
import { createBookDesk } from '../../adapters/database/bookDesk.ts';
import { createBooks } from '../../adapters/database/books.ts';
import type { BookWrites, PeriodRecord } from '../../adapters/database/booksPort.ts';
import { journalParameters } from '../../adapters/database/journalParameters.ts';
import { journalFor } from '../../domain/ledger/postings.ts';
import { money } from '../../domain/money.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld, StaffName } from '../support/moneyWorld.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const NOW = new Date('2020-06-10T09:00:00Z');
let booked = 0;

/** Books as the worker does; the month it went to. */
async function book(at: string): Promise<string> {
  booked += 1;
  const source = `com_${String(booked)}`;
  const journal = journalFor({ kind: 'accrued', source, partnerId: 'prt_1', amount: money(100n, 'EUR') });
  await processes.worker.$executeRawUnsafe(
    'SELECT post_journal($1::jsonb, $2::timestamptz)',
    JSON.stringify(journalParameters(journal)),
    at,
  );
  const { period, at: kept } = await world.database.ledgerJournal.findUniqueOrThrow({
    where: { idempotencyKey: journal.key },
  });
  expect(kept.toISOString()).toBe(new Date(at).toISOString());
  return period;
}

async function act(write: (writes: BookWrites) => Promise<PeriodRecord>): Promise<PeriodRecord> {
  let record: PeriodRecord | undefined;
  await createBookDesk(processes.api).once(undefined, async (writes) => {
    record = await write(writes);
    return { status: 200, headers: {}, text: '' };
  });
  if (record === undefined) throw new Error('nothing written');
  return record;
}

const propose = (period: string, by: StaffName = 'paul') =>
  act((writes) => writes.proposeClosing({ period, by: world.staff[by], at: NOW }));
const close = (period: string, by: StaffName = 'ines') =>
  act((writes) => writes.close({ period, by: world.staff[by], at: NOW }));
const closeBySql = (period: string) =>
  world.database
    .$executeRaw`UPDATE ledger_periods SET closed_by = ${world.staff.ines}, closed_at = '2020-06-10' WHERE period = ${period}`;

it('a closed month takes nothing any more: what comes late is booked in the next open one and keeps its date', async () => {
  expect(await book('2020-01-15T12:00:00.000Z')).toBe('2020-01');
  expect(await book('2020-02-15T12:00:00.000Z')).toBe('2020-02');
  await propose('2020-01');
  await propose('2020-03');
  expect(await book('2020-01-31T23:59:59.999Z')).toBe('2020-01');
  await expect(close('2020-03')).rejects.toThrow('The next month to close is 2020-01.');
  await expect(closeBySql('2020-03')).rejects.toThrow('is not the next');
  await close('2020-01');
  await expect(close('2020-03')).rejects.toThrow('The next month to close is 2020-02.');
  await expect(closeBySql('2020-03')).rejects.toThrow('is not the next');
  expect(await book('2020-01-31T23:59:59.999Z')).toBe('2020-02');
  expect(await book('2019-11-03T12:00:00.000Z')).toBe('2020-02');
  await propose('2020-02');
  await close('2020-02');
  expect(await book('2020-01-31T23:59:59.999Z')).toBe('2020-03');
});

it('is closed with its balances, which the books say again ever after', async () => {
  const [march, february, january] = await createBooks(world.database).periods();
  const balances = (amount: string) => [
    { account: 'commission_expense', partnerId: null, currency: 'EUR', debits: amount, credits: '0' },
    { account: 'payable_pending', partnerId: 'prt_1', currency: 'EUR', debits: '0', credits: amount },
  ];
  expect(january).toMatchObject({ period: '2020-01', journals: 2, balances: balances('200') });
  expect(february).toMatchObject({ period: '2020-02', journals: 3, balances: balances('500') });
  expect(march).toMatchObject({ period: '2020-03', journals: 1, balances: null, closedAt: null });
  expect(await moneyViolations(world.database)).toEqual([]);
});

it('no journal can claim a month of its own', async () => {
  await world.database.$transaction([
    world.database.$executeRawUnsafe(
      `INSERT INTO ledger_journals(id, kind, source, idempotency_key, period, at, created_tx) VALUES ('jrn_claim', 'accrued', 'x', 'claim', '2020-01', '2020-01-02', 0)`,
    ),
    world.database.$executeRawUnsafe(
      `INSERT INTO ledger_entries(journal_id, position, account_id, currency, side, amount_minor) SELECT 'jrn_claim', row_number() OVER (), 'commission_expense:EUR', 'EUR', side, 1 FROM unnest(ARRAY['debit', 'credit']) AS side`,
    ),
  ]);
  expect(await world.database.ledgerJournal.findUnique({ where: { id: 'jrn_claim' } })).toMatchObject({
    period: '2020-03',
  });
});

it('who is booking at this moment is waited for, and is in the balances', async () => {
  let closing: Promise<PeriodRecord> | undefined;
  await processes.worker.$transaction(async (as) => {
    const journal = journalFor({ kind: 'accrued', source: 'com_slow', partnerId: 'prt_9', amount: money(7n, 'EUR') });
    await as.$executeRawUnsafe(
      'SELECT post_journal($1::jsonb, $2::timestamptz)',
      JSON.stringify(journalParameters(journal)),
      '2020-03-09T12:00:00Z',
    );
    closing = close('2020-03');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await world.database.ledgerPeriod.findUnique({ where: { period: '2020-03' } })).toMatchObject({
      closedAt: null,
    });
  });
  const closed = await closing;
  expect(closed?.balances).toContainEqual({
    account: 'payable_pending',
    partnerId: 'prt_9',
    currency: 'EUR',
    debits: '0',
    credits: '7',
  });
  expect(await book('2020-03-10T12:00:00.000Z')).toBe('2020-04');
});

it('needs two people of finance, in order, and is never opened again: by straight SQL too', async () => {
  await propose('2020-04');
  const sql = (statement: string, ...values: unknown[]) => world.database.$executeRawUnsafe(statement, ...values);
  const insert = `INSERT INTO ledger_periods(period, proposed_by, proposed_at) VALUES ($1, $2, '2020-06-10')`;
  const update = `UPDATE ledger_periods SET closed_by = $2, closed_at = '2020-06-10' WHERE period = $1`;
  await expect(sql(update, '2020-04', world.staff.paul)).rejects.toThrow('may not close');
  await expect(sql(update, '2020-04', world.staff.nora)).rejects.toThrow('may not close');
  await expect(sql(insert, '2020-09', world.staff.paul)).rejects.toThrow('cannot be proposed');
  await expect(sql(insert, '2020-02', world.staff.paul)).rejects.toThrow();
  await expect(sql(insert, '2020-05', world.staff.nora)).rejects.toThrow('cannot be proposed');
  await expect(
    sql(
      `INSERT INTO ledger_periods(period, proposed_by, proposed_at, closed_by, closed_at) VALUES ('2020-04', $1, '2020-06-10', $2, '2020-06-10')`,
      world.staff.paul,
      world.staff.ines,
    ),
  ).rejects.toThrow();
  await expect(
    sql(`UPDATE ledger_periods SET closed_by = NULL, closed_at = NULL WHERE period = '2020-01'`),
  ).rejects.toThrow('is what it is');
  await expect(sql(`UPDATE ledger_periods SET balances = '[]' WHERE period = '2020-01'`)).rejects.toThrow(
    'is what it is',
  );
  await expect(sql('DELETE FROM ledger_periods')).rejects.toThrow('append-only');
  await expect(sql('TRUNCATE ledger_periods')).rejects.toThrow('append-only');
});
