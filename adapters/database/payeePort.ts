import type { PayeeAccount, PayeeMethod } from '../../domain/payees/account.ts';
import type { PayeeDecision, PayeeProblem } from '../../domain/payees/state.ts';
import type { TaxForm, TaxInForce } from '../../domain/tax/profile.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** One version as it may be read: masked. Times are ISO 8601 texts. */
export type PayeeVersion = {
  version: number;
  method: PayeeMethod;
  account: string;
  holder: string | null;
  contactEmail: string;
  changedBy: Named;
  changedAt: string;
  coolingOffUntil: string;
  decision: { kind: PayeeDecision; by: Named; at: string; reason: string | null } | null;
  /** Who has read it in full, and why. Empty for partners. */
  unmasked: { by: Named; at: string; reason: string }[];
};

export type PayeeRecord = {
  partnerId: string;
  partnerName: string;
  managerId: string | null;
  /** Grows with every version and every decision; 0 while there is nothing. */
  revision: number;
  /** Newest first. */
  versions: PayeeVersion[];
  /** Its version; null while there is none, or when finance has refused all. */
  inForce: number | null;
  /** Of the partner; what a program may ask for besides an account. */
  tax: TaxInForce & { verified: { form: TaxForm } | null };
  /** Names of other partners whose account in force is the same. Empty for partners. */
  sharedWith: string[];
};

/** `managerId`: only of the partners whom this person looks after; null: of all. */
export type PayeeFilter = {
  problem?: PayeeProblem | 'none' | undefined;
  managerId: string | null;
  now: Date;
};

/** Masked. For a partner under the partner's own database role; undefined when there is no such partner for the reader. */
export interface PayeeReads {
  payee(partnerId: string, readerPartnerId: string | null): Promise<PayeeRecord | undefined>;
  /** By the name of the partner. */
  payees(filter: PayeeFilter, page: PageRequest): Promise<Page<PayeeRecord>>;
}

/** `check` throws when the revision is not the one that was looked at. */
type Asked = { partnerId: string; by: string; at: Date; check: (revision: number) => void };

export type NewPayee = Asked & { account: PayeeAccount; contactEmail: string; coolingOffMs: number };

export type PayeeVerdict = Asked & {
  decision: PayeeDecision;
  reason: string | null;
  /** Throws when this person may not decide on it. */
  mayDecide: (version: { changedBy: string }) => void;
};

export type Unmasking = Omit<Asked, 'check'> & { reason: string };

/** The same writes, all in the transaction of one request. */
export interface PayeeWrites {
  /** A new version, sealed. Lines that are not on their way are bound to it and lose their approvals; mails go out. */
  change(payee: NewPayee): Promise<PayeeRecord>;
  /** On the version in force. Throws `not_found`, and `not_allowed_in_state` when there is none or it is verified already. */
  decide(verdict: PayeeVerdict): Promise<PayeeRecord>;
  /** The account in full, and a row that says who has read it and why. Throws `not_found`. */
  unmask(unmasking: Unmasking): Promise<{ version: number; account: PayeeAccount }>;
}

export interface PayeeDesk {
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: PayeeWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
