import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { Money } from '../money.ts';

/** An invoice names at most so many lines. */
export const INVOICE_LINES_MAX = 100;

export const INVOICE_STATES = ['waiting', 'accepted', 'rejected'] as const;

export type InvoiceState = (typeof INVOICE_STATES)[number];

/** What a partner says of an invoice of its own; `dated` is a day. Below zero in a credit note. */
export type StatedInvoice = { net: Money; vat: Money; gross: Money; dated: string };

type Refusal = { code: ErrorCode; facts: ErrorFacts };

const isAddedUp = ({ net, vat, gross }: StatedInvoice): boolean =>
  net.amountMinor + vat.amountMinor === gross.amountMinor;

/** Tax goes the way of the net amount, and is never more than it. */
const isTaxOf = ({ net, vat }: StatedInvoice): boolean =>
  net.amountMinor < 0n
    ? vat.amountMinor <= 0n && vat.amountMinor >= net.amountMinor
    : vat.amountMinor >= 0n && vat.amountMinor <= net.amountMinor;

const slip = (pointer: string, message: string): Refusal => ({
  code: 'invalid_request',
  facts: { errors: [{ pointer, code: 'invalid', message }] },
});

/** Whether it can be right by itself: it adds up, and was written by `today`. */
export function refuseInvoice(stated: StatedInvoice, today: string): Refusal | null {
  if (!isAddedUp(stated)) return slip('/gross', 'Net and value added tax come to something else.');
  if (!isTaxOf(stated)) return slip('/vat', 'The tax has the sign of the net amount and is not more than it.');
  return stated.dated > today ? { code: 'date_out_of_range', facts: { until: today } } : null;
}
