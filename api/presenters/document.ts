import type { z } from 'zod';
import type { DocumentRecord } from '../../adapters/database/documentsPort.ts';
import { isFinance, mayEditPayee } from '../../domain/approval/payees.ts';
import { answersTo, objectionProblem, objectUntil } from '../../domain/documents/objection.ts';
import { documentNumber } from '../../domain/documents/vat.ts';
import { add, moneyFromJson, moneyToJson } from '../../domain/money.ts';
import type { TaxForm, TaxIdentity } from '../../domain/tax/profile.ts';
import { documentNotes, documentTitle } from '../../domain/texts/documentWords.ts';
import type { Language } from '../../domain/texts/format.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import type { Document, DocumentSummary } from '../schemas/documents.ts';
import { documentRef } from './documentRef.ts';

export function presentDocumentSummary(record: DocumentRecord, language: Language): z.output<typeof DocumentSummary> {
  const { id, kind, partnerId, partnerName, runId, invoiceId, issuedAt, treatment, vatBasisPoints, objection } = record;
  const net = { amount: record.netMinor, currency: record.currency };
  const vat = { amount: record.vatMinor, currency: record.currency };
  return {
    ...{ id, kind, partnerId, partnerName, runId, invoiceId, issuedAt, treatment, vatBasisPoints, net, vat },
    title: documentTitle(record, language),
    number: documentNumber(record),
    corrects: record.corrects && documentRef(record.corrects),
    contested: objection?.decision === null,
    gross: moneyToJson(add(moneyFromJson(net), moneyFromJson(vat))),
  };
}

type Supplier = TaxIdentity & { country: string };

/** Other numbers may be those of a person, and no invoice needs them. */
const supplierOf = ({ taxNumber, ...named }: Supplier, form: TaxForm | null) => ({
  ...named,
  vatId: form === 'vat_registration' ? taxNumber : null,
});

type Reader = { caller: Caller; now: Date };

function presentObjection(record: DocumentRecord, { caller, now }: Reader) {
  const { objection, partnerId, invoiceId, issuedAt } = record;
  const actor = commandActorOf(caller);
  return {
    objection: objection && { ...objection, answeredBy: caller.partnerId === null ? objection.answeredBy : null },
    objectUntil: invoiceId === null ? objectUntil(issuedAt).toISOString() : null,
    mayObject: mayEditPayee(actor, partnerId) && objectionProblem(record, now) === null,
    mayAnswer: isFinance(actor) ? answersTo(record) : [],
  };
}

export function presentDocument(
  { record, supplier }: { record: DocumentRecord; supplier: Supplier | null },
  reader: Reader,
): z.output<typeof Document> {
  const { currency, kind, netMinor, vatMinor, form, recipient, lines } = record;
  const days = lines.map(({ suppliedOn }) => suppliedOn).sort();
  const { language } = reader.caller;
  const correctsDetails = kind === 'correction' && netMinor === 0;
  return {
    ...presentDocumentSummary(record, language),
    supplier: supplier === null ? null : supplierOf(supplier, form),
    recipient,
    supplied: { from: days[0] ?? '', until: days.at(-1) ?? '' },
    ...presentObjection(record, reader),
    notes: documentNotes({ ...record, hasVat: vatMinor !== 0, correctsDetails }, language),
    lines: lines.map(({ amountMinor, ...line }) => ({ ...line, amount: { amount: amountMinor, currency } })),
  };
}
