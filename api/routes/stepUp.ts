import type { Accounts } from '../../adapters/database/accountsPort.ts';
import type { Passwords } from '../../adapters/passwords/port.ts';
import { AppError } from '../../domain/errors.ts';
import { stepUp } from '../operations/session.ts';
import { presentSession } from '../presenters/session.ts';
import { route } from '../route.ts';

type Deps = { accounts: Accounts; passwords: Passwords; stepUpMs: number };

/** The same session, with a fresh proof: the password once more. */
export const stepUpRoute = ({ accounts, passwords, stepUpMs }: Deps) =>
  route(stepUp, async ({ caller, body, now }) => {
    const user = await accounts.findSignIn(caller.email);
    const isRight = await passwords.verify(body.password, user?.passwordHash);
    if (user?.id !== caller.id || !isRight) throw new AppError({ code: 'invalid_credentials' });
    await accounts.proveAgain(caller.tokenHash, now);
    return { status: 200, body: presentSession({ ...caller, provenAt: now }, stepUpMs) };
  });
