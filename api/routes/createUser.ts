import type { Setup } from '../../adapters/database/setupPort.ts';
import type { Passwords } from '../../adapters/passwords/port.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkSide } from '../checkSide.ts';
import { createUser } from '../operations/setup.ts';
import { presentUser } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const createUserRoute = ({ setup, passwords }: { setup: Setup; passwords: Passwords }) =>
  route(createUser, async ({ body: { name, email, roles, partnerId, password }, ticket, now }) => {
    checkSide(roles, partnerId);
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    return answerOnce(setup, ticket, async (writes) => {
      const user = await writes.createUser({ name, email, roles, partnerId, passwordHash, at: now });
      return { status: 201, body: presentUser(user) };
    });
  });
