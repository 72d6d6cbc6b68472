import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstMatch, ROUTED_DUTIES, unmetConditions } from '../../../domain/routing/rules.ts';
import type { RoutingConditions, RoutingFacts, RoutingRule } from '../../../domain/routing/rules.ts';

const FACTS: RoutingFacts = {
  country: 'DE',
  region: 'Bavaria',
  productLine: 'Monitor',
  partnerId: 'prt_brightwater',
  tier: 'Gold',
  value: { amount: 500_000, currency: 'EUR' },
};
const NOTHING: RoutingFacts = {
  country: null,
  region: null,
  productLine: null,
  partnerId: null,
  tier: null,
  value: null,
};

const rule = (when: RoutingConditions, id = 'rul_1'): RoutingRule => ({
  id,
  name: id,
  when,
  team: ['nora'],
  mode: 'round_robin',
});

describe('whether a rule is the one', () => {
  it.each([
    { when: {}, unmet: [], why: 'no condition fits everything' },
    { when: { countries: ['AT', 'de'] }, unmet: [], why: 'one of a list is enough, in any case' },
    { when: { countries: ['AT'] }, unmet: ['countries'], why: 'another territory' },
    { when: { regions: [' bavaria '] }, unmet: [], why: 'spaces around it mean nothing' },
    { when: { productLines: ['Predict'] }, unmet: ['productLines'], why: 'another product' },
    {
      when: { partnerIds: ['prt_kestrel'], tiers: ['Silver'] },
      unmet: ['partnerIds', 'tiers'],
      why: 'all that lacks is named',
    },
    { when: { values: [{ currency: 'EUR', from: 500_000 }] }, unmet: [], why: 'the lower bound belongs to the band' },
    { when: { values: [{ currency: 'EUR', below: 500_000 }] }, unmet: ['values'], why: 'the upper bound does not' },
    { when: { values: [{ currency: 'USD' }] }, unmet: ['values'], why: 'a band is of one currency' },
    { when: { values: [{ currency: 'USD' }, { currency: 'EUR' }] }, unmet: [], why: 'one band is enough' },
    { when: { duties: ['closer'] }, unmet: ['duties'], why: 'it speaks about closers only' },
  ] as const)('$when lacks $unmet ($why)', ({ when, unmet }) => {
    expect(unmetConditions(rule(when), FACTS, 'qualifier')).toEqual(unmet);
  });

  it('what is not known fits no condition', () => {
    const when = {
      countries: ['DE'],
      regions: ['x'],
      productLines: ['x'],
      partnerIds: ['x'],
      tiers: ['x'],
      values: [],
    };
    expect(unmetConditions(rule(when), NOTHING, 'closer')).toEqual(Object.keys(when));
  });

  it('the first that fits decides, whatever stands behind it', () => {
    const countries = fc.option(fc.subarray(['DE', 'AT', 'CH']), { nil: undefined });
    const duties = fc.option(fc.subarray([...ROUTED_DUTIES]), { nil: undefined });
    const rules = fc.array(fc.record({ countries, duties }), { maxLength: 6 });
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom('DE', 'AT', 'CH', null),
        fc.constantFrom(...ROUTED_DUTIES),
        (list, country, duty) => {
          const ordered = list.map((when, place) => rule(when, `rul_${String(place)}`));
          const facts = { ...FACTS, country };
          const found = firstMatch(ordered, facts, duty);
          const place = found === undefined ? ordered.length : ordered.indexOf(found);
          for (const before of ordered.slice(0, place)) expect(unmetConditions(before, facts, duty)).not.toEqual([]);
          if (found !== undefined) expect(unmetConditions(found, facts, duty)).toEqual([]);
        },
      ),
    );
  });
});
