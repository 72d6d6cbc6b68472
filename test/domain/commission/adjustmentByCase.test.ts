import { describe, expect, it } from '@jest/globals';
import {
  ADJUSTMENT_MINOR_MAX,
  proposeAdjustment,
  proposeByCase,
  refuseAmount,
  takeEffect,
} from '../../../domain/commission/adjustment.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';

const at = '2027-01-20T10:00:00.000Z';
const line = { ...decidableLine(), planVersionId: 'pv_1', ruleIndex: 3 };
const upheld = { caseId: 'cas_1', amount: { amount: 12_000, currency: 'EUR' }, decidedBy: 'usr_mara' };
const made = { id: 'com_2', at };

describe('a case about an amount that was decided in favour of the partner', () => {
  it('adds what was decided, by who decided it, who does not approve it', () => {
    expect(proposeByCase(line, upheld, made)).toMatchObject({
      proposal: {
        id: 'com_2',
        adjusts: 'com_1',
        reduces: false,
        amount: money(12_000n, 'EUR'),
        explanation: {
          sentence: '120.00 EUR added by an adjustment',
          planVersionId: 'pv_1',
          ruleIndex: 3,
          kind: 'adjustment',
          steps: [{ step: 'adjustment', adjusts: 'com_1', reasonCode: 'case_upheld', amount: upheld.amount }],
        },
        exclusions: [{ userId: 'usr_mara', reason: 'decided_case' }],
        event: {
          at,
          actor: { kind: 'user', id: 'usr_mara' },
          source: 'case',
          reasonCode: 'case_upheld',
          public: { commissionId: 'com_2', amount: upheld.amount, adjusts: 'com_1', caseId: 'cas_1' },
        },
      },
    });
  });

  it('adjusts no adjustment', () => {
    expect(proposeByCase({ ...line, adjustable: false }, upheld, made)).toEqual({
      refused: { code: 'not_allowed_in_state', facts: { state: 'awaiting_approval' } },
    });
  });
});

it('an adjustment that takes says so, with the amount as it was asked', () => {
  const payload = { commissionId: 'com_1', amount: { amount: -500, currency: 'EUR' }, reasonCode: 'wrong_base' };
  const command = {
    name: 'adjust',
    commandId: 'cmd_1',
    actor: { kind: 'user', id: 'paul' },
    source: 'api',
    payload,
  } as const;
  const paul = { userId: 'paul', roles: ['finance_preparer'], active: true };
  expect(proposeAdjustment(line, paul, command, made)).toMatchObject({
    proposal: {
      explanation: { sentence: '5.00 EUR taken off by an adjustment' },
      event: { public: { commissionId: 'com_2', amount: { amount: -500, currency: 'EUR' }, adjusts: 'com_1' } },
    },
  });
  expect(proposeAdjustment({ ...line, adjustable: false }, paul, command, made)).toEqual({
    refused: { code: 'not_allowed_in_state', facts: { state: 'awaiting_approval' } },
  });
});

it('the range of an adjustment goes from all that is left to the greatest, and a refusal says it', () => {
  const range = { from: { amount: -480_000, currency: 'EUR' }, until: { amount: 1_000_000_000, currency: 'EUR' } };
  for (const amount of [-480_000n, -1n, 1n, ADJUSTMENT_MINOR_MAX])
    expect(refuseAmount(line, money(amount, 'EUR'))).toBeNull();
  for (const amount of [-480_001n, 0n, ADJUSTMENT_MINOR_MAX + 1n])
    expect(refuseAmount(line, money(amount, 'EUR'))).toEqual({ code: 'adjustment_out_of_range', facts: range });
});

describe('a deduction that was approved', () => {
  const by = { actor: { kind: 'user', id: 'ines' }, source: 'api', at } as const;
  const deduction = decidableLine({ commissionId: 'com_2', amount: money(100_000n, 'EUR') });
  const whose = (clawed: bigint) => ({
    ...line,
    clawed: { before: clawed, after: 0n },
    deducted: { done: 0n, proposed: 100_000n },
  });

  it('takes all that is left, and nothing where one unit is missing', () => {
    expect(takeEffect(deduction, whose(380_000n), by)).toMatchObject({ step: { state: 'clawed_back' } });
    expect(takeEffect(deduction, whose(380_001n), by)).toEqual({
      refused: { code: 'adjustment_out_of_range', facts: { from: { amount: -99_999, currency: 'EUR' } } },
    });
  });

  it('takes nothing from a line that was rejected', () => {
    expect(takeEffect(deduction, { ...whose(0n), state: 'rejected' }, by)).toEqual({
      refused: { code: 'not_allowed_in_state', facts: { state: 'rejected' } },
    });
  });
});
