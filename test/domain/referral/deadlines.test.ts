import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '../../../domain/policy.ts';
import { deadlinesOf } from '../../../domain/referral/deadlines.ts';
import { findClock } from '../../../domain/sla/clocks.ts';
import { RECEIVED_AT, stateIn } from '../../support/storyStates.ts';

describe('what falls due at one moment', () => {
  it('ends last, so that what we owed by then is known to be late before it decides', () => {
    const state = stateIn('accepted');
    const dueAt = findClock(state.clocks, 'first_contact')?.dueAt ?? RECEIVED_AT;
    const clocks = state.clocks.map((clock) => (clock.kind === 'first_contact' ? { ...clock, stepsDone: 1 } : clock));
    const due = deadlinesOf({ ...state, clocks, expiresAt: dueAt }, defaultPolicy('EUR'));
    expect(due.filter(({ at }) => at === dueAt).map(({ kind }) => kind)).toEqual(['ladder', 'expiry']);
  });
});
