import { randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** How the session cookie is called and kept; plain `sid` only where there is no https. */
export type SessionCookie = {
  name: string;
  read(header: string | undefined): string | undefined;
  set(token: string, maxAgeMs: number): string;
  clear(): string;
};

export const createSessionToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export function createSessionCookie(publicUrl: string): SessionCookie {
  const secure = new URL(publicUrl).protocol === 'https:';
  const name = secure ? '__Host-sid' : 'sid';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read: (header) => {
      const pairs = (header ?? '').split(';').map((pair) => pair.trim());
      const found = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
      return found === undefined || found === '' ? undefined : found;
    },
    set: (token, maxAgeMs) => `${name}=${token}; Max-Age=${String(Math.floor(maxAgeMs / 1_000))}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
