import { AppError } from '../../domain/errors.ts';
import { contactReferral } from '../operations/commands.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

/** Clocks of two machines are never quite the same. */
const TOLERANCE_MS = 60_000;

export const contactReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: contactReferral,
    command: 'contact',
    check: ({ body, now }) => {
      if (typeof body['at'] !== 'string' || Date.parse(body['at']) <= now.getTime() + TOLERANCE_MS) return;
      const errors = [{ pointer: '/at', code: 'invalid', message: 'An attempt cannot lie in the future.' }];
      throw new AppError({ code: 'invalid_request', facts: { errors } });
    },
  });
