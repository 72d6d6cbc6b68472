import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { ASSIGN_REASONS } from '../../domain/referral/reasons.ts';
import { assignReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const assignReferralRoute = (deps: ReferralCommandDeps & { setupReads: SetupReads }) =>
  commandReferralRoute(deps, {
    operation: assignReferral,
    command: 'assign',
    check: async ({ body }) => {
      if (!(ASSIGN_REASONS as readonly string[]).includes(String(body['reasonCode']))) {
        throw new AppError({ code: 'reason_required', facts: { allowed: ASSIGN_REASONS } });
      }
      if (body['ownerId'] === undefined) return;
      const people = await deps.setupReads.people();
      if (!people.some(({ id }) => id === body['ownerId'])) throw new AppError({ code: 'owner_not_available' });
    },
  });
