import { describe, expect, it } from '@jest/globals';
import type { CrmActivity } from '../../../domain/matching/lookBack.ts';
import { asksVendor, recognisedBy, vendorAnswer } from '../../../domain/matching/vendorKnowledge.ts';
import type { CrmKnowledge, CrmMatch, VendorQuestion } from '../../../domain/matching/vendorKnowledge.ts';

const DAY_MS = 86_400_000;
const SUBMITTED_AT = Date.parse('2026-04-02T14:02:00Z');
const USUAL = { lookBack: 'decline', openDeal: 'review', customer: 'accept_other_product' };

const QUESTION: VendorQuestion = {
  rules: USUAL,
  productLine: 'Monitor',
  domains: ['adler.example'],
  referralNumber: 'R-7K2M-94',
  window: { from: SUBMITTED_AT - 90 * DAY_MS, until: SUBMITTED_AT },
  ownWork: [],
};

const meeting: CrmActivity = {
  id: 'act_meeting',
  accountId: 'acc_1',
  kind: 'meeting',
  at: SUBMITTED_AT - 41 * DAY_MS,
  by: 'k.lang@vendor.example',
  team: 'sales',
  done: true,
  addressees: 1,
  automated: false,
  referralNumber: null,
};
const deal = {
  id: 'deal_1',
  accountId: 'acc_1',
  owner: 'priya@vendor.example',
  productLine: null,
  openedAt: '2026-10-01T09:00:00.000Z',
  referralNumber: null,
};
const purchase = (productLine: string | null) => ({ id: 'pur_1', accountId: 'acc_1', productLine });

/** An account of the same domain, and what hangs on it. */
const knowledge = (change: Partial<CrmKnowledge> = {}): CrmKnowledge => ({
  matches: [{ kind: 'account', id: 'acc_1', accountId: 'acc_1', foundBy: 'domain', domain: 'adler.example' }],
  openDeals: [],
  purchases: [],
  activities: [],
  ...change,
});

const asked = (change: Partial<VendorQuestion>, rules: Partial<VendorQuestion['rules']> = {}): VendorQuestion => ({
  ...QUESTION,
  ...change,
  rules: { ...USUAL, ...rules },
});

describe('what the vendor knows of a company already', () => {
  it.each<{ why: string; of: Partial<CrmKnowledge>; asks?: VendorQuestion; says: string }>([
    { why: 'an account alone is no contact', of: {}, says: 'accept' },
    { why: 'a meeting within the look-back', of: { activities: [meeting] }, says: 'decline look_back' },
    {
      why: 'a program that has people look at it',
      of: { activities: [meeting] },
      asks: asked({}, { lookBack: 'review' }),
      says: 'review look_back',
    },
    {
      why: 'a program without look-back',
      of: { activities: [meeting] },
      asks: asked({}, { lookBack: 'accept' }),
      says: 'accept',
    },
    { why: 'an open deal', of: { openDeals: [deal] }, says: 'review open_deal' },
    {
      why: 'a program that declines for it',
      of: { openDeals: [deal] },
      asks: asked({}, { openDeal: 'decline' }),
      says: 'decline open_deal',
    },
    {
      why: 'an open deal about another product',
      of: { openDeals: [{ ...deal, productLine: 'Predict' }] },
      says: 'accept',
    },
    {
      why: 'an open deal about another product, where the claim is for the company',
      of: { openDeals: [{ ...deal, productLine: 'Predict' }] },
      asks: asked({ productLine: null }),
      says: 'review open_deal',
    },
    {
      why: 'the deal that this referral became',
      of: { openDeals: [{ ...deal, referralNumber: 'R-7K2M-94' }] },
      says: 'accept',
    },
    {
      why: 'the deal of another referral',
      of: { openDeals: [{ ...deal, referralNumber: 'R-5QX1-20' }] },
      says: 'review open_deal',
    },
    { why: 'a customer of this product', of: { purchases: [purchase('monitor ')] }, says: 'decline customer' },
    { why: 'a customer of another product', of: { purchases: [purchase('Predict')] }, says: 'accept' },
    { why: 'a customer of nobody knows what', of: { purchases: [purchase(null)] }, says: 'review customer' },
    {
      why: 'a referral for nobody knows what',
      of: { purchases: [purchase('Monitor')] },
      asks: asked({ productLine: null }),
      says: 'review customer',
    },
    {
      why: 'a program that takes no customers',
      of: { purchases: [purchase('Predict')] },
      asks: asked({}, { customer: 'decline' }),
      says: 'decline customer',
    },
    {
      why: 'a program that takes all customers',
      of: { purchases: [purchase('Monitor')] },
      asks: asked({}, { customer: 'accept' }),
      says: 'accept',
    },
    {
      why: 'contact comes before the deal, the deal before the customer',
      of: { activities: [meeting], openDeals: [deal], purchases: [purchase('Monitor')] },
      says: 'decline look_back',
    },
    {
      why: 'what hangs on another account',
      of: { activities: [{ ...meeting, accountId: 'acc_other' }] },
      says: 'accept',
    },
  ])('$why: $says', ({ of, asks = QUESTION, says }) => {
    const answer = vendorAnswer(knowledge(of), asks);
    expect(answer.decision === 'accept' ? 'accept' : `${answer.decision} ${answer.why}`).toBe(says);
  });

  it('a record that only has the same name never declines: a person looks, and only where it matters', () => {
    const matches: CrmKnowledge['matches'] = [
      { kind: 'account', id: 'acc_1', accountId: 'acc_1', foundBy: 'name', domain: null },
    ];
    expect(vendorAnswer(knowledge({ matches, activities: [meeting] }), QUESTION)).toMatchObject({
      decision: 'review',
      why: 'look_back',
      unproven: true,
    });
    expect(vendorAnswer(knowledge({ matches }), QUESTION)).toEqual({ decision: 'accept' });
  });

  it('a person the CRM knows proves the account, and a lead what hangs on itself', () => {
    const contact = { kind: 'contact', id: 'con_1', accountId: 'acc_1', foundBy: 'email', domain: null } as const;
    const lead = {
      kind: 'lead',
      id: 'lead_1',
      accountId: 'lead_1',
      foundBy: 'domain',
      domain: 'adler.example',
    } as const;
    expect(vendorAnswer(knowledge({ matches: [contact], openDeals: [deal] }), QUESTION).decision).toBe('review');
    const call: CrmActivity = { ...meeting, kind: 'call', accountId: 'lead_1' };
    expect(vendorAnswer(knowledge({ matches: [lead], activities: [call] }), QUESTION).decision).toBe('decline');
  });

  it('a person whom the CRM has under another domain proves nothing', () => {
    const moved = {
      kind: 'contact',
      id: 'con_1',
      accountId: 'acc_1',
      foundBy: 'email',
      domain: 'former.example',
    } as const;
    expect(vendorAnswer(knowledge({ matches: [moved], activities: [meeting] }), QUESTION)).toMatchObject({
      unproven: true,
    });
    const asker = asked({ domains: [] });
    expect(vendorAnswer(knowledge({ matches: [moved], activities: [meeting] }), asker)).toMatchObject({
      decision: 'decline',
    });
  });

  it('a decline for contact says from when on again; for a deal or a customer nobody knows', () => {
    const contact = vendorAnswer(knowledge({ activities: [meeting] }), QUESTION);
    expect(contact).toMatchObject({ againFrom: Date.parse('2026-05-25T00:00:00Z') });
    const customer = vendorAnswer(knowledge({ purchases: [purchase('Monitor')] }), QUESTION);
    expect(customer).toMatchObject({ decision: 'decline', againFrom: null });
  });

  it('a program that accepts everything does not ask', () => {
    expect(asksVendor({ lookBack: 'accept', openDeal: 'accept', customer: 'accept' })).toBe(false);
    expect(asksVendor(USUAL)).toBe(true);
  });
});

describe('what the CRM knows a company by', () => {
  const match = (kind: CrmMatch['kind'], foundBy: CrmMatch['foundBy'], accountId = 'acc_1'): CrmMatch => ({
    ...{ kind, foundBy, accountId, id: `${kind}_1`, domain: null },
  });

  it('is the strongest of what hangs on the account, in whatever order the CRM tells it', () => {
    const matches = [match('account', 'name'), match('contact', 'email'), match('account', 'domain', 'acc_2')];
    expect(recognisedBy(matches, 'acc_1')).toEqual({ kind: 'contact', foundBy: 'email' });
    expect(recognisedBy(matches, 'acc_2')).toEqual({ kind: 'account', foundBy: 'domain' });
    expect(recognisedBy(matches, 'acc_3')).toBeNull();
  });
});
