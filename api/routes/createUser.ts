import type { Setup } from '../../adapters/database/setupPort.ts';
import type { Passwords } from '../../adapters/passwords/port.ts';
import { PARTNER_ROLES, type Role } from '../../domain/approval/roles.ts';
import { answerOnce } from '../answerOnce.ts';
import { createUser } from '../operations/setup.ts';
import { presentUser } from '../presenters/setup.ts';
import { AppError } from '../../domain/errors.ts';
import { route } from '../route.ts';

/** A person belongs to one side: a partner's people have a partner's roles, and nobody else has. */
function checkSide(roles: readonly Role[], partnerId: string | undefined): void {
  const fits = roles.every((role) => PARTNER_ROLES.includes(role) === (partnerId !== undefined));
  if (fits) return;
  const message =
    partnerId === undefined ? 'Partner roles need a partnerId.' : 'People of a partner have partner roles.';
  throw new AppError({ code: 'invalid_request', facts: { errors: [{ pointer: '/roles', code: 'invalid', message }] } });
}

export const createUserRoute = ({ setup, passwords }: { setup: Setup; passwords: Passwords }) =>
  route(createUser, async ({ body: { name, email, roles, partnerId, password }, ticket, now }) => {
    checkSide(roles, partnerId);
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    return answerOnce(setup, ticket, async (writes) => {
      const user = await writes.createUser({ name, email, roles, partnerId, passwordHash, at: now });
      return { status: 201, body: presentUser(user) };
    });
  });
