import type { PayeeAccount } from '../../domain/payees/account.ts';

/** Which version of whose payee: an account opens only where it was sealed for. */
export type PayeeOwner = { partnerId: string; version: number };

export type SealedAccount = { keyId: string; sealed: Uint8Array };

/** Keeps accounts unreadable at rest. Pure computation; throws when a key is missing or a row was tampered with. */
export interface AccountVault {
  seal(account: PayeeAccount, owner: PayeeOwner): SealedAccount;
  open(sealed: SealedAccount, owner: PayeeOwner): PayeeAccount;
  /** The same account has the same one, whoever it belongs to and whichever key seals it. */
  fingerprintOf(account: PayeeAccount): string;
}

/** For who hands money to a rail, just in time: what comes back is neither kept nor logged nor given to a workflow. */
export interface Payees {
  /** The account that the release of the item has let the money go to; null when the partner had none then. */
  forItem(itemId: string): Promise<PayeeAccount | null>;
}
