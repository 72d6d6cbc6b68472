import { describe, expect, it } from '@jest/globals';
import { commandCase } from '../../../domain/cases/commands.ts';
import type { CasePayload } from '../../../domain/cases/commands.ts';
import type { CaseState } from '../../../domain/cases/caseState.ts';
import { mayContest, mayOpenBeside } from '../../../domain/cases/contest.ts';
import { chooseDecider, involvedInDeal } from '../../../domain/cases/decider.ts';
import { openCase } from '../../../domain/cases/open.ts';
import { nextCaseDeadline } from '../../../domain/cases/promises.ts';
import { mayCommandCase } from '../../../domain/cases/rights.ts';
import type { CaseStep } from '../../../domain/cases/step.ts';
import { passCaseTime } from '../../../domain/cases/time.ts';
import { STAGES } from '../../../domain/referral/stages.ts';

const START = Date.parse('2026-11-01T09:00:00.000Z');
const DAY_MS = 86_400_000;
const rules = { caseAnswer: 'P2D', caseDecision: 'P7D', contest: 'P14D' };
const samir = { deciderId: 'samir', unassigned: false, barred: [] };

const opened = (beside: { ownerId: string | null; referralOwnerId: string | null }): CaseStep =>
  openCase({
    caseId: 'cas_1',
    kind: 'parallel_deal',
    by: { kind: 'system', id: 'deal_watch' },
    at: START,
    rules,
    choice: samir,
    beside,
  });
const OPEN = opened({ ownerId: 'nora', referralOwnerId: 'tom' }).state;

const command = (state: CaseState, name: 'answerCase' | 'decideCase', payload: CasePayload, by = 'nora') =>
  commandCase(
    { caseId: 'cas_1', state, at: START + 3_600_000, rules },
    { name, actor: { kind: 'user', id: by }, payload },
    { chooseAnother: () => samir, finance: [], whyNot: () => undefined },
  );

function done(answer: ReturnType<typeof command>): CaseStep {
  if ('refused' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

const told = ({ mails }: CaseStep) =>
  mails.map(({ text, receiver }) => `${text} ${receiver.kind === 'user' ? receiver.userId : receiver.kind}`);

describe('a case about a deal beside a registration', () => {
  it('tells the partner, who decides, whose deal it is, and who works on the referral', () => {
    const step = opened({ ownerId: 'nora', referralOwnerId: 'tom' });
    expect(step.events.map(({ type }) => type)).toEqual(['case.found', 'case.assigned']);
    expect(told(step)).toEqual([
      'case_opened submitter',
      'case_assigned samir',
      'case_parallel_deal nora',
      'case_parallel_deal tom',
    ]);
    expect(step.mails.slice(2).map(({ facts }) => facts)).toMatchObject([{ asked: 1 }, { asked: 0 }]);
    expect(told(opened({ ownerId: 'tom', referralOwnerId: 'tom' })).slice(2)).toEqual(['case_parallel_deal tom']);
    expect(told(opened({ ownerId: null, referralOwnerId: 'tom' })).slice(2)).toEqual([
      'case_parallel_deal managers',
      'case_parallel_deal tom',
    ]);
  });

  it('is over when whoever has the deal links it: nobody has to decide', () => {
    const step = done(command(OPEN, 'answerCase', { says: 'linked' }));
    expect(step.state).toMatchObject({ state: 'closed', outcome: 'upheld', effect: 'link' });
    expect(step.dealAnswer).toEqual({ says: 'linked', by: 'nora' });
    expect(step.decided).toMatchObject({ by: 'nora' });
    expect(told(step)).toEqual(['case_decided submitter']);
  });

  it('waits for the decision when it is said to be other business, and who decides is told, not the partner', () => {
    const step = done(command(OPEN, 'answerCase', { says: 'other_business' }));
    expect(step.state).toMatchObject({ state: 'answered', outcome: null });
    expect(told(step)).toEqual(['case_deal_answered samir']);
    const linked = done(command(step.state, 'decideCase', { outcome: 'upheld', effect: 'link' }, 'samir'));
    expect(linked.state).toMatchObject({ state: 'closed', effect: 'link' });
    const other = done(command(step.state, 'decideCase', { outcome: 'rejected', effect: 'none' }, 'samir'));
    expect(other.state).toMatchObject({ state: 'decided', effect: 'none' });
    expect(other.state.secondLookUntil).toBe(START + 3_600_000 + 14 * DAY_MS);
  });

  it('takes no answer that does not say what the deal is, and no other effect', () => {
    expect(command(OPEN, 'answerCase', {})).toMatchObject({ refused: { code: 'invalid_request' } });
    expect(command(OPEN, 'decideCase', { outcome: 'upheld', effect: 'none' }, 'samir')).toMatchObject({
      refused: { code: 'effect_not_offered' },
    });
  });

  it('reminds whose deal it is of the answer, and never moves to another decider for want of it', () => {
    const steps: CaseStep[] = [];
    let state = OPEN;
    for (let count = 0; count < 3; count += 1) {
      const deadline = nextCaseDeadline(state);
      if (deadline === undefined) throw new Error('nothing is due');
      const step = passCaseTime({ caseId: 'cas_1', state, at: deadline.at, rules }, deadline, () => ({
        ...samir,
        deciderId: 'somebody else',
      }));
      steps.push(step);
      ({ state } = step);
    }
    expect(steps.map(told)).toEqual([
      ['case_reminder nora'],
      ['case_breached managers', 'case_late submitter'],
      ['case_reminder samir'],
    ]);
    expect(state.deciderId).toBe('samir');
  });

  it('is opened while the claim is held and in no other stage, and never by a partner', () => {
    const open = STAGES.filter(mayOpenBeside);
    expect(open).toEqual(['accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation']);
    for (const stage of STAGES) {
      const contested = { stage, outcome: null, hasLines: true, cases: [] };
      expect(mayContest({ kind: 'parallel_deal', contested, tail: 'P90D', now: START })).toMatchObject({
        allowed: false,
        code: 'not_allowed_in_stage',
      });
    }
  });
});

const NORA = { userId: 'nora', roles: ['sales_rep'], partnerId: null };
const GRETA = { userId: 'greta', roles: ['sales_manager'], partnerId: null };
const SAMIR = { userId: 'samir', roles: ['partner_manager'], partnerId: null };
const SUBJECT = { partnerId: 'prt_1', submitterIds: ['ada'], openedBy: 'deal_watch' };
const ADA = { userId: 'ada', roles: ['partner_admin'], partnerId: 'prt_1' };
const involved = involvedInDeal({ ownerId: 'nora', answeredBy: null, decidedBy: null }, []);

describe('who answers and decides about such a deal', () => {
  const may = (
    name: 'answerCase' | 'decideCase' | 'withdrawCase' | 'secondLook',
    actor: typeof NORA | typeof ADA,
    parts = involved,
  ) =>
    mayCommandCase({
      command: name,
      kind: 'parallel_deal',
      actor,
      isKey: false,
      subject: SUBJECT,
      involved: parts,
      people: [NORA, GRETA, SAMIR],
    });

  it('whose deal it is or a sales manager answers, and nobody else', () => {
    expect(may('answerCase', NORA).allowed).toBe(true);
    expect(may('answerCase', GRETA).allowed).toBe(true);
    expect(may('answerCase', { ...NORA, userId: 'tom' })).toMatchObject({ allowed: false, code: 'forbidden' });
    expect(may('answerCase', SAMIR)).toMatchObject({ allowed: false, code: 'forbidden' });
    expect(may('answerCase', ADA)).toMatchObject({ allowed: false, code: 'forbidden' });
  });

  it('a partner manager decides, unless it is their deal, they have answered for it or decided about it', () => {
    expect(may('decideCase', SAMIR).allowed).toBe(true);
    expect(may('decideCase', GRETA)).toMatchObject({ allowed: false, code: 'forbidden' });
    for (const part of ['ownerId', 'answeredBy', 'decidedBy']) {
      const parts = involvedInDeal({ ownerId: null, answeredBy: null, decidedBy: null, [part]: 'samir' }, []);
      expect(may('decideCase', SAMIR, parts)).toMatchObject({ allowed: false, code: 'separation_of_duties' });
    }
    const onBehalf = involvedInDeal({ ownerId: null, answeredBy: null, decidedBy: null }, ['samir']);
    expect(may('decideCase', SAMIR, onBehalf)).toMatchObject({ allowed: false, code: 'separation_of_duties' });
  });

  it('the partner cannot take back what the house has found, but may ask for a second look', () => {
    expect(may('withdrawCase', ADA)).toMatchObject({ allowed: false, code: 'forbidden' });
    expect(may('secondLook', ADA).allowed).toBe(true);
  });

  it('where whose deal it is manages the partner, another partner manager has it, or nobody and it is said', () => {
    const people = ['samir', 'mia'].map((userId) => ({
      userId,
      roles: ['partner_manager'],
      openCases: 0,
      away: false,
    }));
    const parts = involvedInDeal({ ownerId: 'samir', answeredBy: null, decidedBy: null }, []);
    const choose = (among: typeof people) =>
      chooseDecider({
        kind: 'parallel_deal',
        people: among,
        involved: parts,
        partnerManagerId: 'samir',
        previous: null,
      });
    expect(choose(people)).toMatchObject({ deciderId: 'mia', unassigned: false });
    expect(choose(people.slice(0, 1))).toMatchObject({
      unassigned: true,
      barred: [{ userId: 'samir', why: ['owns_deal'] }],
    });
  });
});
