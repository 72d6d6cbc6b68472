import type { ReferralFilter, Reads } from '../../adapters/database/readsPort.ts';
import { scopeOf } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listReferrals } from '../operations/referrals.ts';
import { presentReferral } from '../presenters/referral.ts';
import { route } from '../route.ts';

export const listReferralsRoute = ({ reads }: { reads: Reads }) =>
  route(listReferrals, async ({ caller, query, now }) => {
    const {
      limit,
      cursor,
      stage,
      updated_since: updatedSince,
      deputised,
      waiting_on: waitingOn,
      q,
      sort,
      ...rest
    } = query;
    const filter: ReferralFilter = {
      ...rest,
      stages: stage,
      deputisedBy: deputised === true ? caller.id : undefined,
      updatedSince,
      waitingOn,
      search: q,
      sort: sort ?? (updatedSince === undefined ? 'newest' : 'updated'),
    };
    const { rows, next } = await reads.referrals(scopeOf(caller), filter, pageRequest({ limit, cursor }, filter));
    const data = rows.map((record) => presentReferral(record, caller, now));
    return { status: 200, body: pageAnswer(data, next, filter) };
  });
