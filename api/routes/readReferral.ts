import type { Reads } from '../../adapters/database/readsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { scopeOf } from '../auth/caller.ts';
import { readReferral } from '../operations/referrals.ts';
import { presentReferral, referralHeaders } from '../presenters/referral.ts';
import { route } from '../route.ts';

export const readReferralRoute = ({ reads }: { reads: Reads }) =>
  route(readReferral, async ({ caller, ids, now }) => {
    const record = await reads.referral(scopeOf(caller), ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const view = presentReferral(record, caller, now);
    return { status: 200, headers: referralHeaders(view), body: view };
  });
