import { describe, expect, it } from '@jest/globals';
import { REASON_CODES, claimPassesOn, isReasonFor, reasonRule } from '../../../domain/referral/reasons.ts';
import {
  COMMANDS_IN_STAGE,
  DEAL_STAGES,
  ENDED_STAGES,
  STAGES,
  STAGE_TRANSITIONS,
  hasEnded,
  hasOpportunity,
  isAllowedIn,
  isOpen,
  mayFollow,
} from '../../../domain/referral/stages.ts';
import type { Stage } from '../../../domain/referral/stages.ts';
import { REFERRAL_COMMANDS } from '../../../workflows/messages.ts';

const reachableFrom = (start: Stage): Set<Stage> => {
  const reached = new Set<Stage>([start]);
  for (const stage of reached) for (const next of STAGE_TRANSITIONS[stage]) reached.add(next);
  return reached;
};

describe('the stages', () => {
  it('are all reached from the receipt', () => {
    expect([...reachableFrom('submitted')].sort()).toEqual([...STAGES].sort());
  });

  it('lead to nothing once they have ended, and to something before', () => {
    for (const stage of STAGES) expect(STAGE_TRANSITIONS[stage].length === 0).toBe(!isOpen(stage));
  });

  it('can be left for an end from everywhere', () => {
    for (const stage of STAGES.filter(isOpen)) {
      expect([...reachableFrom(stage)].some(hasEnded)).toBe(true);
    }
  });

  it('never lead back behind a qualification', () => {
    for (const stage of ['qualified', ...DEAL_STAGES] as const) {
      for (const earlier of ['submitted', 'in_review', 'waitlisted', 'accepted', 'contacted'] as const) {
        expect(mayFollow(stage, earlier)).toBe(false);
      }
    }
  });

  it('may be skipped and gone back to between opportunity and negotiation', () => {
    for (const from of DEAL_STAGES) {
      for (const to of DEAL_STAGES) expect(mayFollow(from, to)).toBe(from !== to);
    }
  });

  it('lapse only before an opportunity exists', () => {
    for (const stage of STAGES.filter(hasOpportunity)) expect(mayFollow(stage, 'expired')).toBe(false);
  });
});

describe('the commands', () => {
  it('are each allowed somewhere, and all of them are messages', () => {
    const allowed = REFERRAL_COMMANDS.filter(({ name }) => STAGES.some((stage) => isAllowedIn(stage, name)));
    expect(allowed).toEqual(REFERRAL_COMMANDS);
    const listed = Object.values(COMMANDS_IN_STAGE).flat();
    expect(REFERRAL_COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining(listed));
  });

  it.each(['approveCommission', 'rejectCommission', 'freeze', 'unfreeze', 'adjust'] as const)(
    'include %s wherever there may be a line: what was earned is paid also after an end',
    (command) => {
      for (const stage of STAGES) expect(isAllowedIn(stage, command)).toBe(true);
    },
  );

  it('are none where nothing is open, but for the way back', () => {
    expect(
      Object.fromEntries([...ENDED_STAGES, 'won' as const].map((stage) => [stage, COMMANDS_IN_STAGE[stage]])),
    ).toEqual({
      lost: ['reopen'],
      disqualified: ['reopen'],
      declined: [],
      expired: ['answer', 'reopen'],
      withdrawn: ['undoWithdraw', 'reopen'],
      won: ['reopen', 'message'],
    });
  });

  it.each([
    { command: 'review', stages: ['in_review'] },
    { command: 'qualify', stages: ['contacted'] },
    { command: 'advance', stages: ['qualified', 'opportunity', 'proposal', 'negotiation'] },
    { command: 'close', stages: ['qualified', 'opportunity', 'proposal', 'negotiation'] },
    { command: 'contact', stages: ['accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation'] },
  ] as const)('$command is for $stages', ({ command, stages }) => {
    expect(STAGES.filter((stage) => isAllowedIn(stage, command))).toEqual(stages);
  });

  it.each(['assign', 'ask', 'answer', 'message'] as const)('include %s wherever the referral is open', (command) => {
    for (const stage of STAGES.filter(isOpen)) expect(isAllowedIn(stage, command)).toBe(true);
  });

  it('include a withdrawal as long as the referral is open', () => {
    for (const stage of STAGES) expect(isAllowedIn(stage, 'withdraw')).toBe(isOpen(stage));
  });
});

describe('the reasons of an end', () => {
  it.each([
    { stage: 'disqualified', code: 'wrong_contact', passesOn: true, why: 'the introduction was the cause' },
    { stage: 'disqualified', code: 'unreachable', passesOn: true, why: 'the introduction was the cause' },
    { stage: 'disqualified', code: 'no_authority', passesOn: true, why: 'the introduction was the cause' },
    { stage: 'withdrawn', code: 'mistake', passesOn: true, why: 'it was taken back' },
    { stage: 'expired', code: 'no_opportunity', passesOn: true, why: 'it lapsed' },
    { stage: 'disqualified', code: 'no_need', passesOn: false, why: 'the company said no' },
    { stage: 'disqualified', code: 'no_budget', passesOn: false, why: 'the company said no' },
    { stage: 'disqualified', code: 'not_now', passesOn: false, why: 'the company said no' },
    { stage: 'disqualified', code: 'bad_fit', passesOn: false, why: 'the company said no' },
    { stage: 'disqualified', code: 'prospect_objected', passesOn: false, why: 'the person objected' },
    { stage: 'lost', code: 'competitor', passesOn: false, why: 'the company decided' },
    { stage: 'lost', code: 'unheard_of', passesOn: false, why: 'what is not known gives nothing away' },
  ] as const)('$stage/$code passes the claim on: $passesOn ($why)', ({ stage, code, passesOn }) => {
    expect(claimPassesOn(stage, code)).toBe(passesOn);
  });

  it.each([
    { code: 'no_opportunity', validIn: ['accepted', 'contacted', 'qualified'] },
    { code: 'no_answer', validIn: ['in_review', 'waitlisted', 'accepted', 'contacted'] },
    { code: 'waiting_ended', validIn: ['waitlisted'] },
  ])('$code ends what lapses by it, and every such way is one between stages', ({ code, validIn }) => {
    expect(reasonRule('expired', code)?.validIn).toEqual(validIn);
  });

  it('belong to one stage each way: a code of another list is no reason', () => {
    expect(isReasonFor('lost', 'competitor')).toBe(true);
    expect(isReasonFor('lost', 'no_budget')).toBe(false);
    expect(isReasonFor('lost', undefined)).toBe(false);
    expect(Object.keys(REASON_CODES).sort()).toEqual([...ENDED_STAGES].sort());
  });
});
