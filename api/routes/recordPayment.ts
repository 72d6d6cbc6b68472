import type { DealDesk, PaymentRecord } from '../../adapters/database/dealDeskPort.ts';
import { moneyFromJson, moneyToJson } from '../../domain/money.ts';
import { answerOnce } from '../answerOnce.ts';
import { recordInvoice, recordPayment } from '../operations/deals.ts';
import { route, type Route } from '../route.ts';

const present = ({ amount, total, on: _, ...payment }: PaymentRecord) => ({
  ...payment,
  amount: moneyToJson(amount),
  total: moneyToJson(total),
});

export const recordPaymentRoute = ({ dealDesk }: { dealDesk: DealDesk }): Route =>
  route(recordPayment, ({ body, ids, caller, ticket, now }) =>
    answerOnce(dealDesk, ticket, async (writes) => {
      const { externalId, amount, paidOn: on } = body;
      const wish = { kind: 'paid', dealId: ids.dealId, externalId, on, by: caller.id, at: now } as const;
      const { payment, isNew } = await writes.payment({ ...wish, amount: moneyFromJson(amount) });
      return { status: isNew ? 201 : 200, body: { ...present(payment), paidOn: payment.on } };
    }),
  );

export const recordInvoiceRoute = ({ dealDesk }: { dealDesk: DealDesk }): Route =>
  route(recordInvoice, ({ body, ids, caller, ticket, now }) =>
    answerOnce(dealDesk, ticket, async (writes) => {
      const { externalId, amount, invoicedOn: on } = body;
      const wish = { kind: 'invoiced', dealId: ids.dealId, externalId, on, by: caller.id, at: now } as const;
      const { payment, isNew } = await writes.payment({ ...wish, amount: moneyFromJson(amount) });
      return { status: isNew ? 201 : 200, body: { ...present(payment), invoicedOn: payment.on } };
    }),
  );
