import type { DealDesk } from '../../adapters/database/dealDeskPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { correctDeal } from '../operations/deals.ts';
import { route, type Route } from '../route.ts';

export const correctDealRoute = ({ dealDesk }: { dealDesk: DealDesk }): Route =>
  route(correctDeal, ({ body, ids, caller, ticket, now }) =>
    answerOnce(dealDesk, ticket, async (writes) => {
      const wish = { ...body, dealId: ids.dealId, by: caller.id, at: now };
      const { correction, isNew } = await writes.correction(wish);
      return { status: isNew ? 201 : 200, body: correction };
    }),
  );
