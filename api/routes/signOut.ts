import type { Accounts } from '../../adapters/database/accountsPort.ts';
import type { SessionCookie } from '../auth/session.ts';
import { signOut } from '../operations/session.ts';
import { route } from '../route.ts';

export const signOutRoute = ({ accounts, cookie }: { accounts: Accounts; cookie: SessionCookie }) =>
  route(signOut, async ({ caller }) => {
    await accounts.endSession(caller.tokenHash);
    return { status: 204, headers: { 'Set-Cookie': cookie.clear() } };
  });
