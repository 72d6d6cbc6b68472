import { z } from 'zod';
import { INVOICE_LINES_MAX, INVOICE_STATES } from '../../domain/documents/partnerInvoice.ts';
import { CalendarDate, Currency, DateTime, idOf, idRef, line, Money, pageOf, pageQuery, text } from './primitives.ts';

const State = z.enum(INVOICE_STATES).meta({ description: '`waiting`: for finance.' });

const minor = z.coerce
  .number()
  .int()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER)
  .meta({ description: 'Minor units; below zero in a credit note.' });

const CommissionIds = z
  .string()
  .max(INVOICE_LINES_MAX * 40)
  .transform((ids) => [...new Set(ids.split(','))])
  .pipe(z.array(idRef('commission')).max(INVOICE_LINES_MAX));

export const UploadInvoice = z.strictObject({
  number: line(60).meta({ description: 'As it stands on the invoice.' }),
  dated: CalendarDate.meta({ description: 'As it stands on the invoice.' }),
  currency: Currency,
  net: minor,
  vat: minor,
  gross: minor,
  corrects: idRef('document').optional().meta({ description: 'Of a credit note: the document of the invoice.' }),
  commissionIds: CommissionIds.optional().meta({
    description: `What it is for, separated by commas, at most ${String(INVOICE_LINES_MAX)}; without it all that waits for it, the oldest first.`,
  }),
});

export const AcceptInvoice = z.strictObject({}).meta({ id: 'AcceptInvoice' });

export const RejectInvoice = z
  .strictObject({ reason: text(500).meta({ description: 'The partner reads it.' }) })
  .meta({ id: 'RejectInvoice' });

const DocumentRef = z.strictObject({ id: z.string(), number: z.string() });

const InvoicedLine = z
  .strictObject({
    commissionId: idOf('commission'),
    referralNumber: z.string(),
    companyName: z.string(),
    amount: Money,
  })
  .meta({ id: 'InvoicedLine' });

const Person = z.strictObject({ id: z.string(), name: z.string().nullable() });

export const PartnerInvoice = z
  .strictObject({
    id: idOf('partnerInvoice'),
    partnerId: idOf('partner'),
    partnerName: z.string(),
    number: z.string(),
    dated: CalendarDate,
    corrects: DocumentRef.nullable().meta({ description: 'Of a credit note.' }),
    net: Money,
    vat: Money,
    gross: Money,
    file: z.strictObject({ name: z.string(), sizeBytes: z.int(), sha256: z.string() }),
    uploadedBy: Person,
    uploadedAt: DateTime,
    state: State,
    reason: z.string().nullable().meta({ description: 'Why it was rejected.' }),
    decidedAt: DateTime.nullable(),
    decidedBy: Person.nullable().meta({ description: 'For people of the house.' }),
    mayDecide: z
      .boolean()
      .meta({ description: 'Whether the reader may accept or reject it: finance, but not who uploaded it.' }),
    owed: Money.nullable().meta({
      description: 'While it waits and says something else than what is owed of its lines by now: what that is.',
    }),
    lines: z.array(InvoicedLine),
  })
  .meta({ id: 'PartnerInvoice' });

export const PartnerInvoices = pageOf(PartnerInvoice).meta({ id: 'PartnerInvoices' });

export const ListInvoices = z.strictObject({
  ...pageQuery,
  state: State.optional(),
  partnerId: idRef('partner').optional(),
});

const WantedInvoice = z
  .strictObject({
    partnerId: idOf('partner'),
    partnerName: z.string(),
    corrects: DocumentRef.nullable().meta({ description: 'A credit note is wanted for it; null: an invoice.' }),
    net: Money.meta({ description: 'What it has to say, exactly; below zero in a credit note.' }),
    lines: z.array(InvoicedLine).meta({ description: `At most ${String(INVOICE_LINES_MAX)}, the oldest.` }),
  })
  .meta({ id: 'WantedInvoice' });

export const ListWantedInvoices = z.strictObject({ ...pageQuery, partnerId: idRef('partner').optional() });

export const WantedInvoices = pageOf(WantedInvoice).meta({ id: 'WantedInvoices' });
