import { createAgreements } from '../../adapters/database/agreements.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { AgreementRecord } from '../../adapters/database/documentsPort.ts';

const AT = new Date('2026-11-01T08:00:00.000Z');
const DONE = { status: 200, headers: {}, text: '' };

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
