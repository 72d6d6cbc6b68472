import { expect, it } from '@jest/globals';
import { meetClock, startClock } from '../../../domain/sla/clocks.ts';

it('a promise is never kept before it was given, whatever day is named for what kept it', () => {
  const clocks = startClock([], { kind: 'first_contact', startedAt: 1_000, dueAt: 2_000 });
  expect(meetClock(clocks, 'first_contact', 1)).toMatchObject([{ state: 'met', metAt: 1_000 }]);
  expect(meetClock(clocks, 'first_contact', 1_500)).toMatchObject([{ state: 'met', metAt: 1_500 }]);
});
