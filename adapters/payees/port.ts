import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { TaxIdentity } from '../../domain/tax/profile.ts';

/** Which version of whose payee: an account opens only where it was sealed for. */
export type PayeeOwner = { partnerId: string; version: number };

export type Sealed = { keyId: string; sealed: Uint8Array };

/** Keeps accounts unreadable at rest. Pure computation; throws when a key is missing or a row was tampered with. */
export interface AccountVault {
  seal(account: PayeeAccount, owner: PayeeOwner): Sealed;
  open(sealed: Sealed, owner: PayeeOwner): PayeeAccount;
  /** The same account has the same one, whoever it belongs to and whichever key seals it. */
  fingerprintOf(account: PayeeAccount): string;
}

/** Keeps what tax forms say unreadable at rest: of a profile by its id, of an uploaded form by its own. */
export interface TaxVault {
  sealIdentity(identity: TaxIdentity, profileId: string): Sealed;
  openIdentity(sealed: Sealed, profileId: string): TaxIdentity;
  sealForm(bytes: Uint8Array, formId: string): Sealed;
  openForm(sealed: Sealed, formId: string): Uint8Array;
}

/** Keeps invoices of partners unreadable at rest, for accounts stand in them; each opens only by its own id. */
export interface InvoiceVault {
  sealInvoice(bytes: Uint8Array, invoiceId: string): Sealed;
  openInvoice(sealed: Sealed, invoiceId: string): Uint8Array;
}

/** Keeps bank files unreadable at rest, for every account of a run stands in them; a file opens only for its own run. */
export interface FileVault {
  sealFile(text: string, runId: string): Sealed;
  openFile(sealed: Sealed, runId: string): string;
  /** The same text has the same one; keyed, so that nobody finds out the accounts in a file by guessing them. */
  digestOf(text: string): string;
}

/** For who hands money to a rail, just in time: what comes back is neither kept nor logged nor given to a workflow. */
export interface Payees {
  /** The accounts that the release of the items has let the money go to, by item; none for a partner that had none then. */
  forItems(itemIds: readonly string[]): Promise<ReadonlyMap<string, PayeeAccount>>;
}
