import { AppError } from '../../domain/errors.ts';
import { extensionDecisionReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const decideExtensionRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: extensionDecisionReferral,
    command: 'decideExtension',
    check: ({ record }) => {
      if ((record.extension?.request ?? null) === null) throw new AppError({ code: 'no_extension_requested' });
    },
  });
