import type { FurtherDealDesk } from '../../adapters/database/furtherDealsPort.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import { mayRecordFurtherDeal } from '../../domain/approval/furtherDeals.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf, scopeOf } from '../auth/caller.ts';
import { recordFurtherDeal } from '../operations/furtherDeals.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route, type Route } from '../route.ts';

export const recordFurtherDealRoute = ({
  reads,
  furtherDeals,
}: {
  reads: Reads;
  furtherDeals: FurtherDealDesk;
}): Route =>
  route(recordFurtherDeal, async ({ body, ids, caller, ticket, source, now }) => {
    const record = await reads.referral(scopeOf(caller), ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const may = mayRecordFurtherDeal(commandActorOf(caller), subjectOf(record));
    if (!may.allowed) throw new AppError({ code: may.code, detail: may.why });
    return answerOnce(furtherDeals, ticket, async (write) => {
      const { kind, name, expectedAmount, productLine } = body;
      const given = { kind, name, expectedAmount, productLine };
      const made = await write({ ...given, of: record.id, by: caller.id, source, at: now });
      return { status: 201, headers: { Location: `/v1/referrals/${made.id}` }, body: made };
    });
  });
