import { z } from 'zod';
import { TAX_FORMS, TAX_PROBLEMS, VAT_BASIS_POINTS_MAX, VAT_TREATMENTS } from '../../domain/tax/profile.ts';
import { CalendarDate, Country, DateTime, idOf, idRef, line, text } from './primitives.ts';

const Form = z.enum(TAX_FORMS);
const Treatment = z.enum(VAT_TREATMENTS).meta({
  description:
    '`domestic`: value added tax at the partner’s rate; `reverse_charge`: the vendor owes it itself; `exempt`: none.',
});
const VatRate = z
  .int()
  .min(0)
  .max(VAT_BASIS_POINTS_MAX)
  .meta({ description: 'Basis points of the net amount; 0 unless `domestic`.' });
const ValidUntil = CalendarDate.nullable().meta({ description: 'The last day (UTC); null: until it is replaced.' });

export const TaxProblem = z.enum(TAX_PROBLEMS);

const identityFields = {
  legalName: line(140),
  address: text(500).meta({ description: 'As it stands on an invoice.' }),
  taxNumber: line(40).meta({ description: 'VAT id, EIN or the tax number of the country.', example: 'DE136695976' }),
};

export const ChangeTaxProfile = z
  .strictObject({
    ...identityFields,
    country: Country,
    treatment: Treatment,
    vatBasisPoints: VatRate,
    form: Form,
    formId: idRef('taxForm').meta({ description: 'Of the upload.' }),
    validFrom: CalendarDate,
    validUntil: ValidUntil.default(null),
  })
  .meta({ id: 'ChangeTaxProfile' });

export const VerifyTaxProfile = z.strictObject({}).meta({ id: 'VerifyTaxProfile' });

export const RefuseTaxProfile = z
  .strictObject({ reason: text(500).meta({ description: 'The partner reads it.' }) })
  .meta({ id: 'RefuseTaxProfile' });

export const ReadTaxIdentity = z.strictObject({ reason: text(500) }).meta({ id: 'ReadTaxIdentity' });

export const ReadTaxForm = z
  .strictObject({ reason: text(500).meta({ description: 'Recorded with who has read it.' }) })
  .meta({ id: 'ReadTaxForm' });

export const TaxFormKept = z
  .strictObject({
    id: idOf('taxForm'),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
  })
  .meta({ id: 'TaxFormKept' });

export const TaxIdentity = z
  .strictObject({
    partnerId: idOf('partner'),
    version: z.int(),
    legalName: z.string(),
    address: z.string(),
    taxNumber: z.string(),
  })
  .meta({ id: 'TaxIdentity' });

const TaxVersion = z
  .strictObject({
    version: z.int(),
    country: z.string(),
    treatment: Treatment,
    vatBasisPoints: z.int(),
    taxNumber: z.string().meta({ description: 'Masked.', example: '•••• 976' }),
    form: Form,
    file: z.strictObject({ name: z.string(), sha256: z.string() }),
    validFrom: CalendarDate,
    validUntil: ValidUntil,
    changedAt: DateTime,
    verifiedAt: DateTime.nullable(),
  })
  .meta({ id: 'TaxVersion' });

export const TaxProfile = z
  .strictObject({
    partnerId: idOf('partner'),
    partnerName: z.string(),
    problem: TaxProblem.nullable().meta({
      description: 'Why it holds payments back where a program asks for a tax form; null when it does not.',
    }),
    sentence: z.string(),
    current: TaxVersion.nullable().meta({ description: 'In force: the latest that finance has verified.' }),
    pending: TaxVersion.nullable().meta({ description: 'The latest, while finance has not decided on it.' }),
    refused: z
      .strictObject({ at: DateTime, reason: z.string().nullable() })
      .nullable()
      .meta({ description: 'When finance has refused the latest.' }),
    log: z
      .array(
        z.strictObject({
          at: DateTime,
          what: z.enum(['changed', 'verified', 'refused', 'identity', 'form']),
          version: z.int(),
          by: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
          reason: z.string().nullable(),
        }),
      )
      .meta({ description: 'Newest first. Who has read what is sealed is for people of the house.' }),
    version: z.int(),
  })
  .meta({ id: 'TaxProfile' });
