import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import type { Processes } from '../support/payoutRuns.ts';

/** Straight SQL: neither the API nor the story stands before these rules here. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

const run = (sql: string, ...values: unknown[]) => world.database.$executeRawUnsafe(sql, ...values);

describe('the ledger', () => {
  const journal = (entries: [account: string, side: string, amount: number, currency?: string][]) => {
    const id = `jrn_${newId('event')}`;
    return world.database
      .$transaction([
        world.database.$executeRawUnsafe(
          `INSERT INTO ledger_accounts(id, kind, partner_id, currency) VALUES ('bank:EUR', 'bank', NULL, 'EUR'), ('payout_clearing:EUR', 'payout_clearing', NULL, 'EUR'), ('bank:USD', 'bank', NULL, 'USD') ON CONFLICT DO NOTHING`,
        ),
        world.database.$executeRawUnsafe(
          `INSERT INTO ledger_journals(id, kind, source, idempotency_key, at, created_tx) VALUES ($1, 'settled', 'test', $1, now(), 42)`,
          id,
        ),
        ...entries.map(([account, side, amount, currency = 'EUR'], position) =>
          world.database.$executeRawUnsafe(
            `INSERT INTO ledger_entries(journal_id, position, account_id, currency, side, amount_minor) VALUES ($1, $2, $3, $4, $5, $6::bigint)`,
            id,
            position,
            account,
            currency,
            side,
            amount,
          ),
        ),
      ])
      .then(() => id);
  };

  it('takes a journal that balances', async () => {
    await expect(
      journal([
        ['bank:EUR', 'debit', 5],
        ['payout_clearing:EUR', 'credit', 5],
      ]),
    ).resolves.toMatch(/^jrn_/);
  });

  it.each([
    {
      entries: [
        ['bank:EUR', 'debit', 5],
        ['payout_clearing:EUR', 'credit', 4],
      ],
      error: 'does not balance',
      why: 'the sides differ',
    },
    { entries: [], error: 'does not balance', why: 'there is no entry' },
    {
      entries: [
        ['bank:EUR', 'debit', 5],
        ['bank:USD', 'credit', 5, 'USD'],
      ],
      error: 'does not balance',
      why: 'each currency balances for itself',
    },
    {
      entries: [
        ['bank:EUR', 'debit', 0],
        ['payout_clearing:EUR', 'credit', 0],
      ],
      error: 'ledger_entries_amount',
      why: 'an entry is above zero',
    },
    {
      entries: [
        ['bank:EUR', 'debit', -5],
        ['payout_clearing:EUR', 'credit', -5],
      ],
      error: 'ledger_entries_amount',
      why: 'a correction is a reversal, not a minus',
    },
    {
      entries: [
        ['bank:EUR', 'debit', 5, 'USD'],
        ['payout_clearing:EUR', 'credit', 5],
      ],
      error: 'another currency',
      why: 'an account has one currency',
    },
    {
      entries: [
        ['bank:EUR', 'left', 5],
        ['payout_clearing:EUR', 'credit', 5],
      ],
      error: 'ledger_entries_side',
      why: 'there are two sides',
    },
  ] as { entries: [string, string, number, string?][]; error: string; why: string }[])(
    'refuses a journal: $why',
    async ({ entries, error }) => {
      await expect(journal(entries)).rejects.toThrow(error);
    },
  );

  it('is closed with its transaction: later entries, changes and deletions fail, for its owner too', async () => {
    const id = await journal([
      ['bank:EUR', 'debit', 5],
      ['payout_clearing:EUR', 'credit', 5],
    ]);
    await expect(
      run(
        `INSERT INTO ledger_entries(journal_id, position, account_id, currency, side, amount_minor) VALUES ($1, 9, 'bank:EUR', 'EUR', 'debit', 1)`,
        id,
      ),
    ).rejects.toThrow('is closed');
    for (const table of ['ledger_entries', 'ledger_journals', 'ledger_accounts']) {
      await expect(run(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
    }
    await expect(run('UPDATE ledger_entries SET amount_minor = 6')).rejects.toThrow('append-only');
    await expect(run('TRUNCATE ledger_entries')).rejects.toThrow('append-only');
  });

  it('cannot be checked early and unbalanced afterwards', async () => {
    const late = world.database.$transaction(async (as) => {
      await as.$executeRawUnsafe(
        `INSERT INTO ledger_journals(id, kind, source, idempotency_key, at, created_tx) VALUES ('jrn_early', 'settled', 'test', 'early', now(), 0)`,
      );
      const entry = (position: number, side: string) =>
        as.$executeRawUnsafe(
          `INSERT INTO ledger_entries(journal_id, position, account_id, currency, side, amount_minor) VALUES ('jrn_early', $1, 'bank:EUR', 'EUR', $2, 5)`,
          position,
          side,
        );
      await entry(0, 'debit');
      await entry(1, 'credit');
      await as.$executeRawUnsafe('SET CONSTRAINTS ALL IMMEDIATE');
      await as.$executeRawUnsafe('SET CONSTRAINTS ALL DEFERRED');
      await entry(2, 'debit');
    });
    await expect(late).rejects.toThrow('does not balance');
  });

  it('is not written by the API, and only added to by the worker', async () => {
    const insert = `INSERT INTO ledger_journals(id, kind, source, idempotency_key, at, created_tx) VALUES ('jrn_x', 'settled', 'x', 'x', now(), 0)`;
    await expect(processes.api.$executeRawUnsafe(insert)).rejects.toThrow('permission denied');
    await expect(processes.worker.$executeRawUnsafe('UPDATE ledger_journals SET source = source')).rejects.toThrow(
      'permission denied',
    );
    await expect(processes.worker.$executeRawUnsafe('DELETE FROM ledger_entries')).rejects.toThrow('permission denied');
    await expect(
      processes.api.$executeRawUnsafe(`INSERT INTO commission_approvals VALUES ('a', 'b', 'c', 'd', now())`),
    ).rejects.toThrow('permission denied');
  });
});
