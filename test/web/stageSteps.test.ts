import { describe, expect, it } from '@jest/globals';
import { stageSteps } from '../../web/ui/stageSteps.ts';

const changes = (...stages: string[]): { at: string; to: string }[] =>
  stages.map((to, place) => ({ to, at: new Date(Date.UTC(2026, 10, 20 + place)).toISOString() }));

const states = (stage: string, reached: { at: string; to: string }[]): string[] =>
  stageSteps({ stage, origin: null }, reached).map(({ label, state }) => `${label}: ${state}`);

describe('the way of a referral', () => {
  it('what was reached is done, what is ahead stays grey', () => {
    expect(states('contacted', changes('submitted', 'accepted', 'contacted'))).toEqual([
      'Received: done',
      'Registered: done',
      'Contacted: here',
      'Qualified: ahead',
      'In talks: ahead',
      'Won: ahead',
    ]);
  });

  it('a stage that was skipped has no date, and a deal may go back', () => {
    const steps = stageSteps(
      { stage: 'opportunity', origin: null },
      changes('submitted', 'accepted', 'contacted', 'qualified', 'proposal', 'opportunity'),
    );
    expect(steps[4]).toMatchObject({ label: 'Opportunity', state: 'here', at: '2026-11-24T00:00:00.000Z' });
  });

  it('a renewal begins in talks', () => {
    const labels = stageSteps({ stage: 'proposal', origin: {} }, changes('opportunity', 'proposal')).map(
      ({ label, state }) => `${label}: ${state}`,
    );
    expect(labels).toEqual(['Proposal: here', 'Won: ahead']);
  });

  it('a win is done to the last step', () => {
    expect(states('won', changes('submitted', 'accepted', 'contacted', 'qualified', 'won')).at(-1)).toBe('Won: done');
  });

  it('an end stands in place of what would have come', () => {
    expect(states('declined', changes('submitted', 'declined'))).toEqual(['Received: done', 'Not registered: ended']);
  });
});
