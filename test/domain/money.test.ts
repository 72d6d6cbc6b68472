import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  allocate,
  AMOUNT_MINOR_MAX,
  atMost,
  beyond,
  convert,
  exactConversion,
  exactPercentage,
  formatBasisPoints,
  formatMoney,
  isRate,
  money,
  moneyFromJson,
  moneyToJson,
  percentageOf,
  plainAmount,
  sum,
  sumPerCurrency,
} from '../../domain/money.ts';

/** A mistake of ours, which no answer to a request explains. */
const OUR_MISTAKE = expect.objectContaining({ code: 'internal_error' });

const amounts = fc.bigInt({ min: 0n, max: AMOUNT_MINOR_MAX });
const basisPoints = fc.bigInt({ min: 0n, max: 10_000n });

describe('percentageOf', () => {
  it.each([
    { base: 4_800_000n, rate: 1_000n, expected: 480_000n, why: 'ten per cent is exact' },
    { base: 3n, rate: 2_000n, expected: 1n, why: '0.6 of a unit rounds up' },
    { base: 2n, rate: 2_000n, expected: 0n, why: '0.4 of a unit rounds down' },
    { base: 5n, rate: 1_000n, expected: 1n, why: 'exactly half rounds up' },
    { base: 1n, rate: 4_999n, expected: 0n, why: 'just under half rounds down' },
    { base: 0n, rate: 10_000n, expected: 0n, why: 'of nothing comes nothing' },
  ])('$base at $rate basis points is $expected: $why', ({ base, rate, expected }) => {
    expect(percentageOf(money(base, 'EUR'), rate).amountMinor).toBe(expected);
  });

  it('is never further than half a unit from the exact value, and half goes up', () => {
    fc.assert(
      fc.property(amounts, basisPoints, (base, rate) => {
        const errorTimesWhole = percentageOf(money(base, 'EUR'), rate).amountMinor * 10_000n - base * rate;
        expect(errorTimesWhole).toBeLessThanOrEqual(5_000n);
        expect(errorTimesWhole).toBeGreaterThan(-5_000n);
      }),
    );
  });

  it.each([
    { base: -1n, rate: 0n },
    { base: -1n, rate: 100n },
    { base: 100n, rate: -1n },
    { base: -100n, rate: -1n },
  ])('refuses $base at $rate: nothing below zero', ({ base, rate }) => {
    expect(() => percentageOf(money(base, 'EUR'), rate)).toThrow(OUR_MISTAKE);
  });

  it('says what was rounded', () => {
    expect(exactPercentage(money(4_800_000n, 'EUR'), 1_000n)).toBe('480000');
    expect(exactPercentage(money(12_345n, 'EUR'), 1_000n)).toBe('1234.5');
    expect(exactPercentage(money(0n, 'EUR'), 1_000n)).toBe('0');
  });
});

describe('convert', () => {
  it.each([
    { from: money(48_000n, 'EUR'), rate: '162.35', to: 'JPY', expected: 77_928n, why: 'from two decimals to none' },
    { from: money(77_928n, 'JPY'), rate: '0.006160', to: 'EUR', expected: 48_004n, why: 'from none to two' },
    { from: money(100n, 'JPY'), rate: '0.002', to: 'KWD', expected: 200n, why: 'from none to three' },
    { from: money(1n, 'EUR'), rate: '50', to: 'JPY', expected: 1n, why: 'exactly half rounds up' },
    { from: money(1n, 'EUR'), rate: '49.999999999999', to: 'JPY', expected: 0n, why: 'just under half rounds down' },
    { from: money(12_345n, 'EUR'), rate: '1', to: 'USD', expected: 12_345n, why: 'at par' },
  ])('$from.amountMinor $from.currency at $rate are $expected $to: $why', ({ from, rate, to, expected }) => {
    expect(convert(from, to, rate)).toEqual(money(expected, to));
  });

  it('is never further than half a unit from the exact value, and half goes up', () => {
    const digits = fc.integer({ min: 1, max: 999_999_999 });
    fc.assert(
      fc.property(amounts, digits, (amount, rate) => {
        const { amountMinor } = convert(money(amount, 'EUR'), 'USD', `0.${String(rate).padStart(9, '0')}`);
        const error = amountMinor * 1_000_000_000n - amount * BigInt(rate);
        expect(error).toBeLessThanOrEqual(500_000_000n);
        expect(error).toBeGreaterThan(-500_000_000n);
      }),
    );
  });

  it('says what was rounded', () => {
    expect(exactConversion(money(333n, 'EUR'), 'JPY', '162.35')).toBe('540.6255');
    expect(exactConversion(money(100n, 'JPY'), 'EUR', '0.5')).toBe('5000');
  });

  it.each(['0', '0.0', '-1', '1,5', '1e3', '', '.5', '1.', '1234567890', '1.1234567890123'])(
    'takes no %s for a rate',
    (text) => {
      expect(isRate(text)).toBe(false);
      expect(() => convert(money(1n, 'EUR'), 'USD', text)).toThrow(OUR_MISTAKE);
    },
  );

  it('converts nothing below zero', () => {
    expect(() => convert(money(-1n, 'EUR'), 'USD', '1.1')).toThrow(OUR_MISTAKE);
  });
});

describe('allocate', () => {
  it('never loses or makes a unit, and nobody is more than one unit from the exact part', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, weights, (amount, parts) => {
        const total = parts.reduce((left, right) => left + right, 0n);
        fc.pre(total > 0n);
        const divided = allocate(money(amount, 'EUR'), parts);
        expect(sum(divided, 'EUR').amountMinor).toBe(amount);
        divided.forEach(({ amountMinor }, index) => {
          const distance = amountMinor * total - amount * (parts[index] ?? 0n);
          expect(distance > -total && distance < total).toBe(true);
        });
      }),
    );
  });

  it('gives the odd unit to the larger remainder, and to the earlier of equals', () => {
    const units = (whole: bigint, weights: bigint[]) =>
      allocate(money(whole, 'EUR'), weights).map((m) => m.amountMinor);
    expect(units(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(units(10n, [6_667n, 3_333n])).toEqual([7n, 3n]);
    expect(units(1n, [1n, 9n])).toEqual([0n, 1n]);
    expect(units(7n, [3n, 5n, 3n])).toEqual([2n, 3n, 2n]);
    expect(units(0n, [1n, 0n])).toEqual([0n, 0n]);
  });

  it.each([
    { whole: 1n, weights: [], why: 'there is nobody' },
    { whole: 1n, weights: [0n, 0n], why: 'nobody gets anything' },
    { whole: -1n, weights: [1n], why: 'nothing below zero is divided' },
    { whole: 1n, weights: [3n, -1n], why: 'nobody gives' },
    { whole: 1n, weights: [-1n], why: 'nobody gives' },
  ])('refuses $whole by $weights: $why', ({ whole, weights }) => {
    expect(() => allocate(money(whole, 'EUR'), weights)).toThrow(OUR_MISTAKE);
  });
});

describe('add', () => {
  it('refuses two currencies', () => {
    expect(() => add(money(1n, 'EUR'), money(1n, 'USD'))).toThrow(OUR_MISTAKE);
  });
});

describe('the form in JSON', () => {
  it('gives back every amount within the safe range', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX }), (amount) => {
        expect(moneyFromJson(moneyToJson(money(amount, 'EUR')))).toEqual(money(amount, 'EUR'));
      }),
    );
  });

  it.each([AMOUNT_MINOR_MAX + 1n, -AMOUNT_MINOR_MAX - 1n])('refuses %s, which would lose precision', (amount) => {
    expect(() => moneyToJson(money(amount, 'EUR'))).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    expect(moneyToJson(money(-AMOUNT_MINOR_MAX, 'EUR')).amount).toBe(Number.MIN_SAFE_INTEGER);
    expect(moneyToJson(money(AMOUNT_MINOR_MAX, 'EUR')).amount).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('text', () => {
  it.each([
    { amount: 4_800_000n, currency: 'EUR', expected: '48,000.00 EUR', why: 'two decimals and groups' },
    { amount: 838_448n, currency: 'JPY', expected: '838,448 JPY', why: 'the yen has no decimals' },
    { amount: 1_234_567n, currency: 'KWD', expected: '1,234.567 KWD', why: 'the dinar has three' },
    { amount: 5n, currency: 'EUR', expected: '0.05 EUR', why: 'zeros are filled in' },
    { amount: -192_000n, currency: 'EUR', expected: '-1,920.00 EUR', why: 'the sign stands in front' },
  ])('$amount $currency reads "$expected": $why', ({ amount, currency, expected }) => {
    expect(formatMoney(money(amount, currency))).toBe(expected);
  });

  it('has a plain form for files', () => {
    expect(plainAmount(money(4_800_000n, 'EUR'))).toBe('48000.00');
  });

  it.each([
    [1_000, '10 %'],
    [1_250, '12.5 %'],
    [1_225, '12.25 %'],
    [10_000, '100 %'],
    [5, '0.05 %'],
  ])('%d basis points read %s', (points, expected) => {
    expect(formatBasisPoints(points)).toBe(expected);
  });
});

describe('limits', () => {
  const eur = (minor: bigint) => money(minor, 'EUR');

  it.each([
    { amount: 9n, limit: 10n, most: 9n, over: 0n },
    { amount: 10n, limit: 10n, most: 10n, over: 0n },
    { amount: 11n, limit: 10n, most: 10n, over: 1n },
  ])('of $amount the limit $limit leaves $most, and $over lies beyond', ({ amount, limit, most, over }) => {
    expect(atMost(eur(amount), eur(limit))).toEqual(eur(most));
    expect(beyond(eur(amount), eur(limit))).toEqual(eur(over));
  });

  it('divide an amount without losing a unit', () => {
    fc.assert(
      fc.property(amounts, amounts, (amount, limit) => {
        expect(add(atMost(eur(amount), eur(limit)), beyond(eur(amount), eur(limit)))).toEqual(eur(amount));
      }),
    );
  });

  it('of another currency are refused', () => {
    expect(() => atMost(eur(1n), money(1n, 'USD'))).toThrow(OUR_MISTAKE);
    expect(() => beyond(eur(1n), money(1n, 'USD'))).toThrow(OUR_MISTAKE);
  });
});

it('sums stand one per currency, in the order in which they come, and nothing is left out but nothing', () => {
  const mixed = [money(1n, 'USD'), money(2n, 'EUR'), money(3n, 'USD'), money(0n, 'JPY')];
  expect(sumPerCurrency(mixed)).toEqual([money(4n, 'USD'), money(2n, 'EUR')]);
  expect(sumPerCurrency([])).toEqual([]);
});
