import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBooks } from '../../adapters/database/books.ts';
import { journalParameters } from '../../adapters/database/journalParameters.ts';
import type { Journal } from '../../domain/ledger/postings.ts';
import { balanceKey, bytesOf, ledgerStory } from '../support/ledgerStories.ts';
import { createMoneyWorld, type MoneyWorld } from '../support/moneyWorld.ts';

/** The journals of whole stories through PostgreSQL. */
let world: MoneyWorld;
beforeAll(async () => {
  world = await createMoneyWorld();
});
afterAll(() => world.close());

const POSTED_AT_ONCE = 400;

async function post(journals: readonly Journal[], at = '2020-01-15T12:00:00Z'): Promise<void> {
  for (let from = 0; from < journals.length; from += POSTED_AT_ONCE) {
    await world.database.$executeRawUnsafe(
      `SELECT post_journal(j.body, $2::timestamptz) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS j(body, place)`,
      JSON.stringify(journals.slice(from, from + POSTED_AT_ONCE).map(journalParameters)),
      at,
    );
  }
}

it('thousands of postings in any order: the balances are those of the lines, and both sides are equal', async () => {
  const { journals, held } = ledgerStory(bytesOf(20_261_126, 8_000), 'many');
  expect(journals.length).toBeGreaterThan(2_000);
  await post(journals);
  const accounts = await createBooks(world.database).accounts({});
  for (const { code, partnerId, currency, debits, credits } of accounts) {
    if (code === 'commission_expense') continue;
    const key = balanceKey(code, partnerId, currency);
    expect([key, BigInt(credits - debits)]).toEqual([key, held.get(key) ?? 0n]);
  }
  for (const currency of ['EUR', 'USD', 'JPY']) {
    const own = accounts.filter((account) => account.currency === currency);
    expect(own.length).toBeGreaterThan(3);
    expect(own.reduce((sum, { debits, credits }) => sum + debits - credits, 0)).toBe(0);
  }
});

describe('a correction', () => {
  const { journals } = ledgerStory(Uint8Array.of(0, 0), 'one');
  const [accrued] = journals as [Journal];
  const rejected: Journal = {
    ...accrued,
    kind: 'rejected_pending',
    key: `rejected_pending:${accrued.source}`,
    reverses: accrued.key,
    entries: accrued.entries.map((entry) => ({ ...entry, side: entry.side === 'debit' ? 'credit' : 'debit' })),
  };
  it('names the journal that it takes back', async () => {
    await post([accrued, rejected]);
    const [last] = (
      await createBooks(world.database).journals({ source: accrued.source }, { limit: 1, after: undefined })
    ).rows;
    const { id } = await world.database.ledgerJournal.findUniqueOrThrow({ where: { idempotencyKey: accrued.key } });
    expect(last).toMatchObject({ kind: 'rejected_pending', reverses: id });
  });

  it.each([
    { journal: rejected, error: /unique|duplicate/i, why: 'the same key twice' },
    { journal: { ...rejected, key: 'another' }, error: /unique|duplicate/i, why: 'the same journal twice' },
    {
      journal: { ...rejected, key: 'b', reverses: 'accrued:com_none' },
      error: /no rows/,
      why: 'what was never booked',
    },
  ])('is refused: $why', async ({ journal, error }) => {
    await expect(post([journal])).rejects.toThrow(error);
  });

  it('takes back of its own source only, and no more than was booked', async () => {
    const [other] = ledgerStory(Uint8Array.of(1, 0), 'other').journals as [Journal];
    await post([other]);
    await expect(post([{ ...rejected, key: 'c', reverses: other.key }])).rejects.toThrow(
      'takes back what was not booked',
    );
    const more = { ...rejected, source: other.source, key: 'd', reverses: other.key };
    const entries = other.entries.map((entry) => ({
      ...entry,
      amount: { ...entry.amount, amountMinor: entry.amount.amountMinor * 2n },
    }));
    await expect(post([{ ...more, entries }])).rejects.toThrow('takes back what was not booked');
  });
});
