import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FIRST_TIER,
  nextTier,
  tableProblem,
  tierReached,
  wonRevenue,
  type TierStanding,
} from '../../../domain/commission/tiers.ts';
import { AMOUNT_MINOR_MAX, money } from '../../../domain/money.ts';
import type { TierStep } from '../../../domain/policy.ts';
import { runs } from '../../support/runs.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const TABLE: TierStep[] = [
  { tier: 'silver', wonNetAtLeast: eur(5_000_000) },
  { tier: 'gold', wonNetAtLeast: eur(20_000_000) },
];
const having = (won: bigint, tiers: readonly TierStep[] = TABLE, programId = 'prg_1'): TierStanding => ({
  ...{ programId, tiers },
  won: money(won, 'EUR'),
});
const after = (current: string, ...standings: TierStanding[]): string =>
  tierReached(current, standings)?.tier ?? current;

describe('a table of tiers', () => {
  it('is ascending, in the currency of the program, and names each tier once', () => {
    expect(tableProblem(TABLE, 'EUR')).toBeUndefined();
    expect(tableProblem([], 'EUR')).toBeUndefined();
    expect(tableProblem(TABLE, 'USD')).toContain('USD');
    expect(tableProblem(TABLE.toReversed(), 'EUR')).toContain('silver does not');
    expect(tableProblem([{ tier: 'silver', wonNetAtLeast: eur(0) }], 'EUR')).toContain('more than nothing');
    expect(tableProblem([{ tier: FIRST_TIER, wonNetAtLeast: eur(1) }], 'EUR')).toContain(FIRST_TIER);
    expect(tableProblem([...TABLE, { tier: 'silver', wonNetAtLeast: eur(30_000_000) }], 'EUR')).toContain('twice');
  });
});

describe('the tier that is reached', () => {
  it.each([
    ['standard', 4_999_999n, 'standard'],
    ['standard', 5_000_000n, 'silver'],
    ['standard', 20_000_000n, 'gold'],
    ['silver', 20_000_000n, 'gold'],
    ['silver', 0n, 'silver'],
    ['gold', 6_000_000n, 'gold'],
    ['strategic', 90_000_000n, 'strategic'],
  ])('of a partner that is %s and has won %s is %s', (current, won, reached) => {
    expect(after(current, having(won))).toBe(reached);
  });

  it('is the highest of several programs, and never what one of them puts below', () => {
    const other: TierStep[] = [{ tier: 'gold', wonNetAtLeast: eur(1) }];
    expect(after('standard', having(5_000_000n), having(1n, other, 'prg_2'))).toBe('gold');
    expect(after('standard', having(1n, other), having(5_000_000n, TABLE, 'prg_2'))).toBe('gold');
    const turned: TierStep[] = [
      { tier: 'gold', wonNetAtLeast: eur(1) },
      { tier: 'silver', wonNetAtLeast: eur(2) },
    ];
    expect(after('silver', having(90_000_000n), having(2n, turned, 'prg_2'))).toBe('silver');
  });

  const NAMES = ['bronze', 'silver', 'gold', 'platinum'];
  const tables = fc
    .uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 4 })
    .map((limits) =>
      limits
        .sort((one, next) => one - next)
        .map((amount, place) => ({ tier: NAMES[place] ?? '', wonNetAtLeast: eur(amount) })),
    );
  const rank = (tier: string): number => NAMES.indexOf(tier);

  it('rises with revenue and never lowers, whatever was won', () => {
    const some = fc.bigInt(0n, 1_100n);
    const held = fc.constantFrom(FIRST_TIER, ...NAMES);
    fc.assert(
      fc.property(tables, held, some, some, (table, current, won, more) => {
        const now = after(current, having(won, table));
        const then = after(current, having(won + more, table));
        expect(rank(now)).toBeGreaterThanOrEqual(rank(current));
        expect(rank(then)).toBeGreaterThanOrEqual(rank(now));
        expect(after(now, having(won, table))).toBe(now);
        const next = nextTier(now, having(won, table));
        expect(next === null || next.missing.amountMinor > 0n).toBe(true);
        if (next !== null) expect(after(now, having(won + next.missing.amountMinor, table))).toBe(next.tier);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe('the next tier', () => {
  it('says what is missing, nothing where it waits for the check, and is none at the top', () => {
    expect(nextTier('standard', having(1_000_000n))).toEqual({ tier: 'silver', missing: money(4_000_000n, 'EUR') });
    expect(nextTier('silver', having(1_000_000n))).toEqual({ tier: 'gold', missing: money(19_000_000n, 'EUR') });
    expect(nextTier('standard', having(20_000_000n))).toEqual({ tier: 'gold', missing: money(0n, 'EUR') });
    expect([nextTier('gold', having(0n)), nextTier('strategic', having(0n))]).toEqual([null, null]);
  });
});

describe('won revenue', () => {
  const rates = [{ id: 'rat_1', from: 'USD', to: 'EUR', rate: '0.9', day: '2027-01-01', source: 'ECB' }];
  const at = '2027-01-02T05:00:00.000Z';

  it('is in the currency of the program, at a rate that is usable, and says what it leaves out', () => {
    const sums = [money(100n, 'EUR'), money(200n, 'USD'), money(7n, 'GBP')];
    const counted = { won: money(280n, 'EUR'), leftOut: [money(7n, 'GBP')] };
    expect(wonRevenue(sums, { currency: 'EUR', rates, at })).toEqual(counted);
    const late = { currency: 'EUR', rates, at: '2027-02-01T05:00:00.000Z' };
    expect(wonRevenue(sums, late)).toEqual({
      won: money(100n, 'EUR'),
      leftOut: [money(200n, 'USD'), money(7n, 'GBP')],
    });
  });

  it('is bounded by what one amount can carry', () => {
    const sums = [money(AMOUNT_MINOR_MAX * 4n, 'EUR')];
    expect(wonRevenue(sums, { currency: 'EUR', rates: [], at }).won.amountMinor).toBe(AMOUNT_MINOR_MAX);
  });
});
