import { isCountry } from '../countries.ts';

/** `w9`, `w8ben_e`: forms of the United States; `vat_registration`: proof of it, from wherever it is. */
export const TAX_FORMS = ['w9', 'w8ben_e', 'vat_registration'] as const;

export type TaxForm = (typeof TAX_FORMS)[number];

/** Whether value added tax is part of what a partner asks for: at the rate of its country, owed by the vendor, or not at all. */
export const VAT_TREATMENTS = ['domestic', 'reverse_charge', 'exempt'] as const;

export type VatTreatment = (typeof VAT_TREATMENTS)[number];

/** What is sealed at rest: a number may be that of a person. */
export type TaxIdentity = { legalName: string; address: string; taxNumber: string };

export type TaxProfile = TaxIdentity & {
  country: string;
  treatment: VatTreatment;
  /** Of the net amount; 0 unless `domestic`. */
  vatBasisPoints: number;
  form: TaxForm;
  /** Days of the calendar (UTC), both included; without an end it is valid until it is replaced. */
  validFrom: string;
  validUntil: string | null;
};

/** What registers of tax numbers know; a library behind it. */
export type TaxBook = {
  /** Form and check digits, where those of the country are known; else true. */
  isTaxNumber(country: string, text: string): boolean;
};

export type TaxField = 'country' | 'taxNumber' | 'vatBasisPoints' | 'form' | 'validFrom' | 'validUntil';

/** 30 %: no country asks for more. */
export const VAT_BASIS_POINTS_MAX = 3_000;

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Without the spaces and signs by which people group it, in capitals. */
export const canonicalTaxNumber = (text: string): string => text.replaceAll(/[\s./-]/g, '').toUpperCase();

const isRateOf = ({ treatment, vatBasisPoints }: TaxProfile): boolean =>
  treatment === 'domestic' ? vatBasisPoints > 0 && vatBasisPoints <= VAT_BASIS_POINTS_MAX : vatBasisPoints === 0;

/** The forms of the United States say who is one of its taxpayers, and who is none. */
const isFormOf = ({ form, country }: TaxProfile): boolean =>
  form === 'vat_registration' || (form === 'w9') === (country === 'US');

/** The fields that cannot be right; a form is sent when it is valid, not before. */
export function wrongTaxFields(profile: TaxProfile, taxBook: TaxBook, now: Date): TaxField[] {
  const { country, taxNumber, validFrom, validUntil } = profile;
  const wrong: Readonly<Record<TaxField, boolean>> = {
    country: !isCountry(country),
    taxNumber: !/^[A-Z0-9]{2,30}$/.test(taxNumber) || !taxBook.isTaxNumber(country, taxNumber),
    vatBasisPoints: !isRateOf(profile),
    form: !isFormOf(profile),
    validFrom: validFrom > dayOf(now),
    validUntil: validUntil !== null && validUntil < dayOf(now),
  };
  return (Object.keys(wrong) as TaxField[]).filter((field) => wrong[field]);
}

/** `DE136695976` → `•••• 976`: enough to recognise one's own. */
export const maskedTaxNumber = (text: string): string => `•••• ${text.slice(-3)}`;

/** Why nothing can be paid for want of a tax form. */
export const TAX_PROBLEMS = ['tax_form_missing', 'tax_form_unverified', 'tax_form_expired'] as const;

export type TaxProblem = (typeof TAX_PROBLEMS)[number];

/**
 * The profile in force is the latest that finance has verified and not refused since; a newer one that waits does not put it out of
 * force. `pending`: the latest is not decided.
 */
export type TaxInForce = { pending: boolean; verified: { validUntil: string | null } | null };

/** The day until which a form is valid belongs to it. */
export function taxProblem({ pending, verified }: TaxInForce, now: Date): TaxProblem | null {
  if (verified !== null && (verified.validUntil === null || dayOf(now) <= verified.validUntil)) return null;
  if (pending) return 'tax_form_unverified';
  return verified === null ? 'tax_form_missing' : 'tax_form_expired';
}
