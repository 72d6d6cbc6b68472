import type { IncomingHttpHeaders } from 'node:http';
import type { Accounts } from '../../adapters/database/accountsPort.ts';
import type { Logger } from '../../adapters/logger.ts';
import { AppError } from '../../domain/errors.ts';
import { DEFAULT_ZONE } from '../../domain/texts/format.ts';
import { preferredLanguage } from './acceptLanguage.ts';
import type { Access } from '../operation.ts';
import { hashOfSecret, looksLikeApiKey } from './apiKey.ts';
import type { Caller } from './caller.ts';
import type { SessionCookie } from './session.ts';

/** Use is noted at most this often: a write per request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
const BEARER = /^Bearer ([\w-]+)$/i;

export type Authenticator = (args: { headers: IncomingHttpHeaders; now: Date }) => Promise<Caller | undefined>;

type Deps = { accounts: Accounts; cookie: SessionCookie; idleMs: number; logger: Logger };

/** Who calls; undefined for nobody. A key or session that is not valid is nobody, whatever else was sent. */
export function createAuthenticator({ accounts, cookie, idleMs, logger }: Deps): Authenticator {
  const note = (touched: Promise<void>): void => {
    touched.catch((error: unknown) => logger.warn({ err: error }, 'the use of a credential could not be noted'));
  };
  const isStale = (at: Date | null, now: Date): boolean => at === null || now.getTime() - at.getTime() > TOUCH_EVERY_MS;

  const byKey = async (key: string, headers: IncomingHttpHeaders, now: Date): Promise<Caller | undefined> => {
    if (!looksLikeApiKey(key)) return undefined;
    const found = await accounts.findKey(hashOfSecret(key), now);
    if (found === undefined) return undefined;
    const { lastUsedAt, ...account } = found;
    if (isStale(lastUsedAt, now)) note(accounts.touchKey(account.id, now));
    const language = preferredLanguage(headers['accept-language']);
    return { ...account, language, zone: DEFAULT_ZONE, kind: 'api_key' };
  };

  const bySession = async (token: string, now: Date): Promise<Caller | undefined> => {
    const tokenHash = hashOfSecret(token);
    const found = await accounts.findSession({ tokenHash, now, idleMs });
    if (found === undefined) return undefined;
    const { lastSeenAt, ...account } = found;
    if (isStale(lastSeenAt, now)) note(accounts.touchSession(tokenHash, now));
    return { ...account, kind: 'user', tokenHash };
  };

  return async ({ headers, now }) => {
    if (headers.authorization !== undefined) {
      const key = BEARER.exec(headers.authorization)?.[1];
      return key === undefined ? undefined : byKey(key, headers, now);
    }
    const token = cookie.read(headers.cookie);
    return token === undefined ? undefined : bySession(token, now);
  };
}

/** Throws `unauthenticated`, `insufficient_scope` (keys) or `forbidden` (people) unless the operation is open to them. */
export function checkAccess(access: Access, caller: Caller | undefined): void {
  if (access.kind === 'anybody') return;
  if (caller === undefined) throw new AppError({ code: 'unauthenticated' });
  if (caller.kind === 'api_key') {
    if (access.kind === 'person' || !caller.scopes.includes(access.scope)) {
      const facts = access.kind === 'person' ? {} : { scope: access.scope };
      throw new AppError({ code: 'insufficient_scope', facts });
    }
    return;
  }
  const { roles } = access;
  if (roles !== undefined && !roles.some((role) => caller.roles.includes(role))) {
    throw new AppError({ code: 'forbidden', facts: { roles } });
  }
}

type SiteCheck = { headers: IncomingHttpHeaders; publicUrl: string };

/**
 * A browser that writes says where it comes from; only our own pages may. Programs without an Origin send the header
 * that no foreign page can send without asking first.
 */
export function checkSameSite({ headers, publicUrl }: SiteCheck): void {
  if (headers['x-requested-with'] === 'fairlead') return;
  const { origin, host } = headers;
  if (origin !== undefined && URL.canParse(origin)) {
    if (origin === new URL(publicUrl).origin || new URL(origin).host === host) return;
  }
  throw new AppError({ code: 'cross_site' });
}
