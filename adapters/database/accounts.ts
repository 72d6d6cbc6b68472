import { isRole, isScope } from '../../domain/approval/roles.ts';
import { languageOr } from '../../domain/texts/format.ts';
import type { Accounts, KeyAccount, SessionAccount, UserAccount } from './accountsPort.ts';
import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { gathered } from './gathered.ts';

type UserRow = {
  id: string;
  name: string;
  email: string;
  roles: string[];
  partnerId: string | null;
  partner: { name: string } | null;
  language: string;
  zone: string;
};

const toAccount = ({ id, name, email, roles, partnerId, partner, language, zone }: UserRow): UserAccount => ({
  id,
  name,
  email,
  roles: roles.filter(isRole),
  partnerId,
  partnerName: partner?.name ?? null,
  language: languageOr(language),
  zone,
});

const SESSION = `SELECT u.id, u.name, u.email, u.roles, u.partner_id AS "partnerId", p.name AS "partnerName", u.language, u.zone,
    s.created_at AS "signedInAt", s.proven_at AS "provenAt", s.last_seen_at AS "lastSeenAt"
  FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN partners p ON p.id = u.partner_id
  WHERE s.token_hash = $1 AND u.active AND s.expires_at > $2::timestamptz
    AND s.last_seen_at > $2::timestamptz - make_interval(secs => $3::float8 / 1000)`;

const KEYS = `SELECT k.key_hash AS "keyHash", k.id, k.name, k.partner_id AS "partnerId", p.name AS "partnerName", k.scopes,
    k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt"
  FROM api_keys k JOIN partners p ON p.id = k.partner_id WHERE k.key_hash = ANY ($1) AND k.revoked_at IS NULL`;

type SessionRow = Omit<SessionAccount, 'roles' | 'language'> & { roles: string[]; language: string };
type KeyRow = Omit<KeyAccount, 'scopes'> & { keyHash: string; scopes: string[]; expiresAt: Date | null };

/** Every call of a program begins with its key, so those that come together are read together. */
function createKeyReader(database: Database): Accounts['findKey'] {
  const readKey = gathered((hashes: readonly string[]) =>
    guarded(async () => {
      const rows = await database.$queryRawUnsafe<KeyRow[]>(KEYS, hashes);
      return new Map(rows.map(({ keyHash, ...key }) => [keyHash, key]));
    }),
  );
  return async (keyHash, now) => {
    const found = await readKey(keyHash);
    if (found === undefined) return undefined;
    const { expiresAt, scopes, ...key } = found;
    return expiresAt === null || expiresAt > now ? { ...key, scopes: scopes.filter(isScope) } : undefined;
  };
}

/** Who calls: keys, sessions, sign-in. */
export const createAccounts = (database: Database): Accounts => ({
  findKey: createKeyReader(database),

  findSession: ({ tokenHash, now, idleMs }) =>
    guarded(async () => {
      const [session] = await database.$queryRawUnsafe<SessionRow[]>(SESSION, tokenHash, now, idleMs);
      if (session === undefined) return undefined;
      return { ...session, roles: session.roles.filter(isRole), language: languageOr(session.language) };
    }),

  findSignIn: (email) =>
    guarded(async () => {
      const user = await database.user.findFirst({
        where: { email: email.toLowerCase(), active: true, passwordHash: { not: null } },
        include: { partner: { select: { name: true } } },
      });
      const passwordHash = user?.passwordHash ?? undefined;
      return user === null || passwordHash === undefined ? undefined : { ...toAccount(user), passwordHash };
    }),

  endSession: (tokenHash) =>
    guarded(async () => {
      await database.session.deleteMany({ where: { tokenHash } });
    }),

  proveAgain: (tokenHash, now) =>
    guarded(async () => {
      await database.session.updateMany({ where: { tokenHash }, data: { provenAt: now } });
    }),

  touchKey: (id, now) =>
    guarded(async () => {
      await database.apiKey.updateMany({ where: { id }, data: { lastUsedAt: now } });
    }),

  touchSession: (tokenHash, now) =>
    guarded(async () => {
      await database.session.updateMany({ where: { tokenHash }, data: { lastSeenAt: now } });
    }),
});
