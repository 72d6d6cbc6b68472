import { REOPEN_REASONS } from '../../domain/referral/reasons.ts';
import { reopenReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const reopenReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: reopenReferral,
    command: 'reopen',
    check: ({ body }) => requireReason(body['reasonCode'], REOPEN_REASONS),
  });
