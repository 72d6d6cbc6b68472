import { createTaxDesk } from '../../adapters/database/taxProfiles.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { PayeeDecision } from '../../domain/payees/state.ts';
import type { TaxProfile } from '../../domain/tax/profile.ts';
import { testVault } from './payees.ts';

export const BRIGHTWATER_TAX: TaxProfile = {
  legalName: 'Brightwater Consulting GmbH',
  address: 'Hafenstraße 1, 20457 Hamburg',
  taxNumber: 'DE136695976',
  country: 'DE',
  treatment: 'domestic',
  vatBasisPoints: 1_900,
  form: 'vat_registration',
  validFrom: '2026-01-01',
  validUntil: null,
};

/** Long before anything that these tests pay. */
const ENTERED_AT = new Date('2026-11-01T08:00:00.000Z');
const DONE = { status: 200, headers: {}, text: '' };

export const A_FORM = '%PDF-1.7 a registration';

/** A form and a profile that names it, as the API writes them. */
export const enterTax = (
  api: Database,
  { partnerId, by, profile = {} }: { partnerId: string; by: string; profile?: Partial<TaxProfile> },
) =>
  createTaxDesk(api, testVault).once(undefined, async (writes) => {
    const asked = { partnerId, by, at: ENTERED_AT };
    const file = {
      name: 'form.pdf',
      mediaType: 'application/pdf',
      sha256: 'ab'.repeat(32),
      bytes: new TextEncoder().encode(A_FORM),
    };
    const formId = await writes.keepForm({ ...asked, ...file });
    await writes.change({ ...asked, formId, profile: { ...BRIGHTWATER_TAX, ...profile }, check: () => undefined });
    return DONE;
  });

/** What finance says of it; without any rule but the database's. */
export const decideTax = (
  api: Database,
  { partnerId, by, decision = 'verified' }: { partnerId: string; by: string; decision?: PayeeDecision },
) =>
  createTaxDesk(api, testVault).once(undefined, async (writes) => {
    const reason = decision === 'refused' ? 'The form is of another company' : null;
    await writes.decide({ partnerId, by, decision, reason, at: ENTERED_AT, check: () => undefined });
    return DONE;
  });
