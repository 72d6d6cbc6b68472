import { expect, it } from '@jest/globals';
import { attainmentOf } from '../../../domain/sla/attainment.ts';

it.each([
  { total: 0, kept: 0, keptWithoutPauses: 0, percent: null, without: null, why: 'nothing was promised' },
  { total: 9, kept: 9, keptWithoutPauses: 9, percent: null, without: null, why: 'nine are too few to say' },
  { total: 10, kept: 10, keptWithoutPauses: 7, percent: 100, without: 70, why: 'ten are enough; three had a pause' },
  { total: 50, kept: 48, keptWithoutPauses: 48, percent: 96, without: 96, why: 'counts stand beside it' },
  { total: 1_000, kept: 999, keptWithoutPauses: 995, percent: 99, without: 99, why: '100 % only where all were kept' },
])('$kept of $total is $percent % ($why)', ({ percent, without, why: _, ...counts }) => {
  expect(attainmentOf(counts)).toEqual({
    ...counts,
    percent,
    percentWithoutPauses: without,
    tooFew: counts.total < 10,
  });
});
