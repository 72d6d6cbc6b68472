import { describe, expect, it } from '@jest/globals';
import { refundedOf, refusePayment, refuseRefund, type WonWith } from '../../../domain/commission/refunds.ts';
import { money } from '../../../domain/money.ts';

const deal: WonWith = { amount: money(4_800_000n, 'EUR'), closedOn: '2026-12-15' };
const wish = { amount: money(1_200_000n, 'EUR'), on: '2027-01-10' };
const ask = (change: Partial<Parameters<typeof refuseRefund>[0]> = {}) =>
  refuseRefund({ deals: [deal], refunds: [], wish, today: '2027-01-20', ...change });
const earlier = (amount: bigint) => [{ id: 'rfd_1', amount: money(amount, 'EUR'), refundedOn: '2027-01-02' }];

describe('a refund', () => {
  it('is recorded of a deal that was won, up to what it was worth', () => {
    expect(ask()).toBeNull();
    expect(ask({ refunds: earlier(3_600_000n) })).toBeNull();
  });

  it.each(['2026-12-15', '2027-01-20'])('is recorded for the day %s: from the close until today', (on) => {
    expect(ask({ wish: { ...wish, on } })).toBeNull();
  });

  it('of a deal of two referrals counts from the earlier close, up to the smaller amount', () => {
    const smaller = { amount: money(1_200_000n, 'EUR'), closedOn: '2026-12-10' };
    for (const deals of [
      [deal, smaller],
      [smaller, deal],
    ]) {
      expect(ask({ deals, wish: { ...wish, on: '2026-12-10' } })).toBeNull();
      expect(ask({ deals, wish: { ...wish, on: '2026-12-09' } })).toEqual({
        code: 'date_out_of_range',
        facts: { from: '2026-12-10', until: '2027-01-20' },
      });
      expect(ask({ deals, refunds: earlier(1n) })).toMatchObject({ code: 'refund_above_deal' });
    }
  });

  it('of a deal that two referrals know in two currencies is refused', () => {
    const other = { ...deal, amount: money(4_800_000n, 'USD') };
    expect(ask({ deals: [deal, other] })).toMatchObject({ code: 'currency_differs' });
  });

  it.each([
    { change: { deals: [] }, expected: { code: 'not_found' }, why: 'no deal of this name was won' },
    {
      change: { refunds: earlier(3_600_001n) },
      expected: { code: 'refund_above_deal', facts: { left: { amount: 1_199_999, currency: 'EUR' } } },
      why: 'all of them together are more than the deal',
    },
    {
      change: { deals: [deal, { ...deal, amount: money(1_000_000n, 'EUR') }] },
      expected: { code: 'refund_above_deal' },
      why: 'of two referrals with the deal the smaller amount counts',
    },
    {
      change: { wish: { ...wish, amount: money(1n, 'USD') } },
      expected: { code: 'currency_differs', facts: { currency: 'EUR' } },
      why: 'nothing is converted',
    },
    {
      change: { wish: { ...wish, on: '2026-12-14' } },
      expected: { code: 'date_out_of_range' },
      why: 'it is older than the deal',
    },
    {
      change: { wish: { ...wish, on: '2027-01-21' } },
      expected: { code: 'date_out_of_range' },
      why: 'it has not happened yet',
    },
    {
      change: { wish: { ...wish, on: '2027-01-32' } },
      expected: { code: 'date_out_of_range' },
      why: 'there is no such day',
    },
  ])('is refused with $expected.code: $why', ({ change, expected }) => {
    expect(ask(change)).toMatchObject(expected);
  });
});

describe('a payment', () => {
  const pay = (change: Partial<Parameters<typeof refusePayment>[0]> = {}) =>
    refusePayment({ deals: [deal], earlier: [], refunds: [], wish, today: '2027-01-20', ...change });

  it('is recorded up to what the deal is worth; what went back may be paid again', () => {
    expect(pay({ earlier: earlier(3_600_000n) })).toBeNull();
    expect(pay({ earlier: earlier(3_600_001n) })).toEqual({
      code: 'payment_above_deal',
      facts: { left: { amount: 1_199_999, currency: 'EUR' } },
    });
    expect(pay({ earlier: earlier(3_600_001n), refunds: earlier(1n) })).toBeNull();
  });

  it('is of a deal that was won, in its currency, on a day since its close', () => {
    expect(pay({ deals: [] })).toMatchObject({ code: 'not_found' });
    expect(pay({ wish: { ...wish, amount: money(1n, 'USD') } })).toMatchObject({ code: 'currency_differs' });
    expect(pay({ wish: { ...wish, on: '2026-12-14' } })).toMatchObject({ code: 'date_out_of_range' });
  });
});

describe('a refund of payments', () => {
  it('takes back what was paid first, and what is paid later is not touched', () => {
    const parts = [
      { received: 400n, before: 0n },
      { received: 600n, before: 400n },
    ] as const;
    const of = (refunded: bigint) => parts.map((part) => refundedOf(part, refunded));
    expect([0n, 100n, 400n, 500n, 1_000n].map(of)).toEqual([
      [0n, 0n],
      [100n, 0n],
      [400n, 0n],
      [400n, 100n],
      [400n, 600n],
    ]);
  });
});
