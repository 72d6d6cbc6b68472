import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { createPayoutRun } from '../operations/money.ts';
import { runReply } from '../presenters/payoutRun.ts';
import { route } from '../route.ts';

export const createPayoutRunRoute = ({ payoutDesk }: { payoutDesk: PayoutDesk }) =>
  route(createPayoutRun, ({ body, caller, ticket, now }) =>
    answerOnce(payoutDesk, ticket, async (writes) => {
      const { rail, currency } = body;
      const cutOff = body.cutOff === undefined ? now : new Date(body.cutOff);
      return runReply(await writes.prepare({ rail, currency, cutOff, by: caller.id, at: now }), 201);
    }),
  );
