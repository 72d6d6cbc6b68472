import { createAgreements } from '../../adapters/database/agreements.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { AgreementRecord } from '../../adapters/database/documentsPort.ts';
import { createVendorIdentities } from '../../adapters/database/vendorIdentities.ts';
import type { VendorIdentity } from '../../domain/documents/vendorIdentity.ts';

const AT = new Date('2026-11-01T08:00:00.000Z');
const DONE = { status: 200, headers: {}, text: '' };

export const HELIOFORGE = {
  ...{ legalName: 'Helioforge GmbH', address: 'Rheinallee 12\n50668 Köln', country: 'DE', vatId: 'DE123456788' },
  validFrom: '2026-01-01',
};

/** What the vendor is called, long before anything that these tests pay. */
export const recordVendor = (
  api: Database,
  { by, identity = {} }: { by: string; identity?: Partial<VendorIdentity> },
): Promise<unknown> =>
  createVendorIdentities(api).once(undefined, async (writes) => {
    await writes.record({ ...HELIOFORGE, ...identity, by, at: AT });
    return DONE;
  });

/** A version of an agreement; without a program that of self-billing. */
export async function publishAgreement(
  api: Database,
  { programId = null, by, at = AT }: { programId?: string | null; by: string; at?: Date },
): Promise<string> {
  let made: AgreementRecord | undefined;
  await createAgreements(api).once(undefined, async (writes) => {
    made = await writes.publish({ programId, title: 'Agreement', text: 'What both sides do.', by, at });
    return DONE;
  });
  if (made === undefined) throw new Error('not published');
  return made.id;
}

export const acceptAgreement = (
  api: Database,
  { id, partnerId, by }: { id: string; partnerId: string; by: string },
): Promise<unknown> =>
  createAgreements(api).once(undefined, async (writes) => {
    await writes.accept({ id, partnerId, by, at: AT });
    return DONE;
  });
