import { describe, expect, it } from '@jest/globals';
import type { DealPercentRule, PlanRule, Trigger } from '../../../domain/commission/plan.ts';
import { isTriggered } from '../../../domain/commission/triggers.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const deal = { dealId: 'D-1', amount: eur(9_000), firstYearNet: eur(3_000) };
const percent = (trigger: Trigger, base: DealPercentRule['base'] = 'first_year_net'): PlanRule => ({
  kind: 'deal_percent',
  basisPoints: 1_000,
  base,
  trigger,
  when: {},
});
const flat = (trigger: Trigger): PlanRule => ({ kind: 'deal_flat', amount: eur(1), trigger, when: {} });
const bonus: PlanRule = { kind: 'tier_bonus', basisPoints: 100, above: eur(1), trigger: 'paid', when: {} };

describe('a line accrues', () => {
  it.each([
    { rule: percent('signed'), invoiced: 0n, paid: 0n, is: true, why: 'with the signature' },
    { rule: percent('paid'), invoiced: 9_000n, paid: 2_999n, is: false, why: 'not before the first year is paid' },
    { rule: percent('paid'), invoiced: 0n, paid: 3_000n, is: true, why: 'when the first year is paid' },
    { rule: percent('invoiced'), invoiced: 3_000n, paid: 0n, is: true, why: 'when the first year is invoiced' },
    { rule: percent('invoiced'), invoiced: 2_999n, paid: 9_000n, is: false, why: 'a payment is no invoice' },
    {
      rule: percent('paid', 'total_contract_net'),
      invoiced: 0n,
      paid: 8_999n,
      is: false,
      why: 'its base is all of it',
    },
    { rule: percent('paid', 'total_contract_net'), invoiced: 0n, paid: 9_000n, is: true, why: 'all of it is paid' },
    { rule: flat('paid'), invoiced: 0n, paid: 2_999n, is: false, why: 'a fixed amount waits for the first year' },
    { rule: flat('paid'), invoiced: 0n, paid: 3_000n, is: true, why: 'the first year is paid' },
    { rule: bonus, invoiced: 0n, paid: 0n, is: true, why: 'a bonus by volume goes with its percentage' },
  ])('$why: $is', ({ rule, invoiced, paid, is }) => {
    expect(isTriggered(rule, deal, { invoiced, paid })).toBe(is);
  });
});
