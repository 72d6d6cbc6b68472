import { advanceReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const advanceReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, { operation: advanceReferral, command: 'advance' });
