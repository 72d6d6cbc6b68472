import { PARTNER_ROLES, type Role } from '../domain/approval/roles.ts';
import { AppError } from '../domain/errors.ts';

/** A person belongs to one side: a partner's people have a partner's roles, and nobody else has. */
export function checkSide(roles: readonly Role[], partnerId: string | undefined): void {
  const fits = roles.every((role) => PARTNER_ROLES.includes(role) === (partnerId !== undefined));
  if (fits) return;
  const message =
    partnerId === undefined ? 'Partner roles need a partnerId.' : 'People of a partner have partner roles.';
  throw new AppError({ code: 'invalid_request', facts: { errors: [{ pointer: '/roles', code: 'invalid', message }] } });
}
