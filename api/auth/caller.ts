import type { KeyAccount, SessionAccount } from '../../adapters/database/accountsPort.ts';
import { readScope, type CommandActor, type ReadScope } from '../../domain/approval/rights.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import type { Language } from '../../domain/texts/format.ts';

/** How the caller reads. A key has no zone of its own: its times are in UTC and say so. */
export type Reading = { language: Language; zone: string };

export type KeyCaller = Omit<KeyAccount, 'lastUsedAt'> & Reading & { kind: 'api_key' };
export type PersonCaller = Omit<SessionAccount, 'lastSeenAt'> & { kind: 'user'; tokenHash: string };

/** Who sent this request, once that is known. */
export type Caller = KeyCaller | PersonCaller;

/** As the record names them. */
export const actorOf = (caller: Caller): Actor => ({ kind: caller.kind, id: caller.id });

/** As the rules see them: a key has no roles, and its partner. */
export const commandActorOf = (caller: Caller): CommandActor => ({
  userId: caller.id,
  roles: caller.kind === 'user' ? caller.roles : [],
  partnerId: caller.partnerId,
});

export const scopeOf = (caller: Caller): ReadScope => readScope(commandActorOf(caller), caller.kind === 'api_key');

/** As wide as the caller's side reads at all: for answers about a thing that the caller has just acted on. */
export function wholeScopeOf(caller: Caller): ReadScope {
  const scope = scopeOf(caller);
  return scope.kind === 'partner' ? { ...scope, submitterId: null } : { ...scope, everything: true };
}
