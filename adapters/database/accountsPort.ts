import type { Role, Scope } from '../../domain/approval/roles.ts';
import type { Language } from '../../domain/texts/format.ts';

/** Times are dates; hashes are 64 hex digits of SHA-256. All reads throw `unavailable` when the database is away. */
export type KeyAccount = {
  id: string;
  name: string;
  partnerId: string;
  partnerName: string;
  scopes: Scope[];
  lastUsedAt: Date | null;
};

export type UserAccount = {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  partnerId: string | null;
  partnerName: string | null;
  /** How this person reads; `zone` is an IANA name. */
  language: Language;
  zone: string;
};

export type SessionAccount = UserAccount & { signedInAt: Date; provenAt: Date; lastSeenAt: Date };

export interface Accounts {
  /** A key that is neither revoked nor expired. One round trip. */
  findKey(keyHash: string, now: Date): Promise<KeyAccount | undefined>;
  /** A session of an active person that is neither too old nor idle for too long. One round trip. */
  findSession(args: { tokenHash: string; now: Date; idleMs: number }): Promise<SessionAccount | undefined>;
  /** An active person by e-mail address, with the password's hash. */
  findSignIn(email: string): Promise<(UserAccount & { passwordHash: string }) | undefined>;
  endSession(tokenHash: string): Promise<void>;
  /** The person has proved once more who they are. */
  proveAgain(tokenHash: string, now: Date): Promise<void>;
  /** Notes the use of a key or session; callers do this rarely and do not wait for it. */
  touchKey(id: string, now: Date): Promise<void>;
  touchSession(tokenHash: string, now: Date): Promise<void>;
}
