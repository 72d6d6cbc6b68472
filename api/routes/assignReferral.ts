import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { ASSIGN_REASONS } from '../../domain/referral/reasons.ts';
import { assignReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const assignReferralRoute = (deps: ReferralCommandDeps & { setupReads: SetupReads }) =>
  commandReferralRoute(deps, {
    operation: assignReferral,
    command: 'assign',
    check: async ({ body }) => {
      requireReason(body['reasonCode'], ASSIGN_REASONS);
      if (body['ownerId'] === undefined) return;
      const people = await deps.setupReads.people();
      if (!people.some(({ id }) => id === body['ownerId'])) throw new AppError({ code: 'owner_not_available' });
    },
  });
