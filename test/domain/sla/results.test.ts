import { expect, it } from '@jest/globals';
import { breachClock, cancelClock, meetClock, startClock } from '../../../domain/sla/clocks.ts';
import type { Clock } from '../../../domain/sla/clocks.ts';
import { countResults } from '../../../domain/sla/results.ts';

const clocks = (): Clock[] => startClock([], { kind: 'first_contact', startedAt: 0, dueAt: 1_000 });
const moved = (): Clock[] => clocks().map((clock) => ({ ...clock, dueAt: 3_000, firstDueAt: 1_000 }));

it.each([
  { present: clocks(), results: [], why: 'it runs' },
  { present: cancelClock(clocks(), 'first_contact'), results: [], why: 'nothing was owed any more' },
  {
    present: meetClock(startClock([], { kind: 'expiry', startedAt: 0, dueAt: 1_000 }), 'expiry', 10),
    results: [],
    why: 'the end of a registration is no promise',
  },
  {
    present: meetClock(clocks(), 'first_contact', 900),
    results: [{ kept: true, keptWithoutPauses: true, decidedAt: '1970-01-01T00:00:00.900Z' }],
    why: 'it was kept',
  },
  {
    present: meetClock(moved(), 'first_contact', 2_000),
    results: [{ kept: true, keptWithoutPauses: false }],
    why: 'it was kept only because a question made it stand still',
  },
  {
    present: breachClock(clocks(), 'first_contact'),
    results: [{ kept: false, keptWithoutPauses: false, decidedAt: '1970-01-01T00:00:01.000Z' }],
    why: 'it was missed, at its due time',
  },
])('a promise counts as $results.length outcomes: $why', ({ present, results }) => {
  const counted = countResults(present);
  expect(counted.results).toMatchObject(results);
  expect(countResults(counted.clocks).results).toEqual([]);
});

it('what was missed is not counted again when it is kept late', () => {
  const { clocks: missed } = countResults(breachClock(clocks(), 'first_contact'));
  expect(countResults(meetClock(missed, 'first_contact', 5_000)).results).toEqual([]);
});
