import { undoWithdrawReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const undoWithdrawRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, { operation: undoWithdrawReferral, command: 'undoWithdraw' });
