import type { Setup } from '../../adapters/database/setupPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { setPayoutCurrency } from '../operations/setup.ts';
import { presentPartner } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const setPayoutCurrencyRoute = ({ setup }: { setup: Setup }) =>
  route(setPayoutCurrency, ({ ids, body: { currency }, ticket }) =>
    answerOnce(setup, ticket, async (writes) => ({
      status: 200,
      body: presentPartner(await writes.setPayoutCurrency({ partnerId: ids.id, currency })),
    })),
  );
