import { describe, expect, it } from '@jest/globals';
import { mayCommand, mayReadMoney, readScope } from '../../../domain/approval/rights.ts';
import { REFERRAL_COMMAND_NAMES, type ReferralCommandName, type Stage } from '../../../domain/referral/stages.ts';
import { ACTORS, REFERRAL, inside, type Who } from '../../support/actors.ts';

/** The table of docs/product.md, row by row: who may. Everybody else may not. */
const TABLE: {
  command: ReferralCommandName;
  payload?: Record<string, unknown>;
  stage?: Stage;
  leftStage?: Stage;
  may: Who[];
  why: string;
}[] = [
  { command: 'review', stage: 'in_review', may: ['a sales manager', 'the partner’s manager'], why: 'review' },
  { command: 'ask', may: ['owner', 'the owner’s deputy', 'a sales manager'], why: 'who works on it asks' },
  {
    command: 'ask',
    stage: 'in_review',
    may: ['owner', 'the owner’s deputy', 'a sales manager', 'the partner’s manager'],
    why: 'and in review who may review',
  },
  {
    command: 'answer',
    may: ['the submitter', 'on whose behalf', 'the partner’s admin', 'a key of the partner'],
    why: 'the partner answers',
  },
  { command: 'contact', may: ['owner', 'the owner’s deputy', 'a sales manager'], why: 'the owner works it' },
  { command: 'qualify', may: ['owner', 'the owner’s deputy', 'a sales manager'], why: 'the owner works it' },
  { command: 'advance', may: ['owner', 'the owner’s deputy', 'a sales manager'], why: 'the owner works it' },
  { command: 'close', may: ['owner', 'the owner’s deputy', 'a sales manager'], why: 'the owner works it' },
  { command: 'close', payload: { confirms: 'cmd_1' }, may: ['a sales manager'], why: 'a second person' },
  {
    command: 'assign',
    payload: { reasonCode: 'territory' },
    may: ['a sales manager', 'the partner’s manager', 'another partner manager'],
    why: 'managers assign',
  },
  {
    command: 'assign',
    payload: { reasonCode: 'hand_back' },
    may: ['owner', 'the owner’s deputy', 'a sales manager', 'the partner’s manager', 'another partner manager'],
    why: 'the owner may hand back',
  },
  {
    command: 'assign',
    payload: { reasonCode: 'hand_back', ownerId: 'usr_other' },
    may: ['a sales manager', 'the partner’s manager', 'another partner manager'],
    why: 'but not choose who gets it',
  },
  { command: 'withdraw', may: ['the submitter', 'on whose behalf', 'the partner’s admin'], why: 'before qualified' },
  { command: 'withdraw', stage: 'qualified', may: ['the partner’s admin'], why: 'once qualified' },
  { command: 'withdraw', stage: 'negotiation', may: ['the partner’s admin'], why: 'once qualified' },
  {
    command: 'undoWithdraw',
    may: ['the submitter', 'on whose behalf', 'the partner’s admin'],
    why: 'taken back early',
  },
  { command: 'undoWithdraw', leftStage: 'qualified', may: ['the partner’s admin'], why: 'taken back once qualified' },
  { command: 'reopen', stage: 'lost', may: ['a sales manager', 'the partner’s manager'], why: 'a manager decides' },
  {
    command: 'requestExtension',
    may: ['the submitter', 'on whose behalf', 'the partner’s admin', 'a key of the partner'],
    why: 'the partner asks',
  },
  { command: 'decideExtension', may: ['a sales manager', 'the partner’s manager'], why: 'a manager decides' },
  {
    command: 'message',
    payload: { side: 'partner' },
    may: ['the submitter', 'on whose behalf', 'a colleague', 'the partner’s admin', 'a key of the partner'],
    why: 'the partner writes',
  },
  {
    command: 'message',
    payload: { side: 'vendor' },
    may: ['owner', 'the owner’s deputy', 'a sales manager', 'the partner’s manager'],
    why: 'who works on it writes',
  },
  { command: 'approveCommission', stage: 'won', may: ['a finance approver'], why: 'money' },
  { command: 'rejectCommission', stage: 'won', may: ['a finance approver'], why: 'money' },
  { command: 'freeze', stage: 'won', may: ['a finance approver', 'a finance preparer'], why: 'finance stops' },
  { command: 'unfreeze', stage: 'won', may: ['a finance approver'], why: 'money goes on' },
  { command: 'adjust', stage: 'won', may: ['a finance preparer'], why: 'others approve it' },
];

const CELLS = TABLE.flatMap(({ command, payload, stage, leftStage, may, why }) =>
  (Object.keys(ACTORS) as Who[]).map((who) => ({
    command,
    payload: payload ?? {},
    stage: stage ?? REFERRAL.stage,
    leftStage: leftStage ?? null,
    who,
    allowed: may.includes(who),
    why,
  })),
);

describe('who may do what', () => {
  it('says it of every command', () => {
    expect([...new Set(TABLE.map(({ command }) => command))].sort()).toEqual([...REFERRAL_COMMAND_NAMES].sort());
  });

  it.each(CELLS)(
    '$command in $stage ($why): $who: $allowed',
    ({ command, payload, stage, leftStage, who, allowed }) => {
      const answer = mayCommand({ actor: ACTORS[who], referral: { ...REFERRAL, stage, leftStage }, command, payload });
      expect(answer.allowed).toBe(allowed);
    },
  );

  it('who submitted on behalf does not review, whatever the role', () => {
    const actor = inside('usr_submitter', 'sales_manager');
    expect(mayCommand({ actor, referral: REFERRAL, command: 'review', payload: {} })).toMatchObject({
      allowed: false,
      code: 'separation_of_duties',
    });
  });

  it('an administrator reviews only what was given to them, where every manager has a part', () => {
    const referral = { ...REFERRAL, stage: 'in_review' as const };
    const ask = (ownerId: string) =>
      mayCommand({
        actor: inside('usr_olga', 'program_admin'),
        referral: { ...referral, ownerId },
        command: 'review',
        payload: {},
      }).allowed;
    expect(ask('usr_olga')).toBe(true);
    expect(ask('usr_owner')).toBe(false);
  });

  it('who has a deal with the company does not review, whatever the role', () => {
    const actor = inside('usr_interested', 'sales_manager');
    expect(mayCommand({ actor, referral: REFERRAL, command: 'review', payload: {} })).toMatchObject({
      allowed: false,
      code: 'separation_of_duties',
    });
  });

  it('a manager to whom the ladder gave the review may decide it', () => {
    const actor = inside('usr_owner', 'partner_manager');
    expect(mayCommand({ actor, referral: REFERRAL, command: 'review', payload: {} }).allowed).toBe(true);
  });

  it('who closed does not confirm the own win', () => {
    const question = { actor: inside('usr_lead', 'sales_manager'), referral: REFERRAL, command: 'close' as const };
    const payload = { confirms: 'cmd_1' };
    expect(mayCommand({ ...question, payload, confirmedActorId: 'usr_lead' })).toMatchObject({
      code: 'separation_of_duties',
    });
    expect(mayCommand({ ...question, payload, confirmedActorId: 'usr_rep' })).toEqual({ allowed: true });
  });

  it('an internal role given to a partner’s person opens nothing', () => {
    const actor = { userId: 'usr_x', roles: ['sales_manager', 'finance_approver'], partnerId: 'prt_own' };
    for (const command of ['review', 'contact', 'assign', 'approveCommission'] as const) {
      expect(mayCommand({ actor, referral: REFERRAL, command, payload: {} }).allowed).toBe(false);
    }
  });
});

describe('who reads which referrals', () => {
  it.each([
    {
      who: 'the submitter',
      isKey: false,
      expected: { kind: 'partner', partnerId: 'prt_own', submitterId: 'usr_submitter' },
    },
    {
      who: 'the partner’s admin',
      isKey: false,
      expected: { kind: 'partner', partnerId: 'prt_own', submitterId: null },
    },
    { who: 'a colleague', isKey: true, expected: { kind: 'partner', partnerId: 'prt_own', submitterId: null } },
    { who: 'owner', isKey: false, expected: { everything: false, unassigned: true, managed: false } },
    { who: 'the partner’s manager', isKey: false, expected: { everything: false, unassigned: false, managed: true } },
    { who: 'a sales manager', isKey: false, expected: { everything: true } },
    { who: 'a finance preparer', isKey: false, expected: { everything: true } },
    { who: 'a finance approver', isKey: false, expected: { everything: true } },
    { who: 'a program admin', isKey: false, expected: { everything: true } },
    { who: 'an auditor', isKey: false, expected: { everything: true } },
  ] as const)('$who (key: $isKey)', ({ who, isKey, expected }) => {
    expect(readScope(ACTORS[who], isKey)).toMatchObject(expected);
  });
});

describe('who reads the money of a partner', () => {
  const readers: Who[] = [
    'the partner’s admin',
    'the submitter',
    'on whose behalf',
    'the partner’s manager',
    'a finance preparer',
    'a finance approver',
    'an auditor',
  ];
  it.each((Object.keys(ACTORS) as Who[]).map((who) => ({ who, allowed: readers.includes(who) })))(
    '$who: $allowed',
    ({ who, allowed }) => {
      expect(mayReadMoney(ACTORS[who], REFERRAL)).toBe(allowed);
    },
  );
});
