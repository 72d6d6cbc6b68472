import { describe, expect, it } from '@jest/globals';
import { createKeyKeeper } from '../../web/api/idempotency.ts';
import { bodyOf, draftRules, EMPTY_DRAFT, fieldOf, isEmpty, type Draft } from '../../web/partner/submit/draft.ts';

const FULL: Draft = {
  ...EMPTY_DRAFT,
  programId: 'prg_1',
  companyName: ' Nordwind AB ',
  country: 'se',
  prospectName: 'Ada Lindgren',
  email: 'ada@nordwind.example',
  need: 'Replaces a spreadsheet',
  value: 48_000,
  basis: 'consent',
};

describe('a draft', () => {
  it('is sent without what was left empty, in the form of the API', () => {
    expect(bodyOf(FULL, 'EUR')).toEqual({
      programId: 'prg_1',
      prospect: { name: 'Ada Lindgren', email: 'ada@nordwind.example' },
      company: { name: 'Nordwind AB', country: 'SE' },
      need: 'Replaces a spreadsheet',
      consent: { basis: 'consent' },
      estimatedValue: { amount: 4_800_000, currency: 'EUR' },
    });
  });

  it('needs a mail address or a phone number, not both', () => {
    expect(draftRules.email('', EMPTY_DRAFT)).not.toBeNull();
    expect(draftRules.email('', { ...EMPTY_DRAFT, phone: '+46 8 123' })).toBeNull();
    expect(draftRules.email('ada', EMPTY_DRAFT)).not.toBeNull();
  });

  it('is nothing worth keeping when only a program was chosen', () => {
    expect(isEmpty({ ...EMPTY_DRAFT, programId: 'prg_1' })).toBe(true);
    expect(isEmpty({ ...EMPTY_DRAFT, need: 'x' })).toBe(false);
  });

  it('shows a refusal of the API at its field', () => {
    expect([fieldOf('/prospect/email'), fieldOf('#/company/domain'), fieldOf('/unknown')]).toEqual([
      'email',
      'domain',
      undefined,
    ]);
  });
});

describe('the key of a request', () => {
  it('stays while the content stays, also over a reload, and changes with it', () => {
    const keys = createKeyKeeper();
    const first = keys.keyFor({ a: 1 });
    expect(keys.keyFor({ a: 1 })).toBe(first);
    expect(createKeyKeeper({ content: JSON.stringify({ a: 1 }), key: first }).keyFor({ a: 1 })).toBe(first);
    expect(keys.keyFor({ a: 2 })).not.toBe(first);
  });

  it('is new for the same content once the first request is done with', () => {
    const keys = createKeyKeeper();
    const first = keys.keyFor({ a: 1 });
    keys.forget();
    expect(keys.keyFor({ a: 1 })).not.toBe(first);
  });
});
