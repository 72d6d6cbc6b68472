import type { DealDesk, RefundRecord } from '../../adapters/database/dealDeskPort.ts';
import { moneyFromJson, moneyToJson } from '../../domain/money.ts';
import { answerOnce } from '../answerOnce.ts';
import { recordRefund } from '../operations/deals.ts';
import { route, type Route } from '../route.ts';

const present = ({ amount, total, ...refund }: RefundRecord) => ({
  ...refund,
  amount: moneyToJson(amount),
  total: moneyToJson(total),
});

export const recordRefundRoute = ({ dealDesk }: { dealDesk: DealDesk }): Route =>
  route(recordRefund, ({ body, ids, caller, ticket, now }) =>
    answerOnce(dealDesk, ticket, async (writes) => {
      const { externalId, amount, refundedOn, reasonCode } = body;
      const wish = { dealId: ids.dealId, externalId, refundedOn, reasonCode, by: caller.id, at: now };
      const { refund, isNew } = await writes.refund({ ...wish, amount: moneyFromJson(amount) });
      return { status: isNew ? 201 : 200, body: present(refund) };
    }),
  );
