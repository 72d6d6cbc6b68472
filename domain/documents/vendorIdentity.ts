import type { TaxBook } from '../tax/profile.ts';

/** What the vendor is called in documents that it writes; `validFrom`: a day (UTC), from which on. */
export type VendorIdentity = {
  legalName: string;
  address: string;
  country: string;
  vatId: string | null;
  validFrom: string;
};

type VendorField = 'vatId' | 'validFrom';

/** The fields that cannot be right. What was written under another name stays so: a version begins today at the earliest. */
export function wrongVendorFields(
  { country, vatId, validFrom }: VendorIdentity,
  taxBook: TaxBook,
  today: string,
): VendorField[] {
  const wrong: Readonly<Record<VendorField, boolean>> = {
    vatId: vatId !== null && !(/^[A-Z0-9]{2,30}$/.test(vatId) && taxBook.isTaxNumber(country, vatId)),
    validFrom: validFrom < today,
  };
  return (Object.keys(wrong) as VendorField[]).filter((field) => wrong[field]);
}
