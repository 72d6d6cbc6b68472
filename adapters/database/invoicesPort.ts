import type { InvoiceState, StatedInvoice } from '../../domain/documents/partnerInvoice.ts';
import type { DocumentName } from '../../domain/documents/vat.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

/** What a line is, and what an invoice says of it, in minor units; below zero in a credit note. */
export type InvoicedLine = { commissionId: string; referralNumber: string; companyName: string; amountMinor: number };

/** An invoice that a partner wrote, or its credit note. Amounts in minor units of its currency; times are ISO 8601 texts. */
export type InvoiceRecord = {
  id: string;
  partnerId: string;
  partnerName: string;
  number: string;
  dated: string;
  /** The document of which it is a credit note. */
  corrects: (DocumentName & { id: string }) | null;
  currency: string;
  netMinor: number;
  vatMinor: number;
  file: { name: string; sizeBytes: number; sha256: string };
  uploadedBy: Named;
  uploadedAt: string;
  state: InvoiceState;
  reason: string | null;
  decidedAt: string | null;
  /** Null for partners. */
  decidedBy: Named | null;
  /** While it waits: whether it still says what is owed. */
  fits: boolean | null;
  /** While it waits: what is owed of its lines by now and no document says. */
  owedMinor: number | null;
  lines: InvoicedLine[];
};

/** What a partner has to write: an invoice of a currency, or a credit note for a document. At most 100 lines, the oldest. */
export type WantedInvoice = {
  partnerId: string;
  partnerName: string;
  currency: string;
  corrects: (DocumentName & { id: string }) | null;
  netMinor: number;
  lines: InvoicedLine[];
};

export type InvoiceFilter = { state?: InvoiceState | undefined; partnerId?: string | undefined };

/** For a partner under the partner's own database role, which reads its own alone. */
export interface InvoiceReads {
  /** Newest first. */
  invoices(readerPartnerId: string | null, filter: InvoiceFilter, page: PageRequest): Promise<Page<InvoiceRecord>>;
  /** By the names of partners; of one partner credit notes first. */
  wanted(
    readerPartnerId: string | null,
    filter: Pick<InvoiceFilter, 'partnerId'>,
    page: PageRequest,
  ): Promise<Page<WantedInvoice>>;
  /** Its file, opened; undefined when there is none for the reader. */
  file(
    readerPartnerId: string | null,
    id: string,
  ): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | undefined>;
}

export type NewInvoice = {
  partnerId: string;
  number: string;
  stated: StatedInvoice;
  /** The id of the document of which it is a credit note. */
  corrects: string | null;
  /** Null: all that is wanted. */
  commissionIds: readonly string[] | null;
  file: { name: string; mediaType: string; sha256: string; bytes: Uint8Array };
  by: string;
  at: Date;
};

export type InvoiceVerdict = { id: string; by: string; at: Date } & (
  { state: 'accepted' } | { state: 'rejected'; reason: string }
);

/** The same writes, all in the transaction of one request. */
export interface InvoiceWrites {
  /**
   * Kept, sealed; finance is told. Throws the codes of `refuseInvoice`, `not_allowed_in_state` when nothing of it is wanted, and
   * `already_exists` for a number that waits or was accepted.
   */
  upload(invoice: NewInvoice): Promise<InvoiceRecord>;
  /**
   * The partner is told. Accepted, it is the document of its lines. Throws `not_found`, `not_allowed_in_state`, `separation_of_duties`, and
   * `document_differs` when something else is owed by now.
   */
  decide(verdict: InvoiceVerdict): Promise<InvoiceRecord>;
}

export interface InvoiceDesk {
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: InvoiceWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
