import { reopenReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const reopenReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, { operation: reopenReferral, command: 'reopen' });
