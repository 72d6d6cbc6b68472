import type { PayeeDecision } from '../../domain/payees/state.ts';
import type { TaxForm, TaxIdentity, TaxProfile, VatTreatment } from '../../domain/tax/profile.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

/** One version as it may be read: masked. Times are ISO 8601 texts, days as `2026-12-31`. */
export type TaxVersion = {
  version: number;
  country: string;
  treatment: VatTreatment;
  vatBasisPoints: number;
  form: TaxForm;
  file: { name: string; sha256: string };
  validFrom: string;
  validUntil: string | null;
  taxNumber: string;
  changedBy: Named;
  changedAt: string;
  decision: { kind: PayeeDecision; by: Named; at: string; reason: string | null } | null;
  /** Who has read what is sealed, and why. Empty for partners. */
  readings: { by: Named; at: string; what: 'identity' | 'form'; reason: string }[];
};

export type TaxRecord = {
  partnerId: string;
  partnerName: string;
  managerId: string | null;
  /** Grows with every version and every decision; 0 while there is nothing. */
  revision: number;
  /** Newest first. */
  versions: TaxVersion[];
  /** The version that finance has verified last and not refused since; null while there is none. */
  inForce: number | null;
};

/** For a partner under the partner's own database role; undefined when there is no such partner for the reader. */
export interface TaxReads {
  taxProfile(partnerId: string, readerPartnerId: string | null): Promise<TaxRecord | undefined>;
}

/** `check` throws when the revision is not the one that was looked at. */
type Asked = { partnerId: string; by: string; at: Date; check: (revision: number) => void };

export type NewTaxProfile = Asked & { profile: TaxProfile; formId: string };

export type TaxVerdict = Asked & { decision: PayeeDecision; reason: string | null };

export type NewTaxForm = Omit<Asked, 'check'> & { name: string; mediaType: string; sha256: string; bytes: Uint8Array };

export type TaxReading = Omit<Asked, 'check'> & { reason: string };

/** The same writes, all in the transaction of one request. */
export interface TaxWrites {
  /** Keeps a form, sealed; gives the id by which a profile names it. */
  keepForm(form: NewTaxForm): Promise<string>;
  /** A new version, sealed. Finance is told. Throws `not_found` for a form that is not the partner's. */
  change(profile: NewTaxProfile): Promise<TaxRecord>;
  /** On the latest version while nobody has decided on it, else on the one in force. Throws `not_found`, `not_allowed_in_state`, `separation_of_duties`. */
  decide(verdict: TaxVerdict): Promise<TaxRecord>;
  /** Name, address and number of the latest version, and a row that says who has read them and why. Throws `not_found`. */
  readIdentity(reading: TaxReading): Promise<{ version: number; identity: TaxIdentity }>;
  /** Its form, as above. */
  readForm(reading: TaxReading): Promise<{ name: string; mediaType: string; bytes: Uint8Array }>;
}

export interface TaxDesk {
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: TaxWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
