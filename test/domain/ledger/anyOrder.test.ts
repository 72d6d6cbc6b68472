import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { imbalances, type Entry } from '../../../domain/ledger/postings.ts';
import { balanceKey, bytesOf, ledgerStory } from '../../support/ledgerStories.ts';
import { often, runs } from '../../support/runs.ts';

/** What each account owes or has paid: credits less debits, without those at zero. */
function creditsOf(entries: readonly Entry[]): Map<string, bigint> {
  const credits = new Map<string, bigint>();
  for (const { account, partnerId, side, amount } of entries) {
    const key = balanceKey(account, partnerId, amount.currency);
    credits.set(key, (credits.get(key) ?? 0n) + (side === 'credit' ? amount.amountMinor : -amount.amountMinor));
  }
  return credits;
}

it('in whatever order things happen, the books balance and say where the money of every line is: 100,000 postings', () => {
  let postings = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { journals, held } = ledgerStory(bytesOf(seed, 1_200));
      const entries = journals.flatMap((journal) => journal.entries);
      postings += journals.length;
      for (const journal of journals) expect([...imbalances(journal.entries).values()]).toEqual([0n]);
      const credits = creditsOf(entries);
      for (const [key, amount] of credits)
        if (!key.startsWith('commission_expense')) expect([key, amount]).toEqual([key, held.get(key) ?? 0n]);
      for (const key of held.keys()) expect(credits.has(key)).toBe(true);
    }),
    { numRuns: runs(400) },
  );
  expect(postings).toBeGreaterThan(often(100_000));
});

it('in whatever order things happen, every correction takes back one journal of its own source, booked before', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const booked = new Map<string, string>();
      const takenBack = new Set<string>();
      for (const { key, source, reverses } of ledgerStory(bytesOf(seed, 600)).journals) {
        expect(booked.has(key)).toBe(false);
        if (reverses !== null) {
          expect(booked.get(reverses)).toBe(source);
          expect(takenBack.has(reverses)).toBe(false);
          takenBack.add(reverses);
        }
        booked.set(key, source);
      }
    }),
    { numRuns: runs(100) },
  );
});
