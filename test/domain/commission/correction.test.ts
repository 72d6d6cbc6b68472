import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../support/runs.ts';
import { isProven, standing, tell, wanted, won } from '../../support/toldDeals.ts';

const RUNS = runs(100_000);
const TELESCOPING = runs(40_000);
const amounts = fc.integer({ min: 1, max: 900_000 });
const happening = fc.record({
  what: fc.constantFrom('refund', 'correct', 'correct', 'pay', 'adjust'),
  amount: amounts,
});

describe('corrections, refunds and adjustments in any order', () => {
  it(`what is booked is what stands, each amount has its proof, and nothing falls below zero (${String(RUNS)} orders)`, () => {
    fc.assert(
      fc.property(amounts, fc.array(happening, { minLength: 1, maxLength: 5 }), (first, happenings) => {
        const told = won(first);
        for (const { what, amount } of happenings) tell(told, what, amount);
        const isAbove = told.lines.every(({ earned, clawed }) => clawed.before + clawed.after <= earned.amountMinor);
        return told.posted === standing(told) && isAbove && isProven(told);
      }),
      { numRuns: RUNS },
    );
  });

  it(`without adjustments they come to what the last correction alone would (${String(TELESCOPING)} orders)`, () => {
    fc.assert(
      fc.property(amounts, fc.array(happening, { minLength: 1, maxLength: 5 }), (first, happenings) => {
        const told = won(first);
        for (const { what, amount } of happenings) if (what !== 'adjust') tell(told, what, amount);
        return standing(told) === wanted(told);
      }),
      { numRuns: TELESCOPING },
    );
  });
});
