import { AppError } from '../../domain/errors.ts';
import { isReasonFor, REASON_CODES } from '../../domain/referral/reasons.ts';
import { reviewReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const reviewReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: reviewReferral,
    command: 'review',
    check: ({ body }) => {
      if (body['decision'] === 'decline' && !isReasonFor('declined', String(body['reasonCode']))) {
        throw new AppError({ code: 'reason_required', facts: { allowed: REASON_CODES.declined } });
      }
    },
  });
