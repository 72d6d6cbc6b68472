import type { Accounts } from '../../adapters/database/accountsPort.ts';
import type { Setup } from '../../adapters/database/setupPort.ts';
import type { Passwords } from '../../adapters/passwords/port.ts';
import { AppError } from '../../domain/errors.ts';
import { hashOfSecret } from '../auth/apiKey.ts';
import { createSessionToken, type SessionCookie } from '../auth/session.ts';
import { signIn } from '../operations/session.ts';
import { presentSession } from '../presenters/session.ts';
import { replay, route, toStored } from '../route.ts';

type Deps = {
  accounts: Accounts;
  passwords: Passwords;
  setup: Setup;
  cookie: SessionCookie;
  sessionMaxMs: number;
  stepUpMs: number;
};

/** A session of one's own for whoever knows the password; unknown people cost as much time and learn as little. */
export const signInRoute = (deps: Deps) =>
  route(signIn, async ({ body, now, ticketFor }) => {
    const user = await deps.accounts.findSignIn(body.email);
    const isRight = await deps.passwords.verify(body.password, user?.passwordHash);
    if (user === undefined || !isRight) throw new AppError({ code: 'invalid_credentials' });

    const token = createSessionToken();
    const expiresAt = new Date(now.getTime() + deps.sessionMaxMs);
    const reply = { status: 201, body: presentSession({ ...user, signedInAt: now, provenAt: now }, deps.stepUpMs) };
    const kept = await deps.setup.once(ticketFor(user.id, body), async (writes) => {
      await writes.startSession({ tokenHash: hashOfSecret(token), userId: user.id, now, expiresAt });
      return { ...toStored(reply), secret: true };
    });
    if (kept.replayed) return replay(kept);
    return { ...reply, headers: { 'Set-Cookie': deps.cookie.set(token, deps.sessionMaxMs) } };
  });
