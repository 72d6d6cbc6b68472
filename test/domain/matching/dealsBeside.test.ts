import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealAgainst, dealsBeside, verdictAgainst } from '../../../domain/matching/dealsBeside.ts';
import type { BesideQuestion } from '../../../domain/matching/dealsBeside.ts';
import type { CrmDeal, CrmMatch } from '../../../domain/matching/vendorKnowledge.ts';

const SUBMITTED = Date.parse('2026-11-01T09:00:00.000Z');
const QUESTION: BesideQuestion = {
  submittedAt: SUBMITTED,
  referralNumber: 'R-7K2M-94',
  productLine: 'Monitor',
  domains: ['adler.example'],
  settled: [],
  openDeal: 'review',
  undecided: true,
};
const account: CrmMatch = {
  kind: 'account',
  id: 'acc_1',
  accountId: 'acc_1',
  foundBy: 'domain',
  domain: 'adler.example',
};
const deal: CrmDeal = {
  id: 'deal_1',
  accountId: 'acc_1',
  owner: 'k.lang@vendor.example',
  productLine: 'Monitor',
  openedAt: '2026-11-03T09:00:00.000Z',
  referralNumber: null,
};
const BEFORE = { ...deal, openedAt: '2026-10-20T09:00:00.000Z' };

type Given = { match?: Partial<CrmMatch>; deal?: Partial<CrmDeal>; question?: Partial<BesideQuestion> };

const found = (given: Given) =>
  dealsBeside(
    { matches: [{ ...account, ...given.match }], openDeals: [{ ...deal, ...given.deal }] },
    { ...QUESTION, ...given.question },
  );

describe('a deal beside a registration', () => {
  it.each<Given & { why: string; says: 'found' | 'unproven' | 'nothing' }>([
    { why: 'with the same domain', says: 'found' },
    { why: 'that names no product may be about this one', deal: { productLine: null }, says: 'found' },
    { why: 'about another product is none', deal: { productLine: 'Predict' }, says: 'nothing' },
    { why: 'that carries our number is ours', deal: { referralNumber: 'R-7K2M-94' }, says: 'nothing' },
    { why: 'that carries another number is foreign', deal: { referralNumber: 'R-5QX1-20' }, says: 'found' },
    { why: 'that was found before is not found again', question: { settled: ['deal_1'] }, says: 'nothing' },
    { why: 'of an account by the person', match: { foundBy: 'email', domain: null }, says: 'found' },
    { why: 'of the person at another company', match: { foundBy: 'email', domain: 'else.example' }, says: 'nothing' },
    { why: 'of an account that only has the name', match: { foundBy: 'name', domain: null }, says: 'unproven' },
    { why: 'of a namesake with a domain of its own', match: { foundBy: 'name', domain: 'x.example' }, says: 'nothing' },
    {
      why: 'of a namesake, where we know no domain',
      match: { foundBy: 'name', domain: 'x.example' },
      question: { domains: [] },
      says: 'unproven',
    },
    { why: 'of an account that nothing finds', deal: { accountId: 'acc_2' }, says: 'nothing' },
    { why: 'from before, where the program minds', deal: BEFORE, says: 'found' },
    { why: 'from before, where it does not', deal: BEFORE, question: { openDeal: 'accept' }, says: 'nothing' },
    { why: 'opened later, whatever the program says', question: { openDeal: 'accept' }, says: 'found' },
  ])('$why: $says', ({ says, ...given }) => {
    const [one] = found(given);
    expect(one === undefined ? 'nothing' : one.proven ? 'found' : 'unproven').toBe(says);
  });

  it('was there before only when it was opened before the submission, and not when nobody says when', () => {
    const isBefore = (openedAt: string | null) => found({ deal: { openedAt } })[0]?.before;
    expect(isBefore('2026-11-01T08:59:59.999Z')).toBe(true);
    expect(isBefore('2026-11-01T09:00:00.000Z')).toBe(false);
    expect(isBefore(null)).toBe(false);
  });

  it('stands against the record only from before, only while the rules alone have decided', () => {
    const against = (given: Given) => dealAgainst(found(given), { ...QUESTION, ...given.question });
    expect(against({ deal: BEFORE })).toMatchObject({ id: 'deal_1' });
    expect(against({})).toBeUndefined();
    expect(against({ deal: BEFORE, question: { undecided: false } })).toBeUndefined();
  });

  it('declines on proof and by the rule only', () => {
    const verdict = (openDeal: string, foundBy: CrmMatch['foundBy']) => {
      const question = { ...QUESTION, openDeal };
      const [one] = found({ deal: BEFORE, match: { foundBy, domain: null }, question });
      return one === undefined ? undefined : verdictAgainst(one, question, ['usr_1']);
    };
    expect(verdict('decline', 'domain')).toMatchObject({ decision: 'decline', why: 'open_deal', unproven: false });
    expect(verdict('decline', 'name')).toMatchObject({ decision: 'review', unproven: true, interested: ['usr_1'] });
    expect(verdict('review', 'domain')).toMatchObject({ decision: 'review', finding: { id: 'deal_1' } });
    expect(verdict('accept', 'domain')).toBeUndefined();
  });

  it('is never the own one, one that is settled, or one about another product, whatever the CRM holds', () => {
    const anyDeal = fc.record({
      id: fc.constantFrom('d1', 'd2', 'd3'),
      accountId: fc.constantFrom('acc_1', 'acc_2'),
      owner: fc.constant(null),
      productLine: fc.constantFrom(null, 'Monitor', 'Predict'),
      openedAt: fc.constantFrom(null, '2026-10-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'),
      referralNumber: fc.constantFrom(null, 'R-7K2M-94', 'R-5QX1-20'),
    });
    const anyMatch = fc.record({
      kind: fc.constant('account' as const),
      id: fc.constant('a'),
      accountId: fc.constantFrom('acc_1', 'acc_2'),
      foundBy: fc.constantFrom('domain' as const, 'email' as const, 'name' as const),
      domain: fc.constantFrom(null, 'adler.example', 'else.example'),
    });
    fc.assert(
      fc.property(fc.array(anyMatch), fc.array(anyDeal), fc.subarray(['d1', 'd2']), (matches, openDeals, settled) => {
        const question = { ...QUESTION, settled, openDeal: 'accept' };
        for (const one of dealsBeside({ matches, openDeals }, question)) {
          expect(one.referralNumber).not.toBe(QUESTION.referralNumber);
          expect(settled).not.toContain(one.id);
          expect(one.productLine).not.toBe('Predict');
          expect(one.before).toBe(false);
          expect(matches.map(({ accountId }) => accountId)).toContain(one.accountId);
        }
      }),
    );
  });
});
