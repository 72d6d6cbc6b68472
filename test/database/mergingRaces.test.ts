import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { AT, openCompanyRecords } from '../support/companyRecords.ts';
import type { CompanyRecords } from '../support/companyRecords.ts';

/** `MERGING_ROUNDS=50 npm run jest -- test/database/mergingRaces` looks longer for a moment that goes wrong. */
const ROUNDS = Number(process.env['MERGING_ROUNDS'] ?? '8');

let records: CompanyRecords;

beforeAll(async () => {
  records = await openCompanyRecords();
}, 300_000);

afterAll(() => records.close());

/** As a withdrawal ends a claim: it passes on. */
const withdraw = (referralId: string): Promise<void> =>
  callProcedure(records.worker, 'release_claim', referralId, 'withdrawn', true, new Date(AT));

/** What was decided meanwhile may refuse it, for it is not possible any more; nothing else may, a deadlock least of all. */
async function isDone(decision: Promise<unknown>): Promise<boolean> {
  const [outcome] = await Promise.allSettled([decision]);
  if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not_allowed_in_state' });
  return outcome.status === 'fulfilled';
}

const isMerged = async (companyIds: readonly string[]): Promise<boolean> =>
  (await records.ground.database.company.count({
    where: { id: { in: [...companyIds] }, mergedIntoId: { not: null } },
  })) > 0;

async function inOrderOfIntake(ids: readonly string[]): Promise<string[]> {
  const entries = await Promise.all(ids.map(records.entry));
  return entries.sort((one, other) => Number(one.intakeNo - other.intakeNo)).map(({ referralId }) => referralId);
}

/** The first of these by intake holds the claim, the others stand behind it in that order: as stored, and as each is told. */
async function expectOneLine(ids: readonly string[]): Promise<void> {
  const line = await inOrderOfIntake(ids);
  expect(await records.statesOf(line)).toEqual(line.map((_, place) => (place === 0 ? 'held' : 'waiting')));
  const told = await Promise.all(line.map(records.take));
  expect(told.map(({ position }) => position)).toEqual(line.map((_, place) => (place === 0 ? null : place)));
}

type Sides = { into: string; from: string; north: string[]; south: string[] };

const expectLinesOf = async ({ into, from, north, south }: Sides, merged: boolean): Promise<void> => {
  expect(await isMerged([into, from])).toBe(merged);
  if (merged) await expectOneLine([...north, ...south]);
  else for (const side of [north, south]) await expectOneLine(side);
};

describe('two records that are merged while their referrals are decided, submitted and withdrawn', () => {
  it('have one holder, in the order of intake; again when it is taken back, and when both happen at once', async () => {
    const { company, recordOf, take, merge, unmerge } = records;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [north, south] = [company(), company()];
      const holder = await north.referAndTake();
      const s1 = await south.referAndTake();
      const [n2, s2, n3] = [await north.refer(), await south.refer(), await north.refer()];
      const [into, from] = [await recordOf(holder), await recordOf(s1)];

      // Two managers at once, each into the other; one of them comes too late.
      const [[one, other], [n4, s3]] = await Promise.all([
        Promise.all([isDone(merge(into, from)), isDone(merge(from, into))]),
        Promise.all([north.referAndTake(), south.referAndTake()]),
        withdraw(holder),
        ...[n2, s2, n3].map(take),
      ]);
      expect([one, other].filter(Boolean)).toHaveLength(1);
      await expectLinesOf({ into, from, north: [n2, n3, n4], south: [s1, s2, s3] }, true);

      const [kept, gone] = one ? [into, from] : [from, into];
      const [[first, second], [n5, s4]] = await Promise.all([
        Promise.all([isDone(unmerge(kept, gone)), isDone(unmerge(kept, gone))]),
        Promise.all([north.referAndTake(), south.referAndTake()]),
        withdraw(s1),
      ]);
      expect([first, second].filter(Boolean)).toHaveLength(1);
      const sides: Sides = { into, from, north: [n2, n3, n4, n5], south: [s2, s3, s4] };
      await expectLinesOf(sides, false);

      const [merged, undone, n6] = await Promise.all([
        isDone(merge(into, from)),
        isDone(unmerge(into, from)),
        north.referAndTake(),
        withdraw(n2),
      ]);
      expect(merged).toBe(true);
      await expectLinesOf({ ...sides, north: [n3, n4, n5, n6] }, !undone);
    }
  }, 300_000);
});
