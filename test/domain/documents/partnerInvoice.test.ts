import { describe, expect, it } from '@jest/globals';
import { refuseInvoice } from '../../../domain/documents/partnerInvoice.ts';
import { invoiceTypeOf } from '../../../domain/messages/fileTypes.ts';
import { money } from '../../../domain/money.ts';

const TODAY = '2027-02-15';
const eur = (amountMinor: bigint) => money(amountMinor, 'EUR');
const stated = (net: bigint, vat: bigint, { gross = net + vat, dated = TODAY } = {}) => ({
  ...{ net: eur(net), vat: eur(vat), gross: eur(gross), dated },
});

describe('what a partner says of an invoice', () => {
  it.each([
    { invoice: stated(480_000n, 91_200n), why: 'tax on top' },
    { invoice: stated(480_000n, 0n), why: 'no tax' },
    { invoice: stated(-120_000n, -22_800n), why: 'a credit note takes back both' },
  ])('can be right: $why', ({ invoice }) => {
    expect(refuseInvoice(invoice, TODAY)).toBeNull();
  });

  it.each([
    { invoice: stated(480_000n, 91_200n, { gross: 571_201n }), pointer: '/gross', why: 'it does not add up' },
    { invoice: stated(480_000n, -1n), pointer: '/vat', why: 'tax against the net amount' },
    { invoice: stated(-120_000n, 1n), pointer: '/vat', why: 'tax against what is credited' },
    { invoice: stated(480_000n, 480_001n), pointer: '/vat', why: 'more tax than net' },
    { invoice: stated(-120_000n, -120_001n), pointer: '/vat', why: 'more tax than is credited' },
  ])('is a slip at $pointer: $why', ({ invoice, pointer }) => {
    expect(refuseInvoice(invoice, TODAY)).toMatchObject({ code: 'invalid_request', facts: { errors: [{ pointer }] } });
  });

  it('has a day that has come', () => {
    expect(refuseInvoice(stated(480_000n, 0n, { dated: '2027-02-16' }), TODAY)).toEqual({
      code: 'date_out_of_range',
      facts: { until: TODAY },
    });
  });
});

describe('the file of an invoice', () => {
  it.each([
    { name: 'a.pdf', content: '%PDF-1.7', type: 'application/pdf' },
    { name: 'a.xml', content: '<?xml version="1.0"?><Invoice/>', type: 'application/xml' },
    { name: 'a.xml', content: '\uFEFF<ubl:Invoice/>', type: 'application/xml' },
    { name: 'a.xml', content: '%PDF-1.7', type: undefined },
    { name: 'a.xml', content: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>', type: undefined },
    { name: 'a.xml', content: '<svg><script>1</script></svg>', type: undefined },
    { name: 'a.txt', content: 'an invoice', type: undefined },
  ])('$name with $content is $type', ({ name, content, type }) => {
    expect(invoiceTypeOf(name, new TextEncoder().encode(content))).toBe(type);
  });
});
