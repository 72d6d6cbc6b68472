import { z } from 'zod';
import { CalendarDate, DateTime, Money, PositiveMoney, idOf, line } from './primitives.ts';

export const RecordRefund = z
  .strictObject({
    externalId: line(120).meta({ description: 'The id of the system that knows of it: recorded once.' }),
    amount: PositiveMoney.meta({ description: 'Net, in the currency of the deal.' }),
    refundedOn: CalendarDate,
    reasonCode: line(60).optional(),
  })
  .meta({ id: 'RecordRefund' });

const payment = {
  externalId: line(120).meta({ description: 'The id of the system that knows of it: recorded once.' }),
  amount: PositiveMoney.meta({ description: 'Net, in the currency of the deal.' }),
};

export const RecordPayment = z.strictObject({ ...payment, paidOn: CalendarDate }).meta({ id: 'RecordPayment' });
export const RecordInvoice = z.strictObject({ ...payment, invoicedOn: CalendarDate }).meta({ id: 'RecordInvoice' });

const recorded = {
  dealId: z.string(),
  externalId: z.string(),
  amount: Money,
  recordedAt: DateTime,
  total: Money.meta({ description: 'Of the deal in all, with this one.' }),
  referrals: z.array(z.strictObject({ id: idOf('referral'), number: z.string() })).meta({
    description: 'The referrals that were won with the deal.',
  }),
};

export const Payment = z
  .strictObject({ id: idOf('payment'), ...recorded, paidOn: CalendarDate })
  .meta({ id: 'Payment' });
export const Invoice = z
  .strictObject({ id: idOf('invoice'), ...recorded, invoicedOn: CalendarDate })
  .meta({ id: 'Invoice' });

export const Refund = z
  .strictObject({
    id: idOf('refund'),
    dealId: z.string(),
    externalId: z.string(),
    amount: Money,
    refundedOn: CalendarDate,
    reasonCode: z.string().nullable(),
    recordedAt: DateTime,
    total: Money.meta({ description: 'Refunded of the deal in all, with this one.' }),
    counts: z.boolean().meta({
      description: 'Whether it takes something back of a commission: only within the clawback window of the program.',
    }),
    referrals: z.array(z.strictObject({ id: idOf('referral'), number: z.string() })).meta({
      description: 'The referrals that were won with the deal.',
    }),
  })
  .meta({ id: 'Refund' });
