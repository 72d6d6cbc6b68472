import { describe, expect, it } from '@jest/globals';
import { documentProblem, type DocumentFacts } from '../../../domain/documents/gate.ts';
import type { TaxInForce } from '../../../domain/tax/profile.ts';

const now = new Date('2027-02-15T09:00:00.000Z');
const NONE: TaxInForce = { pending: false, verified: null };
const VALID: TaxInForce = { pending: false, verified: { validUntil: '2027-02-15' } };
const OVER: TaxInForce = { pending: false, verified: { validUntil: '2027-02-14' } };
const undocumented: DocumentFacts = {
  ...{ documented: false, undocumentedMinor: 480_000, agreed: false, waits: false, vendorKnown: true },
};
const documented: DocumentFacts = { ...undocumented, documented: true, undocumentedMinor: 0 };

describe('why a line waits for its document', () => {
  it.each([
    { facts: undocumented, tax: VALID, problem: 'document_missing', why: 'the partner has to write it' },
    { facts: { ...undocumented, agreed: true }, tax: NONE, problem: 'document_missing', why: 'nobody knows the tax' },
    { facts: { ...undocumented, agreed: true }, tax: OVER, problem: 'document_missing', why: 'the form is over' },
    {
      facts: { ...undocumented, agreed: true },
      tax: VALID,
      problem: null,
      why: 'the vendor writes it on the last day',
    },
    {
      facts: { ...undocumented, agreed: true, vendorKnown: false },
      tax: VALID,
      problem: 'vendor_missing',
      why: 'an invoice says who has to pay it',
    },
    {
      facts: { ...undocumented, vendorKnown: false },
      tax: VALID,
      problem: 'document_missing',
      why: 'the partner writes it and knows whom to',
    },
    { facts: { ...undocumented, waits: true }, tax: NONE, problem: 'document_unverified', why: 'finance looks at it' },
    {
      facts: { ...undocumented, agreed: true, waits: true },
      tax: VALID,
      problem: 'document_unverified',
      why: 'two invoices for one line would be one too many',
    },
    { facts: documented, tax: OVER, problem: null, why: 'it is there already' },
    {
      facts: { ...documented, undocumentedMinor: -120_000 },
      tax: VALID,
      problem: 'document_differs',
      why: 'it says more than is owed',
    },
    {
      facts: { ...documented, undocumentedMinor: -120_000, waits: true },
      tax: VALID,
      problem: 'document_unverified',
      why: 'finance looks at the credit note',
    },
  ])('$problem: $why', ({ facts, tax, problem }) => {
    expect(documentProblem(facts, { tax, now })).toBe(problem);
  });
});
