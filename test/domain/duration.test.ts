import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { durationMs, formatDuration, isDuration } from '../../domain/duration.ts';
import { AppError } from '../../domain/errors.ts';

describe('a duration', () => {
  it.each([
    { text: 'PT4H', ms: 14_400_000 },
    { text: 'P90D', ms: 7_776_000_000 },
    { text: 'P2W', ms: 1_209_600_000 },
    { text: 'P1DT2H3M4S', ms: 93_784_000 },
    { text: 'PT15S', ms: 15_000 },
  ])('$text is $ms ms', ({ text, ms }) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1M', 'P1Y', '4H', 'PT4', 'P-1D', 'PT1.5H', 'P1DT', 'pt4h', 'PT4H '])(
    '"%s" is none',
    (text) => {
      expect(isDuration(text)).toBe(false);
      expect(() => durationMs(text)).toThrow(AppError);
    },
  );

  it('is written so that it reads back to the same length, down to seconds where there are no hours', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), (seconds) => {
        const back = durationMs(formatDuration(seconds * 1_000));
        expect(back).toBe(seconds < 3_600 ? seconds * 1_000 : Math.floor(seconds / 60) * 60_000);
      }),
    );
    expect([formatDuration(0), formatDuration(-5), formatDuration(14_340_000)]).toEqual(['PT0S', 'PT0S', 'PT3H59M']);
  });
});
