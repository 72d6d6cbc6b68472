import type { Agreements, DocumentRecord, Documents } from '../../adapters/database/documentsPort.ts';
import { documentNumber } from '../../domain/documents/vat.ts';
import { AppError } from '../../domain/errors.ts';
import { moneyFromJson, moneyToJson, add } from '../../domain/money.ts';
import type { TaxForm, TaxIdentity } from '../../domain/tax/profile.ts';
import type { Language } from '../../domain/texts/format.ts';
import { documentNotes, documentTitle } from '../../domain/texts/documentWords.ts';
import { answerOnce } from '../answerOnce.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import {
  acceptAgreement,
  listAgreements,
  listDocuments,
  publishAgreement,
  readDocument,
} from '../operations/documents.ts';
import { documentRef } from '../presenters/documentRef.ts';
import { route, type Route } from '../route.ts';

export type DocumentDeps = { documents: Documents; agreements: Agreements };

function summaryOf(
  { year, seriesNo, ownNumber, corrects, currency, netMinor, vatMinor, ...record }: DocumentRecord,
  language: Language,
) {
  const { lines: _lines, form: _form, recipient: _recipient, ...shown } = record;
  const net = { amount: netMinor, currency };
  const vat = { amount: vatMinor, currency };
  return {
    ...shown,
    title: documentTitle(record, language),
    number: documentNumber({ year, seriesNo, ownNumber }),
    corrects: corrects && documentRef(corrects),
    net,
    vat,
    gross: moneyToJson(add(moneyFromJson(net), moneyFromJson(vat))),
  };
}

type Supplier = TaxIdentity & { country: string };

/** Other numbers may be those of a person, and no invoice needs them. */
const supplierOf = ({ taxNumber, ...named }: Supplier, form: TaxForm | null) => ({
  ...named,
  vatId: form === 'vat_registration' ? taxNumber : null,
});

function presentDocument(
  { record, supplier }: { record: DocumentRecord; supplier: Supplier | null },
  language: Language,
) {
  const { currency, vatMinor, form, recipient, lines } = record;
  const days = lines.map(({ suppliedOn }) => suppliedOn).sort();
  return {
    ...summaryOf(record, language),
    supplier: supplier === null ? null : supplierOf(supplier, form),
    recipient,
    supplied: { from: days[0], until: days.at(-1) },
    notes: documentNotes({ ...record, hasVat: vatMinor !== 0 }, language),
    lines: lines.map(({ amountMinor, ...line }) => ({ ...line, amount: { amount: amountMinor, currency } })),
  };
}

const listDocumentsRoute = ({ documents }: DocumentDeps): Route =>
  route(listDocuments, async ({ caller, query }) => {
    const { limit, cursor, ...filter } = query;
    const { rows, next } = await documents.documents(caller.partnerId, filter, pageRequest({ limit, cursor }, filter));
    return {
      status: 200,
      body: pageAnswer(
        rows.map((record) => summaryOf(record, caller.language)),
        next,
        filter,
      ),
    };
  });

const readDocumentRoute = ({ documents }: DocumentDeps): Route =>
  route(readDocument, async ({ caller, ids }) => {
    const found = await documents.document(caller.partnerId, ids.id);
    if (found === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: presentDocument(found, caller.language) };
  });

const listAgreementsRoute = ({ agreements }: DocumentDeps): Route =>
  route(listAgreements, async ({ caller }) => ({
    status: 200,
    body: { data: await agreements.list(caller.partnerId) },
  }));

const publishAgreementRoute = ({ agreements }: DocumentDeps): Route =>
  route(publishAgreement, ({ caller, body, ticket, now }) =>
    answerOnce(agreements, ticket, async (writes) => ({
      status: 201,
      body: await writes.publish({ ...body, by: caller.id, at: now }),
    })),
  );

const acceptAgreementRoute = ({ agreements }: DocumentDeps): Route =>
  route(acceptAgreement, ({ caller, ids, ticket, now }) => {
    const { partnerId } = caller;
    if (partnerId === null) throw new AppError({ code: 'not_found' });
    return answerOnce(agreements, ticket, async (writes) => ({
      status: 200,
      body: await writes.accept({ id: ids.id, partnerId, by: caller.id, at: now }),
    }));
  });

/** What payments are documented by, and what partners accept. */
export const documentRoutes = (deps: DocumentDeps): Route[] => [
  listDocumentsRoute(deps),
  readDocumentRoute(deps),
  listAgreementsRoute(deps),
  publishAgreementRoute(deps),
  acceptAgreementRoute(deps),
];
