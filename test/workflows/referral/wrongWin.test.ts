import { describe, expect, it } from '@jest/globals';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY } as const;

describe('a deal that is closed', () => {
  it.each([
    { amount: 4_800_001, currency: 'EUR' },
    { amount: 4_800_000, currency: 'SEK' },
  ])('as won with a first year of %o, which is no part of it, is refused', async (firstYearNet) =>
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const { answer } = await world.give(referralId, 'close', owner, { ...WON, firstYearNet, dealId: 'D-7' });
      expect(answer).toMatchObject({ code: 'invalid_request', facts: { field: 'firstYearNet' } });
    })(),
  );

  it.each(['1990-01-01', '2099-12-31'])(
    'as won on %s, which is before it came in or after today, is refused',
    async (closedOn) =>
      inWorld(async (world) => {
        const { referralId, owner } = await qualified(world);
        for (const dealId of ['D-6', undefined]) {
          const { answer } = await world.give(referralId, 'close', owner, {
            ...WON,
            closedOn,
            ...(dealId === undefined ? {} : { dealId }),
          });
          expect(answer).toMatchObject({
            code: 'date_out_of_range',
            facts: { field: 'closedOn', until: expect.any(String) },
          });
        }
        expect((await world.row(referralId)).stage).toBe('qualified');
      })(),
  );
});
