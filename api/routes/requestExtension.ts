import { NO_EXTENSION, whyNoRequest } from '../../domain/referral/extension.ts';
import { EXTENSION_REASONS } from '../../domain/referral/reasons.ts';
import { AppError } from '../../domain/errors.ts';
import { extensionReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const requestExtensionRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: extensionReferral,
    command: 'requestExtension',
    check: ({ body, record }) => {
      requireReason(body['reasonCode'], EXTENSION_REASONS);
      const refusal = whyNoRequest(record.extension ?? NO_EXTENSION);
      if (refusal !== undefined) throw new AppError(refusal);
    },
  });
