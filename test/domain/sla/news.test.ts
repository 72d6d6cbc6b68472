import { describe, expect, it } from '@jest/globals';
import type { ReferralCommandName, Stage } from '../../../domain/referral/stages.ts';
import { STAGES } from '../../../domain/referral/stages.ts';
import { breachClock, findClock, startClock } from '../../../domain/sla/clocks.ts';
import type { Clock } from '../../../domain/sla/clocks.ts';
import { NEWS_PROMISED_IN, followStep } from '../../../domain/sla/news.ts';

const WEEK_MS = 604_800_000;
const promised = (at = 0): Clock[] => startClock([], { kind: 'status_update', startedAt: at, dueAt: at + WEEK_MS });

const step = (stage: Stage, at: number, name?: ReferralCommandName, tellsPartner = true) => ({
  stage,
  at,
  command: name === undefined ? undefined : { name, givenAt: at },
  tellsPartner,
});

const news = (clocks: readonly Clock[]): Clock | undefined => findClock(clocks, 'status_update');

describe('the promise of news', () => {
  it.each([...STAGES])('is given in %s exactly while the claim is worked on', (stage) => {
    const { clocks } = followStep([], step(stage, 5), WEEK_MS);
    expect(news(clocks)?.state).toBe(NEWS_PROMISED_IN.includes(stage) ? 'running' : undefined);
  });

  it('runs on through what happens by itself', () => {
    expect(followStep(promised(), step('accepted', 1_000), WEEK_MS)).toEqual({ clocks: promised(), ended: undefined });
  });

  it('is kept by what a person of ours does, and the next one runs from there', () => {
    const { clocks, ended } = followStep(promised(), step('contacted', 1_000, 'contact'), WEEK_MS);
    expect(ended).toMatchObject({ state: 'met', metAt: 1_000 });
    expect(news(clocks)).toMatchObject({ state: 'running', startedAt: 1_000, dueAt: 1_000 + WEEK_MS });
  });

  it.each(['assign', 'close'] as const)('is not kept by a person’s %s of which the partner is not told', (name) => {
    const { clocks, ended } = followStep(promised(), step('negotiation', 1_000, name, false), WEEK_MS);
    expect({ clocks, ended }).toEqual({ clocks: promised(), ended: undefined });
  });

  it.each([
    { tellsPartner: true, state: 'met', why: 'the partner is told of it' },
    { tellsPartner: false, state: 'running', why: 'the partner is not told of it' },
  ])('is $state after what somebody did in the CRM when $why', ({ tellsPartner, state }) => {
    const inCrm = { ...step('contacted', 1_000, undefined, tellsPartner), inCrm: true };
    const { clocks, ended } = followStep(promised(), inCrm, WEEK_MS);
    expect((ended ?? news(clocks))?.state).toBe(state);
  });

  it('is not kept by a mail that goes out by itself', () => {
    const { clocks, ended } = followStep(promised(), step('accepted', 1_000, undefined, true), WEEK_MS);
    expect({ clocks, ended }).toEqual({ clocks: promised(), ended: undefined });
  });

  it('is not kept by the partner’s own word', () => {
    const { clocks, ended } = followStep(promised(), step('accepted', 1_000, 'requestExtension'), WEEK_MS);
    expect(ended).toBeUndefined();
    expect(clocks).toEqual(promised());
  });

  it('runs anew where it was missed', () => {
    const missed = breachClock(promised(), 'status_update');
    const { clocks, ended } = followStep(missed, step('opportunity', WEEK_MS), WEEK_MS);
    expect(ended).toMatchObject({ state: 'breached' });
    expect(news(clocks)).toMatchObject({ state: 'running', dueAt: 2 * WEEK_MS });
  });

  it.each([
    { name: 'close' as const, state: 'met', why: 'a person said how it ended' },
    { name: 'withdraw' as const, state: 'cancelled', why: 'the partner took it back' },
    { name: undefined, state: 'cancelled', why: 'it lapsed' },
  ])('is $state at the end when $why', ({ name, state }) => {
    const { clocks, ended } = followStep(promised(), step(name === 'close' ? 'won' : 'expired', 1_000, name), WEEK_MS);
    expect(news(clocks)?.state).toBe(state);
    expect(ended).toBeUndefined();
  });

  it.each(['contact', 'advance', 'close'] as const)('and of the first step is kept by the closer’s %s', (name) => {
    const handed = startClock([], { kind: 'handover', startedAt: 0, dueAt: 100 });
    const { clocks } = followStep(handed, step('qualified', 90, name), WEEK_MS);
    expect(findClock(clocks, 'handover')).toMatchObject({ state: 'met', metAt: 90 });
    expect(findClock(followStep(handed, step('qualified', 90, 'assign'), WEEK_MS).clocks, 'handover')?.state).toBe(
      'running',
    );
  });

  it('a win that a second person has still to confirm keeps the promise of the first step, though nobody is told', () => {
    const handed = startClock([], { kind: 'handover', startedAt: 0, dueAt: 100 });
    const { clocks } = followStep(handed, step('qualified', 90, 'close', false), WEEK_MS);
    expect(findClock(clocks, 'handover')).toMatchObject({ state: 'met', metAt: 90 });
  });

  it.each([
    { byOwner: true, state: 'met', why: 'the closer wrote' },
    { byOwner: false, state: 'running', why: 'a colleague who does not have it wrote' },
  ])('a message leaves the promise of the first step $state: $why', ({ byOwner, state }) => {
    const handed = startClock([], { kind: 'handover', startedAt: 0, dueAt: 100 });
    const command = { name: 'message' as const, givenAt: 90, side: 'vendor' as const, byOwner };
    const { clocks } = followStep(handed, { stage: 'qualified', at: 90, command, tellsPartner: true }, WEEK_MS);
    expect(findClock(clocks, 'handover')?.state).toBe(state);
  });

  it.each([
    { side: 'vendor' as const, state: 'met', why: 'the owner wrote' },
    { side: 'partner' as const, state: 'running', why: 'the partner’s own word' },
  ])('a message of the $side leaves it $state: $why', ({ side, state }) => {
    const command = { name: 'message' as const, givenAt: 1_000, side };
    const { clocks, ended } = followStep(
      promised(),
      { stage: 'accepted', at: 1_000, command, tellsPartner: true },
      WEEK_MS,
    );
    expect((ended ?? news(clocks))?.state).toBe(state);
  });
});
