import type { VendorIdentity } from '../../domain/documents/vendorIdentity.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Named } from './moneyReadsPort.ts';

/** `recordedAt`: ISO 8601. `inForce`: what a document of now would say. */
export type VendorIdentityRecord = VendorIdentity & {
  id: string;
  version: number;
  recordedBy: Named;
  recordedAt: string;
  inForce: boolean;
};

export type NewVendorIdentity = VendorIdentity & { by: string; at: Date };

/** The same writes, all in the transaction of one request. */
export interface VendorIdentityWrites {
  /** The next version; those before stay. */
  record(identity: NewVendorIdentity): Promise<VendorIdentityRecord>;
}

export interface VendorIdentities {
  /** Newest first, at most 100. */
  list(): Promise<VendorIdentityRecord[]>;
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: VendorIdentityWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
