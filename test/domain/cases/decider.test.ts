import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseDecider, INVOLVEMENTS, involvedIn, possibleDeciders } from '../../../domain/cases/decider.ts';
import { CASE_KINDS } from '../../../domain/cases/kinds.ts';
import { mayCommandCase } from '../../../domain/cases/rights.ts';

const person = (userId: string, role: string, openCases = 0) => ({ userId, roles: [role], openCases, away: false });
const SAMIR = person('samir', 'partner_manager');
const GRETA = person('greta', 'sales_manager', 3);
const KONRAD = person('konrad', 'sales_manager', 1);
const INES = person('ines', 'finance_approver');
const OLGA = person('olga', 'program_admin');
const NORA = person('nora', 'sales_rep');
const PEOPLE = [NORA, SAMIR, GRETA, KONRAD, INES, OLGA];

const choose = (involved: { userId: string; why: 'reviewed_it' | 'closed_it' }[], change = {}) =>
  chooseDecider({
    kind: 'declined',
    people: PEOPLE,
    involved,
    partnerManagerId: 'samir',
    previous: null,
    ...change,
  });

describe('who decides', () => {
  it.each([
    { why: 'the partner’s own manager first', involved: [], chosen: 'samir' },
    { why: 'else who has the fewest open cases', involved: ['samir'], chosen: 'konrad' },
    { why: 'else who is left', involved: ['samir', 'konrad'], chosen: 'greta' },
  ])('$why', ({ involved, chosen }) => {
    const took = involved.map((userId) => ({ userId, why: 'reviewed_it' as const }));
    expect(choose(took)).toMatchObject({ deciderId: chosen, unassigned: false });
  });

  it('who is away only where nobody else is here', () => {
    const away = { ...SAMIR, away: true };
    expect(choose([], { people: [away, KONRAD, OLGA] })).toMatchObject({ deciderId: 'konrad' });
    expect(choose([], { people: [away, OLGA] })).toMatchObject({ deciderId: 'samir', unassigned: false });
  });

  it('a money case is decided by who approves money', () => {
    expect(choose([], { kind: 'late_payment' })).toMatchObject({ deciderId: 'ines', unassigned: false });
  });

  it('who was too late hands it on, and keeps it where there is nobody else', () => {
    expect(choose([], { previous: 'samir' })).toMatchObject({ deciderId: 'konrad' });
    expect(choose([], { previous: 'samir', people: [SAMIR, OLGA] })).toMatchObject({
      deciderId: 'samir',
      unassigned: false,
    });
  });

  it('where everybody took part an administrator without a part has it, and the names are there with their reasons', () => {
    const involved = [
      { userId: 'samir', why: 'reviewed_it' as const },
      { userId: 'greta', why: 'closed_it' as const },
      { userId: 'greta', why: 'reviewed_it' as const },
      { userId: 'konrad', why: 'closed_it' as const },
    ];
    const barred = [
      { userId: 'samir', why: ['reviewed_it'] },
      { userId: 'greta', why: ['closed_it', 'reviewed_it'] },
      { userId: 'konrad', why: ['closed_it'] },
    ];
    expect(choose(involved)).toEqual({ deciderId: 'olga', unassigned: false, barred });
    const olga = { userId: 'olga', why: 'reviewed_it' as const };
    expect(choose([...involved, olga])).toEqual({ deciderId: 'olga', unassigned: true, barred });
    expect(choose(involved, { people: [SAMIR, GRETA, KONRAD] })).toMatchObject({ deciderId: null, unassigned: true });
  });

  it('about money an administrator only holds it: who approves money decides about it', () => {
    const involved = [{ userId: 'ines', why: 'reviewed_it' as const }];
    expect(choose(involved, { kind: 'late_payment' })).toMatchObject({ deciderId: 'olga', unassigned: true });
  });

  it('who has a part in what stands against it takes no part in the decision', () => {
    const interested = [{ userId: 'samir', why: 'manages_rival' as const }];
    const involved = involvedIn([], [], interested);
    expect(involved).toEqual(interested);
    expect(
      chooseDecider({ kind: 'declined', people: PEOPLE, involved, partnerManagerId: 'samir', previous: null }),
    ).toEqual({ deciderId: 'konrad', unassigned: false, barred: [{ userId: 'samir', why: ['manages_rival'] }] });
  });

  it.each([
    { type: 'referral.accepted', why: 'reviewed_it' },
    { type: 'referral.declined', why: 'reviewed_it' },
    { type: 'referral.waitlisted', why: 'reviewed_it' },
    { type: 'referral.qualified', why: 'qualified_it' },
    { type: 'referral.disqualified', why: 'qualified_it' },
    { type: 'referral.won', why: 'closed_it' },
    { type: 'win.reported', why: 'closed_it' },
    { type: 'referral.lost', why: 'closed_it' },
    { type: 'extension.decided', why: 'decided_extension' },
    { type: 'commission.approval_given', why: 'decided_line' },
    { type: 'commission.approved', why: 'decided_line' },
    { type: 'commission.rejected', why: 'decided_line' },
    { type: 'case.decided', why: 'decided_case' },
  ])('$type by a person is a decision ($why), by the system it is not', ({ type, why }) => {
    expect(involvedIn([{ type, actorKind: 'user', actorId: 'greta' }], [])).toEqual([{ userId: 'greta', why }]);
    expect(involvedIn([{ type, actorKind: 'system', actorId: 'story' }], [])).toEqual([]);
  });

  it('looking, calling and assigning are no decisions; submitting on behalf is taking sides', () => {
    const events = ['contact.attempted', 'owner.assigned', 'referral.contacted', 'case.answered', 'toString'];
    expect(
      involvedIn(
        events.map((type) => ({ type, actorKind: 'user', actorId: 'greta' })),
        [],
      ),
    ).toEqual([]);
    expect(involvedIn([], ['samir'])).toEqual([{ userId: 'samir', why: 'submitted_it' }]);
  });

  const ids = ['a', 'b', 'c', 'd', 'e'];
  const someone = fc.record({
    userId: fc.constantFrom(...ids),
    roles: fc.subarray(['partner_manager', 'sales_manager', 'finance_approver', 'program_admin', 'sales_rep']),
    openCases: fc.nat(5),
    away: fc.boolean(),
  });
  const anything = {
    kind: fc.constantFrom(...CASE_KINDS),
    people: fc.uniqueArray(someone, { selector: ({ userId }) => userId }),
    involved: fc.array(fc.record({ userId: fc.constantFrom(...ids), why: fc.constantFrom(...INVOLVEMENTS) })),
    partnerManagerId: fc.option(fc.constantFrom(...ids)),
    previous: fc.option(fc.constantFrom(...ids)),
  };

  it('is never somebody who took part, and is somebody whenever there is one', () => {
    fc.assert(
      fc.property(fc.record(anything), (args) => {
        const { deciderId, unassigned } = chooseDecider(args);
        const { eligible, barred } = possibleDeciders(args);
        expect(unassigned).toBe(eligible.length === 0);
        if (!unassigned) {
          expect(args.involved.map(({ userId }) => userId)).not.toContain(deciderId);
          expect(eligible.map(({ userId }) => userId)).toContain(deciderId);
        }
        expect(barred.every(({ why }) => why.length > 0)).toBe(true);
      }),
    );
  });

  it('the rule before a command agrees with the choice, whoever asks', () => {
    fc.assert(
      fc.property(fc.record(anything), ({ kind, people, involved }) => {
        const eligible = possibleDeciders({ kind, people, involved }).eligible.map(({ userId }) => userId);
        for (const { userId, roles } of people) {
          const permission = mayCommandCase({
            command: 'decideCase',
            kind,
            actor: { userId, roles, partnerId: null },
            isKey: false,
            subject: { partnerId: 'p', submitterIds: [], openedBy: null },
            involved,
            people,
          });
          expect(permission.allowed).toBe(eligible.includes(userId));
        }
      }),
    );
  });
});
