import { AppError } from '../../domain/errors.ts';
import { isReasonFor, REASON_CODES } from '../../domain/referral/reasons.ts';
import { withdrawReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const withdrawReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: withdrawReferral,
    command: 'withdraw',
    check: ({ body }) => {
      if (!isReasonFor('withdrawn', String(body['reasonCode']))) {
        throw new AppError({ code: 'reason_required', facts: { allowed: REASON_CODES.withdrawn } });
      }
    },
  });
