import { askReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const askReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, { operation: askReferral, command: 'ask' });
