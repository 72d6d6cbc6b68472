import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseOwner } from '../../../domain/routing/chooseOwner.ts';
import type { Person } from '../../../domain/routing/chooseOwner.ts';
import type { RoutingRule } from '../../../domain/routing/rules.ts';
import { FACTS, person, ruleFor } from '../../support/routing.ts';

const BASE = { facts: FACTS, partnerManagerId: null, submitters: [], rivals: [] };

const choose = (
  people: readonly Person[],
  more: { rules: RoutingRule[]; excluded: string[]; exceedCapacity: boolean },
) => chooseOwner({ ...BASE, duty: 'qualifier', people, ...more }).choice;

const MODES = ['round_robin', 'weighted', 'least_open'] as const;

const anyTeam = fc.uniqueArray(
  fc.record({
    userId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    roles: fc.subarray(['sales_rep', 'sales_manager', 'partner_manager', 'program_admin']),
    away: fc.constantFrom(null, null, 'absent' as const, 'out_of_hours' as const),
    capacity: fc.option(fc.nat(3), { nil: null }),
    open: fc.nat(4),
    weight: fc.integer({ min: 1, max: 9 }),
    turns: fc.dictionary(fc.constantFrom('qualifier', 'rul_1', 'pool'), fc.nat(20), { maxKeys: 3 }),
  }),
  { selector: ({ userId }) => userId, maxLength: 7 },
);

describe('whatever the people, rules and exclusions', () => {
  const anyRule = fc.option(
    fc.record({
      team: fc.subarray(['a', 'b', 'c', 'd', 'e']),
      mode: fc.constantFrom(...MODES),
      at: fc.constantFrom('DE', 'AT'),
    }),
    { nil: undefined },
  );

  it('exactly one person, of the team, never one who is left out or away, nor full unless the ladder exceeds', () => {
    fc.assert(
      fc.property(
        anyTeam,
        anyRule,
        fc.subarray(['a', 'b', 'c']),
        fc.boolean(),
        (people, given, excluded, exceedCapacity) => {
          const rules =
            given === undefined ? [] : [ruleFor(given.team, { mode: given.mode, when: { countries: [given.at] } })];
          const more = { rules, excluded, exceedCapacity };
          const choice = choose(people, more);
          expect(choose([...people].reverse(), more)).toEqual(choice);
          const owner = people.find(({ userId }) => userId === choice.ownerId);
          const leads = people.filter(
            ({ roles }) => roles.includes('sales_manager') || roles.includes('program_admin'),
          );
          if (choice.unassigned) {
            expect(choice.why).not.toBeNull();
            expect(owner !== undefined).toBe(leads.length > 0);
            return;
          }
          expect(owner).toMatchObject({ away: null });
          expect(excluded).not.toContain(choice.ownerId);
          if (given === undefined) expect(owner?.roles).toContain('sales_rep');
          else expect(given.team).toContain(choice.ownerId);
          if (!exceedCapacity && typeof owner?.capacity === 'number') expect(owner.open).toBeLessThan(owner.capacity);
        },
      ),
    );
  });
});

describe('over many referrals', () => {
  /** Gives one after the other, as the rotation remembers them. */
  function give(people: Person[], mode: RoutingRule['mode'], times: number): Map<string, number> {
    const given = new Map(people.map(({ userId }) => [userId, 0]));
    const rules = [
      ruleFor(
        people.map(({ userId }) => userId),
        { mode },
      ),
    ];
    let team = people;
    for (let round = 1; round <= times; round += 1) {
      const { choice, turn: moved } = chooseOwner({
        facts: FACTS,
        rules,
        people: team,
        partnerManagerId: null,
        submitters: [],
        rivals: [],
        excluded: [],
        duty: 'closer',
      });
      const id = choice.ownerId ?? '';
      given.set(id, (given.get(id) ?? 0) + 1);
      const taken = moved?.taken;
      team = team.map((one) => {
        if (one.userId !== id || taken === undefined) return one;
        const at = taken.by === 'next' ? round : Math.max(one.turns['rul_1'] ?? 0, taken.atLeast) + taken.stride;
        return { ...one, open: one.open + 1, turns: { rul_1: at } };
      });
    }
    return given;
  }

  it.each(['round_robin', 'least_open'] as const)('%s gives everybody as many as the others', (mode) => {
    const team = ['a', 'b', 'c', 'd'].map((userId) => person(userId, 'sales_rep'));
    expect([...give(team, mode, 40).values()]).toEqual([10, 10, 10, 10]);
  });

  it('weighted gives in proportion, at any moment to within two', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 120 }), (list, times) => {
        const team = list.map((weight, place) => person(`p${String(place)}`, 'sales_rep', { weight }));
        const given = give(team, 'weighted', times);
        const sum = list.reduce((total, weight) => total + weight, 0);
        for (const { userId, weight } of team) {
          expect(Math.abs((given.get(userId) ?? 0) - (times * weight) / sum)).toBeLessThan(2.5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('who comes back after long is not buried under all that was missed', () => {
    const back = person('back', 'sales_rep', { turns: { rul_1: 1_000_000 } });
    const stayed = person('stayed', 'sales_rep', { turns: { rul_1: 90_000_000 } });
    const given = give([back, stayed], 'weighted', 20);
    expect(given.get('back')).toBeLessThanOrEqual(12);
  });
});
