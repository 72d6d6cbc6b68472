import type { Setup } from '../../adapters/database/setupPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { createPartner } from '../operations/setup.ts';
import { presentPartner } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const createPartnerRoute = ({ setup }: { setup: Setup }) =>
  route(createPartner, ({ body, ticket, now }) =>
    answerOnce(setup, ticket, async (writes) => {
      const { name, country, programIds, tier, managerId, payoutCurrency } = body;
      const partner = await writes.createPartner({
        name,
        country,
        programIds,
        tier,
        managerId,
        payoutCurrency,
        at: now,
      });
      return { status: 201, headers: { Location: `/v1/partners/${partner.id}` }, body: presentPartner(partner) };
    }),
  );
