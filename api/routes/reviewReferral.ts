import { REASON_CODES } from '../../domain/referral/reasons.ts';
import { reviewReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const reviewReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: reviewReferral,
    command: 'review',
    check: ({ body }) => {
      if (body['decision'] === 'decline') requireReason(body['reasonCode'], REASON_CODES.declined);
    },
  });
