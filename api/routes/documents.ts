import type { Agreements, Documents } from '../../adapters/database/documentsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import {
  acceptAgreement,
  listAgreements,
  listDocuments,
  publishAgreement,
  readDocument,
} from '../operations/documents.ts';
import { presentDocument, presentDocumentSummary } from '../presenters/document.ts';
import { route, type Route } from '../route.ts';

export type DocumentDeps = { documents: Documents; agreements: Agreements };

const listDocumentsRoute = ({ documents }: DocumentDeps): Route =>
  route(listDocuments, async ({ caller, query }) => {
    const { limit, cursor, ...filter } = query;
    const { rows, next } = await documents.documents(caller.partnerId, filter, pageRequest({ limit, cursor }, filter));
    return {
      status: 200,
      body: pageAnswer(
        rows.map((record) => presentDocumentSummary(record, caller.language)),
        next,
        filter,
      ),
    };
  });

const readDocumentRoute = ({ documents }: DocumentDeps): Route =>
  route(readDocument, async ({ caller, ids, now }) => {
    const found = await documents.document(caller.partnerId, ids.id);
    if (found === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: presentDocument(found, { caller, now }) };
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
