import { describe, expect, it } from '@jest/globals';
import { isKnownCompany, PROBING, suspectsProbing } from '../../../domain/matching/probing.ts';

describe('when a partner may refer in order to learn what we know', () => {
  it.each([
    { decided: 7, known: 7, suspected: false, why: 'too few to say' },
    { decided: 8, known: 8, suspected: true, why: 'all of them, and enough' },
    { decided: 15, known: 11, suspected: true, why: 'most of them' },
    { decided: 16, known: 8, suspected: true, why: 'half of them' },
    { decided: 17, known: 8, suspected: false, why: 'more new ones than known ones' },
    { decided: 200, known: 60, suspected: false, why: 'a large partner in the same trade' },
    { decided: 0, known: 0, suspected: false, why: 'nothing' },
  ])('$known of $decided: $suspected ($why)', ({ decided, known, suspected }) => {
    expect(suspectsProbing({ decided, known })).toBe(suspected);
  });

  it('every number says why it is what it is', () => {
    for (const { value, why } of Object.values(PROBING)) {
      expect(value).toBeGreaterThan(0);
      expect(why.length).toBeGreaterThan(20);
    }
  });

  it.each([
    { from: 'submitted', to: 'waitlisted', known: true, why: 'another came first' },
    { from: 'in_review', to: 'waitlisted', known: true, why: 'a person found the other' },
    { from: 'submitted', to: 'declined', reasonCode: 'recent_vendor_contact', known: true, why: 'we were in contact' },
    { from: 'in_review', to: 'declined', reasonCode: 'duplicate_account', known: true, why: 'a duplicate' },
    { from: 'in_review', to: 'declined', reasonCode: 'bad_fit', known: false, why: 'says nothing of what we know' },
    { from: 'submitted', to: 'declined', reasonCode: 'already_yours', known: false, why: 'their own' },
    { from: 'waitlisted', to: 'declined', reasonCode: 'company_not_available', known: false, why: 'counted before' },
    { from: 'accepted', to: 'waitlisted', known: false, why: 'found late, and not by their doing' },
    { from: 'submitted', to: 'accepted', known: false, why: 'new' },
  ] as const)('$from → $to: $known ($why)', ({ known, ...step }) => {
    expect(isKnownCompany(step)).toBe(known);
  });
});
