import { describe, expect, it } from '@jest/globals';
import { notPayable, type PayableLine } from '../../../domain/approval/payable.ts';

const cutOff = new Date('2026-12-31T23:59:59.000Z');
const line: PayableLine = {
  state: 'approved',
  payableFrom: new Date('2026-12-15T00:00:00.000Z'),
  holdOver: true,
  approvalsRequired: 1,
  validApprovals: 1,
  contentIntact: true,
  partnerActive: true,
  payeeChanged: false,
  payee: null,
  tax: null,
  gates: [],
  document: null,
  openGates: [],
};

describe('what keeps a line out of a run', () => {
  it.each([
    { change: {}, expected: null, why: 'everything is in order' },
    { change: { payableFrom: cutOff }, expected: null, why: 'the cut-off itself still counts' },
    {
      change: { payableFrom: new Date('2027-01-01T00:00:00.000Z') },
      expected: 'after_cut_off',
      why: 'later goes to the next run',
    },
    { change: { state: 'holding' as const, holdOver: false }, expected: 'holding', why: 'the hold runs' },
    { change: { state: 'awaiting_approval' as const }, expected: 'awaiting_approval', why: 'somebody has to approve' },
    { change: { state: 'frozen' as const }, expected: 'frozen', why: 'it stands still' },
    { change: { validApprovals: 0 }, expected: 'approvals_missing', why: 'an approval that no longer counts is none' },
    {
      change: { contentIntact: false },
      expected: 'content_changed',
      why: 'what was approved is not what would be paid',
    },
    { change: { partnerActive: false }, expected: 'partner_not_active', why: 'the partner is paused' },
    {
      change: { payeeChanged: true },
      expected: 'payee_changed',
      why: 'another account was approved than would be paid',
    },
    { change: { gates: ['agreement'] }, expected: 'agreement_missing', why: 'a gate of the policy is not met' },
    {
      change: { gates: ['agreement', 'document'], openGates: ['agreement'] },
      expected: null,
      why: 'the agreement is accepted, and the document says what is owed',
    },
    {
      change: { gates: ['unknown'], openGates: ['agreement'] },
      expected: 'unknown_missing',
      why: 'what nobody knows holds',
    },
    ...(['payee_missing', 'payee_unverified', 'payee_cooling_off'] as const).map((payee) => ({
      change: { gates: ['payee'], payee },
      expected: payee,
      why: 'the policy asks for a payee',
    })),
    ...(['tax_form_missing', 'tax_form_unverified', 'tax_form_expired'] as const).map((tax) => ({
      change: { gates: ['payee', 'tax_form'], tax },
      expected: tax,
      why: 'the policy asks for a tax form',
    })),
    {
      change: { tax: 'tax_form_expired' as const },
      expected: null,
      why: 'the policy does not ask for a tax form',
    },
    { change: { payee: 'payee_missing' as const }, expected: null, why: 'the policy does not ask for a payee' },
    ...(['document_missing', 'document_unverified', 'document_differs'] as const).map((document) => ({
      change: { gates: ['document'], document },
      expected: document,
      why: 'the policy asks for a document',
    })),
    {
      change: { document: 'document_differs' as const },
      expected: null,
      why: 'the policy does not ask for a document',
    },
    {
      change: { gates: ['payee', 'document'], document: 'document_missing' as const },
      expected: 'document_missing',
      why: 'one gate is open, the next is not',
    },
  ])('$expected: $why', ({ change, expected }) => {
    expect(notPayable({ ...line, ...change }, { cutOff, expected: 'approved' })).toBe(expected);
  });

  it('is asked again at release, where the line must still be in the run', () => {
    expect(notPayable({ ...line, state: 'in_run' }, { cutOff, expected: 'in_run' })).toBeNull();
    expect(notPayable(line, { cutOff, expected: 'in_run' })).not.toBeNull();
  });
});
