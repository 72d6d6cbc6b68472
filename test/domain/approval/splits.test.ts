import { describe, expect, it } from '@jest/globals';
import { refuseAnswer, refuseProposal, type SplitAnswer } from '../../../domain/approval/splits.ts';

const manager = { userId: 'samir', roles: ['partner_manager'], partnerId: null };
const lead = { userId: 'greta', roles: ['sales_manager'], partnerId: null };
const rep = { userId: 'nora', roles: ['sales_rep'], partnerId: null };
const admin = { userId: 'katrin', roles: ['partner_admin'], partnerId: 'prt_1' };
const user = { userId: 'lena', roles: ['partner_user'], partnerId: 'prt_1' };
const otherAdmin = { userId: 'taneli', roles: ['partner_admin'], partnerId: 'prt_2' };
const referral = { managerId: 'samir', partnerId: 'prt_1' };
const open = { stage: 'negotiation', standing: null, isLate: false } as const;

describe('who proposes a split', () => {
  it.each([manager, lead])('$userId, who manages the partner or leads sales', (actor) => {
    expect(refuseProposal(actor, referral, open)).toBeNull();
  });

  it.each([rep, admin, user, otherAdmin, { ...manager, userId: 'another' }, { ...lead, partnerId: 'prt_2' }])(
    'not $userId',
    (actor) => {
      expect(refuseProposal(actor, referral, open)).toMatchObject({ code: 'forbidden' });
    },
  );

  it.each([
    { change: { stage: 'won' }, code: 'not_allowed_in_stage', why: 'the deal is won' },
    { change: { stage: 'lost' }, code: 'not_allowed_in_stage', why: 'it has ended' },
    { change: { isLate: true }, code: 'not_allowed_in_stage', why: 'lines stand' },
    { change: { standing: 'agreed' }, code: 'already_exists', why: 'one was agreed' },
  ] as const)('is refused when $why', ({ change, code }) => {
    expect(refuseProposal(manager, referral, { ...open, ...change })).toMatchObject({ code });
  });

  it('is with another partner than the one that referred the company', () => {
    expect(refuseProposal(manager, referral, { ...open, otherId: 'prt_1' })).toMatchObject({ code: 'invalid_request' });
    expect(refuseProposal(manager, referral, { ...open, otherId: 'prt_2' })).toBeNull();
  });

  it.each(['proposed', 'declined', 'withdrawn'] as const)('is possible after one that was %s', (standing) => {
    expect(refuseProposal(manager, referral, { ...open, standing })).toBeNull();
  });
});

describe('who answers a proposal', () => {
  const ask = (actor: typeof manager | typeof admin, answer: SplitAnswer, change = {}) =>
    refuseAnswer(actor, referral, { answer, state: 'proposed', stage: 'qualified', isLate: false, ...change });

  it('an administrator of the partner that gives something away, and the house takes it back', () => {
    expect([ask(admin, 'agreed'), ask(admin, 'declined'), ask(manager, 'withdrawn'), ask(lead, 'withdrawn')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it.each([user, otherAdmin, manager, lead])('not $userId', (actor) => {
    expect([ask(actor, 'agreed'), ask(actor, 'declined')]).toMatchObject([
      { code: 'forbidden' },
      { code: 'forbidden' },
    ]);
  });

  it.each([admin, otherAdmin, rep])('%o takes nothing back', (actor) => {
    expect(ask(actor, 'withdrawn')).toMatchObject({
      code: 'forbidden',
      why: expect.stringContaining('takes a proposal back'),
    });
  });

  it('not twice, and agrees to nothing once the deal has earned', () => {
    expect(ask(admin, 'agreed', { state: 'declined' })).toMatchObject({ code: 'not_allowed_in_state' });
    expect(ask(admin, 'agreed', { stage: 'won' })).toMatchObject({ code: 'not_allowed_in_stage' });
    expect(ask(admin, 'agreed', { isLate: true })).toMatchObject({ code: 'not_allowed_in_stage' });
    expect(ask(admin, 'declined', { stage: 'won' })).toBeNull();
  });
});
