import { REASON_CODES } from '../../domain/referral/reasons.ts';
import { withdrawReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const withdrawReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: withdrawReferral,
    command: 'withdraw',
    check: ({ body }) => requireReason(body['reasonCode'], REASON_CODES.withdrawn),
  });
