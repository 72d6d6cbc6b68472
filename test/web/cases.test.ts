import { describe, expect, it } from '@jest/globals';
import { caseSteps } from '../../web/cases/caseSteps.ts';
import { decisionBody, initialDecision } from '../../web/cases/decision.ts';
import { contestableKinds } from '../../web/partner/detail/contestable.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const outcome = { at: '2026-11-18T12:00:00Z', contestUntil: '2026-12-02T12:00:00Z' };
const declined = { stage: 'declined' as const, outcome, commissions: [] };
const contested = { kind: 'declined' as const, state: 'open', openedAt: '2026-11-19T12:00:00Z' };

describe('what is offered to be contested', () => {
  it('the end itself within its window, and missing credit', () => {
    expect(contestableKinds(declined, [], NOW)).toEqual(['declined', 'missing_credit']);
    expect(contestableKinds({ ...declined, stage: 'lost' }, [], NOW)).toEqual(['missing_credit']);
  });

  it('not the end after its window', () => {
    expect(contestableKinds(declined, [], Date.parse('2026-12-03T12:00:00Z'))).toEqual(['missing_credit']);
  });

  it('not what is open or decided, but again what was taken back, and another end of the same referral', () => {
    const kinds = (known: typeof contested) => contestableKinds(declined, [known], NOW);
    expect(kinds(contested)).toEqual(['missing_credit']);
    expect(kinds({ ...contested, state: 'closed' })).toEqual(['missing_credit']);
    expect(kinds({ ...contested, state: 'withdrawn' })).toContain('declined');
    expect(kinds({ ...contested, state: 'closed', openedAt: '2026-11-10T12:00:00Z' })).toContain('declined');
  });

  it('of a won one its money, once there is a line', () => {
    expect(contestableKinds({ ...declined, stage: 'won', outcome: null }, [], NOW)).toEqual([]);
  });
});

const firstAnswer = (startedAt: string, metAt: string) => ({
  kind: 'first_answer' as const,
  startedAt,
  dueAt: startedAt,
  state: 'met' as const,
  remaining: null,
  metAt,
});
const rejected = {
  outcome: 'rejected' as const,
  effect: 'none' as const,
  reason: 'No.',
  at: '2026-11-19T12:00:00Z',
  by: null,
  deal: null,
  adjustment: null,
};
const told = {
  state: 'decided' as const,
  openedAt: '2026-11-18T13:00:00Z',
  openedBy: { kind: 'user', id: 'usr_1', name: 'Ada' },
  note: 'Wrong.',
  clocks: [firstAnswer('2026-11-18T13:00:00Z', '2026-11-18T15:00:00Z')],
  answer: 'We look.',
  decision: rejected,
  earlierDecision: null,
  secondLook: null,
};
const keysOf = (about: Parameters<typeof caseSteps>[0]): string[] => caseSteps(about).map(({ key }) => key);

describe('the steps of a case', () => {
  it('stand in the order in which they happened', () => {
    expect(keysOf(told)).toEqual(['opened', 'answered', 'decided']);
    expect(caseSteps(told)[1]).toMatchObject({ at: '2026-11-18T15:00:00Z', text: 'We look.' });
  });

  it('a second look stands between the rejection that it is about and its own decision', () => {
    const again = { ...told, secondLook: { at: '2026-11-20T12:00:00Z', message: 'Ask K. Lang.' } };
    expect(keysOf({ ...again, state: 'second_look' })).toEqual(['opened', 'answered', 'decided', 'secondLook']);
    const last = { ...rejected, reason: 'Still no.', at: '2026-11-21T12:00:00Z' };
    const steps = caseSteps({ ...again, state: 'closed', earlierDecision: rejected, decision: last });
    expect(steps.map(({ key, text }) => [key, text]).slice(2)).toEqual([
      ['decidedBefore', 'No.'],
      ['secondLook', 'Ask K. Lang.'],
      ['decided', 'Still no.'],
    ]);
  });
});

describe('what is sent as a decision', () => {
  const values = { ...initialDecision(['credit', 'none']), reason: ' Seen. ' };

  it('a rejection changes nothing, whatever was chosen before', () => {
    const body = decisionBody({ ...values, outcome: 'rejected', dealId: 'D-1', amount: 5 });
    expect(body).toEqual({ outcome: 'rejected', effect: 'none', reason: 'Seen.' });
  });

  it('a credit names its deal, in minor units', () => {
    const deal = { dealId: ' D-1 ', amount: 12.5, currency: 'EUR', closedOn: '2026-11-02' };
    expect(decisionBody({ ...values, ...deal, outcome: 'upheld' })).toEqual({
      outcome: 'upheld',
      effect: 'credit',
      reason: 'Seen.',
      dealId: 'D-1',
      amount: { amount: 1_250, currency: 'EUR' },
      closedOn: '2026-11-02',
    });
  });
});
