import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { imbalances, type Entry, type Journal } from '../../../domain/ledger/postings.ts';
import { balanceKey, bytesOf, ledgerStory, type LedgerStory } from '../../support/ledgerStories.ts';
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

const isBalanced = ({ entries }: Journal): boolean => {
  const rests = [...imbalances(entries).values()];
  return rests.length === 1 && rests[0] === 0n;
};

/** What the books say otherwise than the lines do. */
function wrongIn({ journals, held }: LedgerStory): string[] {
  const credits = creditsOf(journals.flatMap(({ entries }) => entries));
  return [
    ...journals.filter((journal) => !isBalanced(journal)).map(({ key }) => `${key} does not balance`),
    ...[...credits]
      .filter(([key, amount]) => !key.startsWith('commission_expense') && amount !== (held.get(key) ?? 0n))
      .map(([key, amount]) => `${key} is ${String(amount)}, not ${String(held.get(key) ?? 0n)}`),
    ...[...held.keys()].filter((key) => !credits.has(key)).map((key) => `${key} is not in the books`),
  ];
}

it('in whatever order things happen, the books balance and say where the money of every line is: 100,000 postings', () => {
  let postings = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const story = ledgerStory(bytesOf(seed, 1_200));
      postings += story.journals.length;
      expect(wrongIn(story)).toEqual([]);
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
      const wrong: string[] = [];
      for (const { key, source, reverses } of ledgerStory(bytesOf(seed, 600)).journals) {
        if (booked.has(key)) wrong.push(`${key} is booked twice`);
        if (reverses !== null) {
          if (booked.get(reverses) !== source)
            wrong.push(`${key} takes back ${reverses}, not of ${source} or not booked`);
          if (takenBack.has(reverses)) wrong.push(`${reverses} is taken back twice`);
          takenBack.add(reverses);
        }
        booked.set(key, source);
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});
