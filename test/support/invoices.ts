import type { Database } from '../../adapters/database/client.ts';
import { createInvoiceDesk } from '../../adapters/database/invoiceDesk.ts';
import { createInvoiceReads } from '../../adapters/database/invoices.ts';
import type { InvoiceRecord, InvoiceVerdict, WantedInvoice } from '../../adapters/database/invoicesPort.ts';
import { newId } from '../../adapters/ids.ts';
import { money } from '../../domain/money.ts';
import { testVault } from './payees.ts';

const AT = new Date('2027-02-01T08:00:00.000Z');
const DONE = { status: 200, headers: {}, text: '' };

export const AN_INVOICE = '%PDF-1.7 an invoice';

type Stated = {
  number?: string;
  netMinor: bigint;
  vatMinor?: bigint;
  corrects?: string | null;
  commissionIds?: readonly string[] | null;
};

/** As the API keeps one; in euros. */
export async function uploadInvoice(
  api: Database,
  { partnerId, by, netMinor, vatMinor = 0n, ...invoice }: Stated & { partnerId: string; by: string },
): Promise<InvoiceRecord> {
  const { number = newId('partnerInvoice'), corrects = null, commissionIds = null } = invoice;
  let kept: InvoiceRecord | undefined;
  await createInvoiceDesk(api, testVault).once(undefined, async (writes) => {
    kept = await writes.upload({
      ...{ partnerId, number, corrects, commissionIds, by, at: AT },
      stated: {
        net: money(netMinor, 'EUR'),
        vat: money(vatMinor, 'EUR'),
        gross: money(netMinor + vatMinor, 'EUR'),
        dated: '2027-01-31',
      },
      file: {
        name: 'invoice.pdf',
        mediaType: 'application/pdf',
        sha256: 'cd'.repeat(32),
        bytes: new TextEncoder().encode(AN_INVOICE),
      },
    });
    return DONE;
  });
  if (kept === undefined) throw new Error('not kept');
  return kept;
}

type Verdict = { id: string; by: string; reason?: string };

/** Accepted, or rejected with a reason; without any rule but the database's. */
export const decideInvoice = (api: Database, { id, by, reason }: Verdict) => {
  const verdict: InvoiceVerdict =
    reason === undefined ? { id, by, at: AT, state: 'accepted' } : { id, by, at: AT, state: 'rejected', reason };
  return createInvoiceDesk(api, testVault).once(undefined, async (writes) => {
    await writes.decide(verdict);
    return DONE;
  });
};

/** What the partner has to write by now. */
export const wantedOf = async (api: Database, partnerId: string): Promise<WantedInvoice[]> =>
  (await createInvoiceReads(api, testVault).wanted(partnerId, {}, { limit: 100, after: undefined })).rows;
