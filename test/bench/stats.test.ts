import { describe, expect, it } from '@jest/globals';
import { percentile, spreadOf } from '../../scripts/bench/stats.ts';

describe('percentiles by nearest rank', () => {
  it('are values that were measured', () => {
    const values = Array.from({ length: 100 }, (_, place) => 100 - place);
    expect(spreadOf(values)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('of a few values are the largest', () => {
    expect(percentile([3, 7], 0.99)).toBe(7);
  });

  it('of nothing are not a number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});
