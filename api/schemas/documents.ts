import { z } from 'zod';
import { OBJECTION_DECISIONS } from '../../domain/documents/objection.ts';
import { DOCUMENT_KINDS } from '../../domain/documents/vat.ts';
import { VAT_TREATMENTS } from '../../domain/tax/profile.ts';
import { CalendarDate, DateTime, idOf, idRef, listOf, Money, named, pageOf, pageQuery, text } from './primitives.ts';

const Kind = z.enum(DOCUMENT_KINDS).meta({
  description:
    '`self_billed`: written by the vendor for the partner; `partner_invoice`: written by the partner and accepted; `correction`: of one that was issued before, by whoever wrote that.',
});

const Party = z
  .strictObject({ legalName: z.string(), address: z.string(), country: z.string(), vatId: z.string().nullable() })
  .meta({ id: 'DocumentParty' });

const documentFields = {
  id: z.string(),
  number: z.string().meta({
    example: 'SB-2026-000017',
    description: 'Of one series a year, without gaps; or as the partner wrote it.',
  }),
  kind: Kind,
  title: z
    .string()
    .meta({ description: 'What it is called, in the language of the reader.', example: 'Self-billing invoice' }),
  partnerId: idOf('partner'),
  partnerName: z.string(),
  corrects: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  runId: idOf('run').nullable(),
  invoiceId: idOf('partnerInvoice').nullable().meta({ description: 'The upload, where the partner wrote it.' }),
  issuedAt: DateTime.meta({ description: 'Of one that the partner wrote: when it was accepted.' }),
  treatment: z.enum(VAT_TREATMENTS).nullable().meta({ description: 'Null where the partner wrote it, as the rate.' }),
  vatBasisPoints: z.int().nullable(),
  contested: z.boolean().meta({ description: 'Whether an objection of the partner waits for an answer.' }),
  net: Money.meta({ description: 'The sum of the lines; below zero in a correction.' }),
  vat: Money,
  gross: Money.meta({ description: 'Net and value added tax.' }),
};

export const DocumentSummary = z.strictObject(documentFields).meta({ id: 'DocumentSummary' });

export const Documents = pageOf(DocumentSummary).meta({ id: 'Documents' });

export const ListDocuments = z.strictObject({
  ...pageQuery,
  kind: Kind.optional(),
  partnerId: idRef('partner').optional(),
  contested: z.enum(['true']).optional().meta({ description: 'Those with an objection that waits for an answer.' }),
});

const Decision = z.enum(OBJECTION_DECISIONS).meta({
  description:
    '`kept`: it stays; `corrected`: a correction states supplier, recipient and tax as they are known by now.',
});

const Person = z.strictObject({ id: z.string(), name: z.string().nullable() });

const Objection = z
  .strictObject({
    reason: z.string(),
    raisedBy: Person,
    raisedAt: DateTime,
    decision: Decision.nullable().meta({ description: 'Null while finance has not answered.' }),
    answer: z.string().nullable(),
    answeredBy: Person.nullable().meta({ description: 'For people of the house.' }),
    answeredAt: DateTime.nullable(),
  })
  .meta({ id: 'DocumentObjection' });

export const ObjectToDocument = z
  .strictObject({ reason: text(1_000).meta({ description: 'What is wrong; finance reads it.' }) })
  .meta({ id: 'ObjectToDocument' });

export const AnswerObjection = z
  .strictObject({ decision: Decision, answer: text(1_000).meta({ description: 'Why; the partner reads it.' }) })
  .meta({ id: 'AnswerObjection' });

export const Document = z
  .strictObject({
    ...documentFields,
    supplier: Party.nullable().meta({
      description:
        'In whose name the vendor wrote it; null where the partner did. The VAT id stands where there is a registration for it.',
    }),
    recipient: Party.nullable().meta({
      description: 'The vendor, as it was called then; null where the partner wrote it.',
    }),
    supplied: z
      .strictObject({ from: CalendarDate, until: CalendarDate })
      .meta({ description: 'The first and the last day (UTC) on which one of its lines was earned.' }),
    objection: Objection.nullable(),
    objectUntil: DateTime.nullable().meta({
      description: 'The end of the time to object; null where the partner wrote it.',
    }),
    mayObject: z
      .boolean()
      .meta({ description: 'Whether the reader may: an administrator of its partner, once, in time.' }),
    mayAnswer: z.array(Decision).meta({ description: 'What the reader may answer to the objection now: for finance.' }),
    notes: z.array(z.string()).meta({ description: 'Who wrote it, how it is taxed, and how it is paid.' }),
    lines: z.array(
      z.strictObject({
        commissionId: idOf('commission'),
        referralNumber: z.string(),
        companyName: z.string(),
        kind: z.string(),
        suppliedOn: CalendarDate,
        amount: Money,
      }),
    ),
  })
  .meta({ id: 'Document' });

export const PublishAgreement = z
  .strictObject({
    programId: idRef('program')
      .nullable()
      .meta({ description: 'Null: the self-billing agreement, by which the vendor writes invoices of partners.' }),
    title: named(200),
    text: text(20_000),
  })
  .meta({ id: 'PublishAgreement' });

export const AcceptAgreement = z.strictObject({}).meta({ id: 'AcceptAgreement' });

export const Agreement = z
  .strictObject({
    id: idOf('agreement'),
    programId: idOf('program').nullable(),
    programName: z.string().nullable(),
    version: z.int(),
    title: z.string(),
    text: z.string(),
    publishedAt: DateTime,
    acceptedAt: DateTime.nullable().meta({ description: 'By your company; null for people of the house.' }),
    acceptances: z.int().nullable().meta({ description: 'How many partners have accepted it; null for partners.' }),
  })
  .meta({ id: 'Agreement' });

export const Agreements = listOf(Agreement).meta({ id: 'Agreements' });
