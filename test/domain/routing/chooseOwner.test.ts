import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseOwner } from '../../../domain/routing/chooseOwner.ts';
import type { Duty, Person } from '../../../domain/routing/chooseOwner.ts';

const person = (userId: string, role: string, turn: number | null = null): Person => ({ userId, roles: [role], turn });

const TEAM = [
  person('nora', 'sales_rep', 7),
  person('tom', 'sales_rep', 3),
  person('greta', 'sales_manager', 2),
  person('samir', 'partner_manager'),
  person('olga', 'program_admin'),
];

const choose = (
  duty: Duty,
  people: readonly Person[] = TEAM,
  excluded: string[] = [],
  partnerManagerId: string | null = 'samir',
) => chooseOwner({ duty, people, partnerManagerId, excluded });

describe('who owns a referral next', () => {
  it.each([
    {
      duty: 'qualifier',
      people: TEAM,
      excluded: [],
      owner: 'tom',
      reason: 'round_robin',
      why: 'whose turn was longest ago',
    },
    { duty: 'closer', people: TEAM, excluded: ['tom'], owner: 'nora', reason: 'round_robin', why: 'tom is left out' },
    {
      duty: 'qualifier',
      people: [...TEAM, person('zoe', 'sales_rep')],
      excluded: [],
      owner: 'zoe',
      reason: 'round_robin',
      why: 'she never had a turn',
    },
    {
      duty: 'reviewer',
      people: TEAM,
      excluded: [],
      owner: 'samir',
      reason: 'partner_manager',
      why: 'the partner is his',
    },
    {
      duty: 'reviewer',
      people: TEAM,
      excluded: ['samir'],
      owner: 'greta',
      reason: 'round_robin',
      why: 'he is left out',
    },
    {
      duty: 'qualifier',
      people: TEAM,
      excluded: ['nora', 'tom'],
      owner: 'greta',
      reason: 'nobody_on_duty',
      why: 'a manager holds it',
    },
    {
      duty: 'qualifier',
      people: [person('olga', 'program_admin')],
      excluded: [],
      owner: 'olga',
      reason: 'nobody_on_duty',
      why: 'nobody else is there',
    },
    { duty: 'qualifier', people: [], excluded: [], owner: null, reason: 'nobody_on_duty', why: 'nobody is there' },
  ] as const)('$duty: $owner ($why)', ({ duty, people, excluded, owner, reason }) => {
    expect(choose(duty, people, [...excluded])).toEqual({
      ownerId: owner,
      unassigned: reason === 'nobody_on_duty',
      reason,
    });
  });

  it('is a seller or marked as unassigned, never one who is left out, and the same whatever order people come in', () => {
    const people = fc.uniqueArray(
      fc.record({
        userId: fc.string({ minLength: 1, maxLength: 3 }),
        roles: fc.subarray(['sales_rep', 'sales_manager', 'partner_manager', 'program_admin']),
        turn: fc.option(fc.nat(20), { nil: null }),
      }),
      { selector: ({ userId }) => userId, maxLength: 8 },
    );
    fc.assert(
      fc.property(people, fc.array(fc.nat(7), { maxLength: 3 }), (team, places) => {
        const excluded = places.flatMap((place) => team[place]?.userId ?? []);
        const choice = chooseOwner({ duty: 'qualifier', people: team, partnerManagerId: null, excluded });
        const reversed = chooseOwner({
          duty: 'qualifier',
          people: [...team].reverse(),
          partnerManagerId: null,
          excluded,
        });
        expect(reversed).toEqual(choice);
        const owner = team.find(({ userId }) => userId === choice.ownerId);
        if (choice.unassigned) return;
        expect(owner?.roles).toContain('sales_rep');
        expect(excluded).not.toContain(choice.ownerId);
      }),
    );
  });

  it('goes round: when turns are taken everybody gets as many as the others', () => {
    let turn = 100;
    let team = ['a', 'b', 'c', 'd'].map((userId) => person(userId, 'sales_rep'));
    const given: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const { ownerId } = choose('qualifier', team, [], null);
      given.push(ownerId ?? '');
      turn += 1;
      team = team.map((one) => (one.userId === ownerId ? { ...one, turn } : one));
    }
    for (const userId of ['a', 'b', 'c', 'd']) expect(given.filter((owner) => owner === userId)).toHaveLength(10);
  });
});
