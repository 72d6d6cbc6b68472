import { z } from 'zod';
import { DEAL_MOVEMENTS, DEAL_WAITS } from '../../domain/commission/dealWait.ts';
import { CommissionState, DealFigures } from './commissions.ts';
import {
  CalendarDate,
  Currency,
  DateTime,
  Money,
  PositiveMoney,
  idOf,
  line,
  pageOf,
  pageQuery,
  text,
} from './primitives.ts';

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

export const CorrectDeal = z
  .strictObject({
    externalId: line(120).meta({ description: 'The id of the system that knows of it: recorded once.' }),
    amount: PositiveMoney.meta({ description: 'What the whole contract is worth, net, before refunds.' }),
    firstYearNet: Money.optional().meta({
      description: 'Stays as it was unless told; where it was the whole contract, it stays that.',
    }),
    reason: text(1_000).meta({ description: 'In words; the partner reads it.' }),
  })
  .meta({ id: 'CorrectDeal' });

const correction = {
  id: idOf('correction'),
  dealId: z.string(),
  externalId: z.string(),
  from: DealFigures.meta({ description: 'What it was known as before.' }),
  to: DealFigures,
  reason: z.string(),
  recordedBy: z.strictObject({ id: idOf('user'), name: z.string().nullable() }),
  recordedAt: DateTime,
};

export const Correction = z
  .strictObject({
    ...correction,
    referral: z.strictObject({ id: idOf('referral'), number: z.string() }).nullable(),
  })
  .meta({ id: 'Correction' });

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

const DealWait = z.enum(DEAL_WAITS).meta({
  description: 'What lines of the deal wait for: its invoice, the payment of its customer, an exchange rate.',
});

export const ListDeals = z.strictObject({
  ...pageQuery,
  waitsFor: DealWait.optional(),
  search: line(100).optional().meta({ description: 'Part of the deal id, the company, the partner or the number.' }),
});

const deal = {
  dealId: z.string(),
  referralId: idOf('referral'),
  referralNumber: z.string(),
  companyName: z.string(),
  partnerId: idOf('partner'),
  partnerName: z.string(),
  closedOn: CalendarDate,
  amount: Money,
  firstYearNet: Money,
  triggers: z.array(z.string()).meta({ description: 'Of its lines; none before there are any.' }),
  waitsFor: z.array(DealWait),
  invoiced: Money.meta({ description: 'In all, net.' }),
  received: Money.meta({ description: 'What the customer has paid in all, net.' }),
  refunded: Money.meta({ description: 'What the customer got back in all, net.' }),
  lines: z.array(z.strictObject({ id: idOf('commission'), kind: z.string(), state: CommissionState, amount: Money })),
};

export const Deals = pageOf(z.strictObject(deal).meta({ id: 'DealOverview' })).meta({ id: 'Deals' });

export const Deal = z
  .strictObject({
    ...deal,
    movements: z
      .array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(DEAL_MOVEMENTS),
          externalId: z.string(),
          amount: Money,
          on: CalendarDate,
          reasonCode: z.string().nullable(),
          recordedBy: z.strictObject({ id: idOf('user'), name: z.string().nullable() }),
          recordedAt: DateTime,
        }),
      )
      .meta({ description: 'Invoices, payments and refunds, recorded last on top; the last 200.' }),
    corrections: z.array(z.strictObject(correction).meta({ id: 'DealCorrection' })).meta({
      description: 'How its worth was corrected, recorded last on top.',
    }),
  })
  .meta({ id: 'Deal' });

/** A row of an uploaded table; its columns are named as spreadsheets name them. */
export const DealTableRow = z.object({
  kind: z.enum(DEAL_MOVEMENTS),
  deal_id: line(120),
  external_id: line(120),
  amount: line(40),
  currency: Currency,
  day: CalendarDate,
  reason: z.union([z.literal('').transform(() => undefined), line(60)]).optional(),
});

export const DealTable = z
  .strictObject({
    data: z.array(
      z.strictObject({
        row: z.int().meta({ description: 'From 1, without the header.' }),
        kind: z.string(),
        dealId: z.string(),
        externalId: z.string(),
        outcome: z.enum(['recorded', 'known', 'unmatched', 'refused', 'unreadable']).meta({
          description: '`known`: recorded before. `unmatched`: there is no won deal of this id; nothing of it is kept.',
        }),
        code: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DealTable' });
