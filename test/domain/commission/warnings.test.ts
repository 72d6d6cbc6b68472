import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { approverWarnings, planWarnings } from '../../../domain/commission/warnings.ts';

const percent: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};
const cap = (currency: string) => ({ capPerDeal: { amount: 1, currency } });

describe('warnings about the rules of a plan', () => {
  it.each<{ rules: PlanRule[]; said: string[]; why: string }>([
    { rules: [percent], said: [], why: 'nothing is odd' },
    {
      rules: [percent, { ...percent, when: { tiers: ['gold'] } }],
      said: ['Rule 2 never applies: an earlier rule of its kind takes all its deals.'],
      why: 'it stands behind one that always holds',
    },
    {
      rules: [{ ...percent, renewals: { months: 12, basisPoints: 1_001 } }],
      said: ['Rule 1 pays more for a renewal than for the first deal.'],
      why: 'it may be a slip',
    },
    { rules: [{ ...percent, renewals: { months: 12, basisPoints: 1_000 } }], said: [], why: 'it is the same' },
    { rules: [{ ...percent, when: { tiers: ['gold'] } }, percent], said: [], why: 'the other way round both apply' },
    {
      rules: [{ ...percent, ...cap('EUR') }, percent],
      said: [],
      why: 'deals in other currencies are left for the second',
    },
    {
      rules: [{ ...percent, ...cap('EUR'), when: { values: [{ currency: 'USD' }] } }],
      said: ['Rule 1 never applies: its values and its limits differ in currency.'],
      why: 'no deal is in two currencies',
    },
    {
      rules: [{ ...percent, ...cap('USD') }],
      said: ['Rule 1 speaks of USD, the program runs in EUR.'],
      why: 'deals in EUR would earn nothing',
    },
    {
      rules: [
        { ...percent, trigger: 'paid' },
        { ...percent, trigger: 'invoiced' },
      ],
      said: [
        'Rule 1 waits for payments: its lines accrue only when finance records what the customer of a deal has paid.',
        'Rule 2 never applies: an earlier rule of its kind takes all its deals.',
        'Rule 2 waits for invoices: its lines accrue only when finance records the invoices of a deal.',
      ],
      why: 'nothing accrues of what nobody records',
    },
    {
      rules: [
        {
          kind: 'qualified_lead_bonus',
          amount: { amount: 20_000, currency: 'USD' },
          trigger: 'qualified',
          when: {},
        },
      ],
      said: [
        'Rule 1 is owed for every introduction that is qualified, also where the deal is lost later: the trial counts those that were won.',
        'Rule 1 speaks of USD, the program runs in EUR.',
      ],
      why: 'lost deals cost something too',
    },
  ])('$why', ({ rules, said }) => {
    expect(planWarnings(rules, 'EUR')).toEqual(said);
  });

  it('say nothing about currencies when the program is not known', () => {
    expect(planWarnings([{ ...percent, ...cap('USD') }], undefined)).toEqual([]);
  });
});

describe('warnings about who can approve', () => {
  const approver = (name: string, change: { roles?: string[]; active?: boolean } = {}) => ({
    userId: `usr_${name}`,
    name,
    roles: ['finance_approver'],
    active: true,
    ...change,
  });
  const warned = (...approvers: ReturnType<typeof approver>[]) =>
    approverWarnings({
      draftedBy: 'usr_Olga',
      approvers,
      secondApproverFrom: [{ amount: 500_000, currency: 'EUR' }],
      currency: 'EUR',
    });

  it('are silent while two are left', () => {
    expect(warned(approver('Ines'), approver('Viktor'), approver('Olga'))).toEqual([]);
  });

  it.each([
    {
      approvers: [approver('Ines'), approver('Olga')],
      said: 'Lines from 5,000.00 EUR on need two approvals, and only Ines can give one: Olga drafted this version.',
    },
    {
      approvers: [approver('Ines'), approver('Viktor', { active: false })],
      said: 'Lines from 5,000.00 EUR on need two approvals, and only Ines can give one: there are no further finance approvers.',
    },
    { approvers: [approver('Olga')], said: 'Nobody can approve lines of this plan: Olga drafted this version.' },
    {
      approvers: [approver('Paul', { roles: ['finance_preparer'] })],
      said: 'Nobody can approve lines of this plan: there are no further finance approvers.',
    },
  ])('say: $said', ({ approvers, said }) => {
    expect(warned(...approvers)).toEqual([said]);
  });

  it('say that the policy has no threshold for the currency', () => {
    expect(approverWarnings({ draftedBy: 'usr_Olga', approvers: [], secondApproverFrom: [], currency: 'JPY' })).toEqual(
      ['Nobody can approve lines in JPY: the policy has no threshold for it.'],
    );
  });
});
