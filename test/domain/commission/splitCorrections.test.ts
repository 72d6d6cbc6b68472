import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { sharesOf } from '../../../domain/commission/split.ts';
import { runs } from '../../support/runs.ts';
import { isProven, standing, tell, won, type Told } from '../../support/toldDeals.ts';

const RUNS = runs(100_000);
const ADJUSTED = runs(20_000);
const amounts = fc.integer({ min: 1, max: 900_000 });
const basisPoints = fc.integer({ min: 1, max: 9_999 });
const happenings = fc.array(
  fc.record({ what: fc.constantFrom('refund', 'correct', 'correct', 'pay', 'adjust'), amount: amounts }),
  { minLength: 1, maxLength: 5 },
);

/** Both partners are paid each for themselves, and what is taken off one part is not taken off the other. */
const isOf = (what: string, amount: number, place: number): boolean =>
  (what !== 'pay' && what !== 'adjust') || amount % 2 === place;

/** What stands of the line that adjustments are about, with what was added to it. */
function ofFirst(told: Told): bigint {
  const id = told.lines[0]?.commissionId;
  const lines = told.lines.filter(({ commissionId, adjustment }) => commissionId === id || adjustment?.adjusts === id);
  return standing({ ...told, lines });
}

const isSound = (told: Told): boolean =>
  told.posted === standing(told) &&
  isProven(told) &&
  told.lines.every(({ earned, clawed }) => clawed.before + clawed.after <= earned.amountMinor);

describe('corrections and refunds of a deal that two partners share, in any order', () => {
  it(`leave both parts together at each step what they leave of the whole (${String(RUNS)} orders)`, () => {
    fc.assert(
      fc.property(amounts, basisPoints, happenings, (first, other, all) => {
        const whole = won(first);
        const parts = Object.values(sharesOf(other)).map((share) => won(first, share));
        return all
          .filter(({ what }) => what !== 'adjust')
          .every(({ what, amount }) => {
            tell(whole, what, amount);
            for (const [place, part] of parts.entries()) if (isOf(what, amount, place)) tell(part, what, amount);
            return parts.reduce((sum, part) => sum + standing(part), 0n) === standing(whole);
          });
      }),
      { numRuns: RUNS },
    );
  });

  it(`and what people take off a part comes off that part alone, down to nothing, with each amount proven (${String(ADJUSTED)} orders)`, () => {
    fc.assert(
      fc.property(amounts, basisPoints, happenings, (first, other, all) =>
        Object.values(sharesOf(other)).every((share, place) => {
          const part = won(first, share);
          const untouched = won(first, share);
          return all
            .filter(({ what, amount }) => isOf(what, amount, place))
            .every(({ what, amount }) => {
              tell(part, what, amount);
              if (what !== 'adjust') tell(untouched, what, amount);
              const has = ofFirst(untouched);
              const taken = has < part.adjusted ? has : part.adjusted;
              return standing(part) === standing(untouched) - taken && isSound(part);
            });
        }),
      ),
      { numRuns: ADJUSTED },
    );
  });
});
