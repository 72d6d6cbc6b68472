import { describe, expect, it } from '@jest/globals';
import { createDealSweepActivities } from '../../activities/dealSweep.ts';
import type { DealWatch, ParallelDeals } from '../../adapters/database/parallelDealsPort.ts';
import { companyNamed, openDeal, sweep } from '../support/dealSteps.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import { accepted } from '../support/storySteps.ts';
import { storyTests } from '../support/storyTests.ts';

const inWorld = storyTests();
const AT = '2026-11-26T09:30:00.000Z';
const IDS = Array.from({ length: 120 }, (_, place) => `ref_${String(place).padStart(3, '0')}`);

/** So many claims; `says` is what the look at each comes to. */
function activitiesOver(says: (referralId: string) => number | 'unread') {
  const asked: string[] = [];
  const watch: Pick<DealWatch, 'look' | 'writeLinks'> = {
    look: ({ referralId }) => {
      asked.push(referralId);
      return Promise.resolve(says(referralId));
    },
    writeLinks: () => Promise.resolve(true),
  };
  const deals: Pick<ParallelDeals, 'claims'> = {
    claims: (after, limit) => Promise.resolve(IDS.filter((id) => id > after).slice(0, limit)),
  };
  const { lookBesideClaims } = inActivityContext(createDealSweepActivities({ watch, deals }));
  return { asked, lookBesideClaims };
}

describe('one batch of the sweep', () => {
  it('asks about each claim once, whatever the batches, and counts what is new', async () => {
    const { asked, lookBesideClaims } = activitiesOver((id) => (id === 'ref_007' ? 2 : 0));
    let after: string | null = '';
    let found = 0;
    while (after !== null) {
      const batch: { found: number; next: string | null } = await lookBesideClaims({ at: AT, after });
      found += batch.found;
      after = batch.next;
    }
    expect(asked).toEqual(IDS);
    expect(found).toBe(2);
  });

  it('goes on after one question without an answer, and ends when the CRM is away', async () => {
    const once = activitiesOver((id) => (id === 'ref_003' ? 'unread' : 0));
    expect((await once.lookBesideClaims({ at: AT, after: '' })).next).toBe('ref_049');
    const away = activitiesOver(() => 'unread');
    expect(await away.lookBesideClaims({ at: AT, after: '' })).toEqual({ found: 0, next: null });
    expect(away.asked).toHaveLength(3);
  });
});

describe('the sweep', () => {
  it(
    'looks at every claim, finds each deal once, and leaves alone what holds none',
    inWorld(async (world) => {
      const claims = [];
      for (const name of ['sweepone', 'sweeptwo']) claims.push(await accepted(world, companyNamed(name)));
      const waiting = await world.submit({ by: await world.anotherPartner(), ...companyNamed('sweepone') });
      await world.isIn(waiting.referralId, 'waitlisted');
      expect(await sweep(world)).toBe(0);
      for (const name of ['sweepone', 'sweeptwo']) await openDeal(world, name);
      expect(await sweep(world)).toBe(2);
      expect(await sweep(world)).toBe(0);
      const found = await world.database.parallelDeal.findMany();
      expect(found.map(({ referralId }) => referralId).sort()).toEqual(
        claims.map(({ referralId }) => referralId).sort(),
      );
    }),
  );
});
