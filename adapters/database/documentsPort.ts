import type { DocumentKind, DocumentName } from '../../domain/documents/vat.ts';
import type { ObjectionDecision } from '../../domain/documents/objection.ts';
import type { VendorIdentity } from '../../domain/documents/vendorIdentity.ts';
import type { TaxForm, TaxIdentity, VatTreatment } from '../../domain/tax/profile.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** One document. Amounts in minor units of its currency, below zero in a correction; times are ISO 8601 texts. */
export type DocumentRecord = DocumentName & {
  id: string;
  kind: DocumentKind;
  /** Of one that the partner wrote: the upload. */
  invoiceId: string | null;
  partnerId: string;
  partnerName: string;
  /** The document that it corrects. */
  corrects: (DocumentName & { id: string }) | null;
  runId: string | null;
  currency: string;
  issuedAt: string;
  /** Of one that the vendor wrote; null where the partner has said it itself. */
  treatment: VatTreatment | null;
  vatBasisPoints: number | null;
  form: TaxForm | null;
  netMinor: number;
  vatMinor: number;
  objection: ObjectionRecord | null;
  /** While an objection waits: whether supplier, recipient or tax would be stated otherwise by now. */
  detailsDiffer: boolean;
  /** Whom it is addressed to, as it was then; null where the partner wrote it. */
  recipient: DocumentParty | null;
  /** `suppliedOn`: the day (UTC) on which the line was earned. */
  lines: {
    commissionId: string;
    referralNumber: string;
    companyName: string;
    kind: string;
    suppliedOn: string;
    amountMinor: number;
  }[];
};

/** `by`: who answered; times are ISO 8601 texts. Null where nobody has objected. */
export type ObjectionRecord = {
  reason: string;
  raisedBy: Named;
  raisedAt: string;
  decision: ObjectionDecision | null;
  answer: string | null;
  answeredBy: Named | null;
  answeredAt: string | null;
};

export type DocumentParty = Omit<VendorIdentity, 'validFrom'>;

export type DocumentFilter = {
  kind?: DocumentKind | undefined;
  partnerId?: string | undefined;
  /** Those with an objection that nobody has answered. */
  contested?: 'true' | undefined;
};

/** For a partner under the partner's own database role, which reads its own alone. Newest first. */
export interface Documents {
  documents(readerPartnerId: string | null, filter: DocumentFilter, page: PageRequest): Promise<Page<DocumentRecord>>;
  /** With in whose name it is, opened; null where the partner wrote it. Undefined when there is none for the reader. */
  document(
    readerPartnerId: string | null,
    id: string,
  ): Promise<{ record: DocumentRecord; supplier: (TaxIdentity & { country: string }) | null } | undefined>;
}

/** `programId` null: that the vendor writes the partner's invoices. */
export type AgreementRecord = {
  id: string;
  programId: string | null;
  programName: string | null;
  version: number;
  title: string;
  text: string;
  publishedAt: string;
  /** By the reader's company; null for people of the house, too. */
  acceptedAt: string | null;
  /** How many partners have accepted it; null for partners. */
  acceptances: number | null;
};

export type NewAgreement = { programId: string | null; title: string; text: string; by: string; at: Date };

/** The same writes, all in the transaction of one request. */
export interface AgreementWrites {
  /** Throws `not_found` when there is no such program. */
  publish(agreement: NewAgreement): Promise<AgreementRecord>;
  /** Once; a repeat changes nothing. Throws `not_found` for an agreement that is not for this partner. */
  accept(acceptance: { id: string; partnerId: string; by: string; at: Date }): Promise<AgreementRecord>;
}

export interface Agreements {
  /** The latest of each program of the partner and of self-billing; for people of the house every version. */
  list(readerPartnerId: string | null): Promise<AgreementRecord[]>;
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: AgreementWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
