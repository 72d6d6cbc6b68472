import type { ChangeTaxBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';

export type TaxValues = {
  legalName: string;
  address: string;
  country: string;
  taxNumber: string;
  form: ChangeTaxBody['form'];
  treatment: ChangeTaxBody['treatment'];
  /** In percent, as a person writes it. */
  rate: string;
  validFrom: string;
  validUntil: string;
  file: File | null;
};

export const EMPTY_TAX: TaxValues = {
  legalName: '',
  address: '',
  country: '',
  taxNumber: '',
  form: 'vat_registration',
  treatment: 'domestic',
  rate: '',
  validFrom: '',
  validUntil: '',
  file: null,
};

const REQUIRED = ['legalName', 'address', 'country', 'taxNumber', 'validFrom'] as const;

export function missingInTax(values: TaxValues): Record<string, string> {
  const missing: string[] = REQUIRED.filter((field) => values[field].trim() === '');
  if (values.treatment === 'domestic' && values.rate.trim() === '') missing.push('rate');
  if (values.file === null) missing.push('file');
  return Object.fromEntries(missing.map((field) => [field, texts.tax.form.required]));
}

/** The API speaks of basis points: `19` and `8,1` percent are 1900 and 810. */
const basisPointsOf = (percent: string): number => Math.round(Number(percent.replace(',', '.')) * 100);

export function toTaxBody(values: TaxValues): Omit<ChangeTaxBody, 'formId'> {
  const { legalName, address, country, taxNumber, form, treatment, rate, validFrom, validUntil } = values;
  return {
    ...{ legalName, address, taxNumber, form, treatment, validFrom },
    country: country.trim().toUpperCase(),
    vatBasisPoints: treatment === 'domestic' ? basisPointsOf(rate) : 0,
    validUntil: validUntil === '' ? null : validUntil,
  };
}

/** Fields of the API by those of the form where they differ. */
export const taxFieldOf = (field: string): string => (field === 'vatBasisPoints' ? 'rate' : field);
