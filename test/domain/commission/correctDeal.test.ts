import { describe, expect, it } from '@jest/globals';
import { figuresAfter, refuseCorrection } from '../../../domain/commission/correctDeal.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

describe('a correction', () => {
  const from = { amount: eur(100), firstYearNet: eur(100) };
  it.each([
    { wish: { amount: eur(120) }, to: { amount: eur(120), firstYearNet: eur(120) }, why: 'the whole stays the whole' },
    {
      wish: { amount: eur(120), firstYearNet: eur(60) },
      to: { amount: eur(120), firstYearNet: eur(60) },
      why: 'as told',
    },
  ])('of a deal that is its first year: $why', ({ wish, to }) => {
    expect(figuresAfter(from, wish)).toEqual(to);
  });

  it('leaves a first year that is a part as it was', () => {
    expect(figuresAfter({ ...from, firstYearNet: eur(40) }, { amount: eur(120) }).firstYearNet).toEqual(eur(40));
  });

  it.each([
    { to: { amount: { amount: 1, currency: 'USD' }, firstYearNet: eur(1) }, refunded: 0n, code: 'currency_differs' },
    { to: { amount: eur(50), firstYearNet: eur(51) }, refunded: 0n, code: 'invalid_request' },
    { to: { amount: eur(49), firstYearNet: eur(49) }, refunded: 50n, code: 'deal_below_refunds' },
    { to: from, refunded: 0n, code: 'nothing_to_correct' },
  ])('is refused: $code', ({ to, refunded, code }) => {
    expect(refuseCorrection({ from, to, refunded })).toMatchObject({ code });
  });
});
