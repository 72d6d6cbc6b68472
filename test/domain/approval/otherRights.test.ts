import { describe, expect, it } from '@jest/globals';
import { mayPlanAbsenceOf, mayWrite } from '../../../domain/approval/rights.ts';
import type { CaseCommandName } from '../../../domain/cases/caseState.ts';
import { CONTESTS, isAboutMoney, type CaseKind } from '../../../domain/cases/kinds.ts';
import { mayCommandCase, maySpeakForPartner } from '../../../domain/cases/rights.ts';
import { ACTORS, REFERRAL, type Who } from '../../support/actors.ts';

const EVERYBODY = Object.keys(ACTORS) as Who[];
const isKey = (who: Who): boolean => who === 'a key of the partner';
const SUBJECT = { partnerId: 'prt_own', submitterIds: ['usr_submitter', 'usr_behalf'], openedBy: null };

const OF_PARTNER: Who[] = ['the submitter', 'on whose behalf', 'the partner’s admin', 'a key of the partner'];
const MANAGERS: Who[] = ['a sales manager', 'the partner’s manager', 'another partner manager'];

/** Everybody of the house, each once. */
const PEOPLE = Object.values(ACTORS).filter(({ partnerId }) => partnerId === null);
const ABOUT = { subject: SUBJECT, people: PEOPLE };

const cells = <Row extends { may: Who[] }>(rows: readonly Row[]) =>
  rows.flatMap((row) => EVERYBODY.map((who) => ({ ...row, who, allowed: row.may.includes(who) })));

describe('a case', () => {
  it.each(cells([{ may: OF_PARTNER }]))('is opened by $who: $allowed', ({ who, allowed }) => {
    expect(maySpeakForPartner(ACTORS[who], SUBJECT, isKey(who)).allowed).toBe(allowed);
  });

  const may = (command: CaseCommandName, kind: CaseKind, who: Who): boolean =>
    mayCommandCase({ ...ABOUT, command, kind, actor: ACTORS[who], isKey: isKey(who), involved: [] }).allowed;

  const ROWS: { command: CaseCommandName; money: boolean; may: Who[] }[] = [
    { command: 'withdrawCase', money: false, may: OF_PARTNER },
    { command: 'withdrawCase', money: true, may: OF_PARTNER },
    { command: 'secondLook', money: false, may: OF_PARTNER },
    { command: 'secondLook', money: true, may: OF_PARTNER },
    { command: 'answerCase', money: false, may: MANAGERS },
    { command: 'answerCase', money: true, may: [...MANAGERS, 'a finance preparer', 'a finance approver'] },
    { command: 'decideCase', money: false, may: MANAGERS },
    { command: 'decideCase', money: true, may: ['a finance approver'] },
  ];
  it.each(cells(ROWS))('$command (about money: $money): $who: $allowed', ({ command, money, who, allowed }) => {
    for (const kind of CONTESTS.filter((one) => isAboutMoney(one) === money))
      expect(may(command, kind, who)).toBe(allowed);
  });

  const OF_DEAL: { command: CaseCommandName; may: Who[] }[] = [
    { command: 'withdrawCase', may: [] },
    { command: 'secondLook', may: OF_PARTNER },
    { command: 'answerCase', may: ['a sales manager'] },
    { command: 'decideCase', may: ['the partner’s manager', 'another partner manager'] },
  ];
  it.each(cells(OF_DEAL))(
    '$command (about a deal beside a registration): $who: $allowed',
    ({ command, who, allowed }) => {
      expect(may(command, 'parallel_deal', who)).toBe(allowed);
    },
  );

  it.each(MANAGERS)('is not decided by %s who took one of the decisions in it', (who) => {
    const involved = [{ userId: ACTORS[who].userId, why: 'reviewed_it' }] as const;
    const question = { ...ABOUT, kind: 'declined', actor: ACTORS[who], isKey: false, involved } as const;
    expect(mayCommandCase({ ...question, command: 'decideCase' })).toMatchObject({ code: 'separation_of_duties' });
    expect(mayCommandCase({ ...question, command: 'answerCase' }).allowed).toBe(true);
  });
});

describe('an absence', () => {
  const PLANNERS: Who[] = [...MANAGERS, 'a program admin'];
  it.each(cells([{ may: PLANNERS }]))('of a colleague is planned by $who: $allowed', ({ who, allowed }) => {
    expect(mayPlanAbsenceOf(ACTORS[who], 'usr_somebody')).toBe(allowed);
  });

  it.each(EVERYBODY)('of their own is planned by %s, if they are of the house', (who) => {
    const actor = ACTORS[who];
    expect(mayPlanAbsenceOf(actor, actor.userId)).toBe(actor.partnerId === null);
  });
});

describe('a message on the referral', () => {
  const WORKS: Who[] = ['owner', 'the owner’s deputy', 'a sales manager', 'the partner’s manager'];
  const ROWS: { internal: boolean; may: Who[] }[] = [
    { internal: false, may: [...WORKS, ...OF_PARTNER, 'a colleague'] },
    { internal: true, may: WORKS },
  ];
  it.each(cells(ROWS))(
    '(a note of the house: $internal) is written by $who: $allowed',
    ({ internal, who, allowed }) => {
      expect(mayWrite({ actor: ACTORS[who], referral: REFERRAL, internal }).allowed).toBe(allowed);
    },
  );
});
